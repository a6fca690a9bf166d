"""Where two people changed one answer, what gives way on a page is set aside, put back, or kept with the other text."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.saving.test_by_itself import AUDITED, STAFF, field, says, section, seen_by_another
from tests.browser.walk import open_link

__all__ = ["section"]


def clashing(page: Page, place: str, browse) -> None:
    """Let somebody else change an answer while a page without a connection changes it too, and let both meet."""
    other = seen_by_another(browse, place)
    page.context.set_offline(True)
    field(page).fill("Mine")
    field(other).fill("Theirs")
    says(other, "Saved at ")
    page.context.set_offline(False)
    says(page, "somebody else changed an answer that you changed too. Choose there what should stay.")


def stands(browse, place: str) -> str:
    return field(seen_by_another(browse, place)).input_value()


def test_theirs_is_taken_and_mine_is_put_back_as_a_change_of_its_own(section, browse) -> None:
    page, place = section
    clashing(page, place, browse)
    field(page).press_sequentially(", and more")
    page.get_by_role("button", name="Take theirs").click()
    expect(field(page)).to_have_value("Theirs")
    says(page, "Saved at ")
    offered = page.locator(".field", has=field(page)).locator(".gave-way")
    expect(offered).to_contain_text("Mine, and more")
    assert stands(browse, place) == "Theirs"
    offered.get_by_role("button", name="Put mine back").click()
    expect(field(page)).to_have_value("Mine, and more")
    expect(offered).to_have_count(0)
    assert page.evaluate("document.activeElement.name") == STAFF
    says(page, "Saved at ")
    expect(page.locator("#saving")).not_to_contain_text("Saving")
    assert stands(browse, place) == "Mine, and more"
    open_link(page, "Earlier answers")
    page.locator("main .tasks a").first.click()
    told = page.locator("main").inner_text()
    assert [words in told for words in ("Theirs", "Mine, and more", "Set aside")] == [True] * 3


def test_both_are_kept_one_after_the_other(section, browse) -> None:
    page, place = section
    clashing(page, place, browse)
    page.get_by_role("button", name="Keep both").click()
    expect(field(page)).to_have_value("Theirs\n\nMine")
    expect(page.locator(".clash")).to_have_count(0)
    says(page, "Saved at ")
    assert stands(browse, place) == "Theirs\n\nMine"


def test_both_are_not_offered_where_one_of_them_is_empty(section, browse) -> None:
    page, place = section
    other = seen_by_another(browse, place)
    field(other).fill("Theirs")
    field(other, AUDITED).fill("Theirs")
    says(other, "Saved at ")
    page.context.set_offline(True)
    field(page).fill("Mine")
    field(page, AUDITED).fill("Mine")
    field(page, AUDITED).fill("")
    page.context.set_offline(False)
    says(page, "somebody else changed")
    expect(page.get_by_role("button", name="Keep both")).to_have_count(1)


OFFERED = """async ({ emptyVault, holdLine, answering, json, asked, begin }) => {
  document.body.innerHTML = `<p id="saving">Nothing yet.</p><span id="saving-told"></span>
    <form data-draft="one" data-section="a"><input name="base" value="1"><input name="csrf" value="hers">
    <div class="field"><input name="a.words"></div><div class="save-bar"></div></form>`;
  const form = document.querySelector("form");
  const box = form.elements["a.words"];
  const waited = async (test) => { while (!test()) { await new Promise((go) => { setTimeout(go, 20); }); } };
  const found = (words) => [...document.querySelectorAll("button")].find((each) => each.textContent === words);
  const clash = { name: "a.words", theirs: "Theirs", who: WHO, label: "The words", between: " / " };
  let [isCut, lost] = [false, 1];
  answering((address, entries) => {
    if (address.endsWith("/asides")) {
      lost -= 1;
      return isCut || lost >= 0 ? Promise.reject(new TypeError("cut")) : json({ revision: 2 });
    }
    return json({ revision: 2, saved: [], conflicts: [clash], cleared: [], changed: {} });
  });
  await begin(form, { opening: holdLine(await emptyVault(), "one", {}), who: "ann" });
  box.value = "Mine";
  box.dispatchEvent(new Event("input", { bubbles: true }));
  await waited(() => found(TAKE));
  const said = [document.querySelector(".clash").innerText, document.querySelector("#saving").textContent];
  isCut = true;
  found(TAKE).click();
  const line = () => document.querySelector("#saving").textContent;
  await waited(() => found("Put mine back") && line().includes("not yet sent (1)"));
  isCut = false;
  await waited(() => line().startsWith("Saved at"));
  const aside = asked.filter(({ address }) => address.endsWith("/asides"));
  const sent = aside.map(({ entries }) => [entries.op, entries["a.words"]]);
  return { said, value: box.value, sent };
}"""


@pytest.mark.parametrize(
    ("who", "take", "title", "line"),
    [
        (
            "Bob wrote on 28 November at 6:40pm",
            "Take theirs",
            "Somebody else changed this answer too.",
            "Not saved: somebody else changed an answer that you changed too. Choose there what should stay.",
        ),
        (
            "You wrote on 28 November at 6:40pm in another window",
            "Take the other text",
            "You changed this answer in another window too.",
            "Not saved: you changed an answer in another window too. Choose there what should stay.",
        ),
    ],
)
def test_what_is_given_up_without_a_connection_waits_on_the_device_and_is_sent_under_one_name(
    run, who: str, take: str, title: str, line: str
) -> None:
    done = run(OFFERED.replace("WHO", repr(who)).replace("TAKE", repr(take)))
    assert (title in done["said"][0], done["said"][1], done["value"]) == (True, line, "Theirs")
    assert len({op for op, _ in done["sent"]}) == 1
    assert {words for _, words in done["sent"]} == {"Mine"}
    assert len(done["sent"]) > 1
