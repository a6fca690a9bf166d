"""Files that are chosen in a real browser: counted at once, listed after a save, taken out again, and refused."""

from collections.abc import Iterator

import pytest

from tests.browser.barriers import Barriers
from tests.browser.gallery import press, specs_in, start
from tests.browser.walk import serving
from tests.pictures import opened, png

PHOTOS = "defect.photos"
RUN = {"name": "run.exe", "mimeType": "application/octet-stream", "buffer": b"MZ\x90\0"}


@pytest.fixture(scope="module")
def gallery(tmp_path_factory, chromium) -> Iterator[str]:
    """The address of an application that has a form with files."""
    with serving(tmp_path_factory.mktemp("kept"), specs_in(tmp_path_factory.mktemp("specs"), "defect-report")) as found:
        yield found


@pytest.fixture
def defect(gallery, browse):
    page = browse()
    tasks = start(page, gallery, "defect-report")
    page.goto(f"{tasks}/sections/defect")
    return page


def photo(number: int) -> dict[str, object]:
    return {"name": f"photo {number}.png", "mimeType": "image/png", "buffer": png(shade=number)}


def listed(page) -> list[str]:
    return page.locator(".files a").all_inner_texts()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "scripts off"])
def test_photos_are_added_looked_at_and_taken_out(gallery, browse, scripts):
    page = browse(java_script_enabled=scripts)
    tasks = start(page, gallery, "defect-report")
    section = f"{tasks}/sections/defect"
    page.goto(section)
    page.locator(f'[name="{PHOTOS}"]').set_input_files([photo(1), photo(2)])
    press(page, "Save and continue")
    page.goto(section)
    assert listed(page) == ["photo 1.png", "photo 2.png"]
    with page.expect_download() as loading:
        page.get_by_role("link", name="photo 1.png").click()
    assert opened(loading.value.path().read_bytes()).getpixel((0, 0)) == (1, 1, 1)
    if scripts:
        page.get_by_role("button", name="Remove photo 1.png").click()
    else:
        page.get_by_label("Remove photo 1.png").check()
    press(page, "Save and continue")
    page.goto(section)
    assert listed(page) == ["photo 2.png"]


def test_more_photos_than_may_be_are_told_when_they_are_left_and_after_the_save(defect):
    defect.locator(f'[name="{PHOTOS}"]').focus()
    defect.locator(f'[name="{PHOTOS}"]').set_input_files([photo(number) for number in range(5)])
    defect.locator('[name="defect.what"]').fill("The handle came off when it was lifted.")
    defect.keyboard.press("Tab")
    error = defect.locator(f'[id="{PHOTOS}--error"]')
    error.wait_for(state="visible")
    press(defect, "Save and continue")
    assert "4" in defect.locator(".error-summary li").inner_text()
    assert len(listed(defect)) == 5
    defect.locator(".error-summary li a").click()
    assert defect.evaluate("document.activeElement.name") == PHOTOS
    barriers = Barriers()
    barriers.look("too many photos", defect)
    assert barriers.found == []


def test_a_file_that_no_answer_takes_is_refused_at_once(defect):
    defect.locator('[name="defect.papers"]').set_input_files([RUN])
    refused = defect.locator('[data-attachments="defect.papers"] .waiting .wrong')
    refused.get_by_text("“run.exe” was not added: it must be a PDF, JPEG or PNG file.").wait_for()
    barriers = Barriers()
    barriers.look("a file that is refused", defect)
    assert barriers.found == []


def test_a_file_that_no_answer_takes_is_refused_without_scripts_and_the_words_are_kept(gallery, browse):
    defect = browse(java_script_enabled=False)
    defect.goto(f"{start(defect, gallery, 'defect-report')}/sections/defect")
    defect.locator('[name="defect.papers"]').set_input_files([RUN])
    defect.locator('[name="defect.what"]').fill("The handle came off when it was lifted.")
    press(defect, "Save and continue")
    assert "“run.exe” was not added" in defect.locator(".error-summary").inner_text()
    assert defect.locator('[name="defect.what"]').input_value().startswith("The handle")
    assert defect.title().startswith("Error: ")
