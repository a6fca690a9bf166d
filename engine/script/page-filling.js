// Here lives the filling in of a page that came with nothing entered: its rows, boxes, options and texts; and what was
// changed on it since.

import { prepareEntries } from "./page-entries.js";
import { freshId, keepUp } from "./page-rows.js";
import { filesNamed } from "./reading-parts.js";
import { evaluate } from "./rules.js";

export { freshId };

const APART = ".could-not-find-out";
const TICKED = new Set(["checkbox", "radio"]);

/** Put entries into a form, with the rows that they have, and open what they stand in. */
export function fillPage(form, program, entries, today) {
  keepUp(form, evaluate(program, entries, today));
  for (const input of form.elements) {
    if (input.name.includes(".") && input.type !== "file" && input.type !== "hidden") {
      put(input, entries[input.name] ?? "");
    } else if (input.type === "file" && input.multiple) {
      listFiles(input, entries[input.name] ?? "");
    }
  }
}

/**
 * What was typed on the page of a section and differs from the entries before, by name, with all inputs of each answer that
 * was changed; "" is what was emptied. `groups` are the names that make one answer together.
 */
export function changesOf(form, section, before) {
  const now = prepareEntries(form, {})();
  const files = new Set([...form.elements].filter(({ type }) => type === "file").map(({ name }) => name));
  const names = Object.keys({ ...before, ...now }).filter((name) => name.startsWith(`${section}.`) && !files.has(name));
  const text = (name) => now[name] ?? "";
  const groups = [...together(form, names)].filter((group) => group.some((name) => text(name) !== (before[name] ?? "")));
  return { answers: Object.fromEntries(groups.flat().map((name) => [name, text(name)])), groups };
}

/** The names that make one answer together: those of one field, but for the reason why nothing could be found out. */
function together(form, names) {
  const groups = new Map();
  for (const name of names) {
    const input = form.elements.namedItem(name);
    const field = name.endsWith(APART) ? null : (input?.[0] ?? input)?.closest?.(".field");
    groups.set(field ?? name, [...(groups.get(field ?? name) ?? []), name]);
  }
  return groups.values();
}

/** List the files that an answer names beside the input of its files, on a page that neither has them nor takes them out. */
export function listFiles(input, text) {
  const items = filesNamed(text).map(({ line, name, size, says }) => {
    const [item, place] = [document.createElement("li"), document.createElement("div")];
    item.dataset.named = line;
    place.className = "file";
    place.textContent = `${says ? `${says}: ` : ""}${name} (${size})`;
    item.append(place);
    return item;
  });
  const set = input.closest("[data-attachments]");
  set.querySelector("ul.named")?.remove();
  if (items.length) {
    const listed = document.createElement("ul");
    listed.className = "files named";
    listed.append(...items);
    (set.querySelector("ul.waiting") ?? set.querySelector("[data-told]")).before(listed);
  }
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
