// Here lives what a page offers once somebody took a text of somebody else at an answer: to put their own back. That is a
// change like any other, so the other text stands in the history then. It is loaded when a clash is shown.

import { button, element } from "./elements.js";

const ASIDE = "Yours is set aside, and kept under Earlier answers: ";

/**
 * Offer, in the place of an answer, to put a text back that was set aside: `answers` are its inputs by name, `said` how it is
 * read, `inputs` those of the page.
 */
export function offer(place, { names, answers, said, inputs }) {
  place.querySelector(".gave-way")?.remove();
  const root = element("div", "", { className: "notice gave-way", role: "group", ariaLabel: "Your text that is set aside" });
  const told = element("p", ASIDE, { role: "status" });
  told.append(element("q", said));
  const back = button("Put mine back", () => {
    names.forEach((name) => inputs.write(name, answers[name]));
    root.remove();
    const input = [inputs.named(names[0])].flatMap((each) => (each instanceof RadioNodeList ? [...each] : [each]))[0];
    ["input", "change"].forEach((each) => input.dispatchEvent(new Event(each, { bubbles: true })));
    input.focus();
  }, () => {});
  root.append(told, back);
  place.append(root);
}
