"""What goes with a page alone is not posted where Formspec does not answer."""

import pytest

PAGE = """
  document.body.innerHTML = `<p id="saving">Nothing yet.</p><span id="saving-told"></span>
    <form data-draft="one" data-section="a"><input name="base" value="1"><input name="csrf" value="hers">
    <div class="field"><input name="a.words"></div><input type="file" name="a.sheet"><ul class="waiting"></ul>
    <button>Save and continue</button></form>`;
  const form = document.querySelector("form");
  let posted = 0;
  form.addEventListener("submit", (event) => { posted += 1; event.preventDefault(); });
  await begin(form, { opening: memoryStore(), who: "" });
  const choose = () => {
    const held = new DataTransfer();
    held.items.add(new File(["plan"], "plan.pdf"));
    const input = form.elements["a.sheet"];
    input.files = held.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const press = async () => {
    form.requestSubmit();
    await new Promise((go) => { setTimeout(go, 50); });
    return document.querySelector("#saving").textContent;
  };
"""
CUT = (
    "Not saved yet: Formspec does not answer. Keep this page open, and press the button again once there is a "
    "connection."
)


@pytest.mark.parametrize("answer", ["Response.error()", "html(200)", "html(502)", "json({}, 403)"])
def test_files_stay_on_the_page_while_nobody_answers_and_go_once_somebody_does(run, answer: str) -> None:
    said = run(f"""async ({{ answering, html, json, begin, memoryStore, asked }}) => {{
      {PAGE}
      choose();
      answering(() => {answer});
      const first = [await press(), posted, form.elements["a.sheet"].files.length];
      answering(() => json({{ who: "", seconds: 0 }}));
      await press();
      return {{ first, posted, addresses: [...new Set(asked.map(({{ address }}) => address))] }};
    }}""")
    assert said == {"first": [CUT, 0, 1], "posted": 1, "addresses": ["/account/standing"]}


def test_so_do_photos_that_are_on_the_page_alone(run) -> None:
    said = run(f"""async ({{ answering, html, begin, memoryStore }}) => {{
      {PAGE}
      form.querySelector("ul").append(document.createElement("li"));
      answering(() => html(404));
      return [await press(), posted];
    }}""")
    assert said == [CUT, 0]


def test_a_page_of_which_all_is_saved_asks_nobody(run) -> None:
    said = run(f"""async ({{ answering, html, begin, memoryStore, asked }}) => {{
      {PAGE}
      answering(() => html(404));
      await press();
      return [posted, asked.length];
    }}""")
    assert said == [1, 0]


def test_a_try_that_was_on_its_way_before_the_button_and_fails_is_tried_once_more(run) -> None:
    said = run(f"""async ({{ answering, json, begin, memoryStore, asked }}) => {{
      {PAGE}
      let fail = () => {{}};
      answering(() => new Promise((resolve) => {{ fail = () => resolve(Response.error()); }}));
      form.elements["a.words"].value = "Words";
      form.elements["a.words"].dispatchEvent(new Event("input", {{ bubbles: true }}));
      form.elements["a.words"].dispatchEvent(new Event("change", {{ bubbles: true }}));
      await new Promise((go) => {{ setTimeout(go, 50); }});
      await press();
      answering(() => json({{ revision: 2, saved: ["a.words"], conflicts: [], cleared: [], changed: {{}} }}));
      fail();
      await new Promise((go) => {{ setTimeout(go, 200); }});
      return [posted, asked.length];
    }}""")
    assert said == [1, 2]


def test_a_page_whose_device_fails_as_it_opens_saves_without_it(run) -> None:
    opening = 'opening: memoryStore(), who: ""'
    failing = 'opening: { ...memoryStore(), lasting: true, all: async () => { throw new Error("closed"); } }, who: ""'
    assert opening in PAGE
    said = run(f"""async ({{ answering, done, begin, memoryStore, asked }}) => {{
      answering((_, entries) => done(2, entries));
      {PAGE.replace(opening, failing)}
      form.elements["a.words"].value = "Words";
      form.elements["a.words"].dispatchEvent(new Event("input", {{ bubbles: true }}));
      return [await press(), posted, asked.length];
    }}""")
    assert said[1:] == [1, 1]
