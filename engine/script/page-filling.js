// Here lives the filling in of a page that came with nothing entered: its rows, boxes, options and texts; and what was
// changed on it since.

import { prepareEntries } from "./page-entries.js";
import { keepUp } from "./page-rows.js";
import { evaluate } from "./rules.js";

const TICKED = new Set(["checkbox", "radio"]);

/** Put entries into a form, with the rows that they have, and open what they stand in. */
export function fillPage(form, program, entries, today) {
  keepUp(form, evaluate(program, entries, today));
  for (const input of form.elements) {
    if (input.name.includes(".") && input.type !== "file" && input.type !== "hidden") {
      put(input, entries[input.name] ?? "");
    }
  }
}

/** What was typed on the page of a section that differs from the entries before, by name; "" is what was emptied. */
export function changesOf(form, section, before) {
  const now = prepareEntries(form, {})();
  const files = new Set([...form.elements].filter(({ type }) => type === "file").map(({ name }) => name));
  const names = Object.keys({ ...before, ...now }).filter((name) => name.startsWith(`${section}.`) && !files.has(name));
  const changed = names.filter((name) => (now[name] ?? "") !== (before[name] ?? ""));
  return Object.fromEntries(changed.map((name) => [name, now[name] ?? ""]));
}

function put(input, text) {
  if (TICKED.has(input.type)) {
    input.checked = text !== "" && input.value === text;
  } else if (input.tagName !== "BUTTON") {
    input.value = text;
    const folded = input.closest("details");
    if (folded && text) {
      folded.open = true;
    }
  }
}

/** The id of the next section that is asked, "" after the last. */
export function following(program, entries, today, section) {
  const { asked } = evaluate(program, entries, today);
  const ids = program.sections.map(({ id }) => id);
  return ids.slice(ids.indexOf(section) + 1).find((id) => asked.get(id) !== false) ?? "";
}
