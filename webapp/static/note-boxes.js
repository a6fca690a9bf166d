// Here lives the box in which a note's own words are changed on this device. What is typed in one and kept nowhere yet stays
// in it, whatever becomes of the note meanwhile, and the page is not left without a question.

import { sayIn } from "./elements.js";

const NOTHING = "Write something, or remove the note.";
const LONGEST_NAME = 60;

/** The first words of a note, by which its buttons are told apart. */
export const short = (text) => (text.length > LONGEST_NAME ? `${text.slice(0, LONGEST_NAME).trimEnd()}…` : text);

/**
 * Boxes for notes, as {boxFor(note, change, failed), typed(), kept(name, words)}: `change` is given the words and gives why
 * they are not kept, "" when they are; `typed` gives the names of notes in whose boxes something is kept nowhere, and `kept`
 * is told that something is.
 */
export function prepareBoxes() {
  const typed = new Map();
  for (const each of ["beforeunload", "leaving"]) {
    window.addEventListener(each, (event) => {
      if (typed.size) {
        event.preventDefault();
      }
    });
  }
  return {
    boxFor: (note, change, failed) => boxFor(typed, note, { change, failed }),
    typed: () => [...typed.keys()],
    kept: (name, words) => typed.get(name)?.trim() === words && typed.delete(name),
  };
}

function boxFor(typed, { name, text }, { change, failed }) {
  const found = document.getElementById("changing").content.firstElementChild.cloneNode(true);
  const [form, box, wrong] = ["form", "textarea", ".error"].map((each) => found.querySelector(each));
  box.id = `words-${name}`;
  wrong.id = `wrong-words-${name}`;
  box.setAttribute("aria-describedby", wrong.id);
  found.querySelector("label").htmlFor = box.id;
  found.querySelector("summary span").append(text && `: ${short(text)}`);
  box.value = typed.get(name) ?? text;
  found.open = typed.has(name);
  box.addEventListener("input", () => (box.value.trim() === text ? typed.delete(name) : typed.set(name, box.value)));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      sayIn(wrong, box.value.trim() ? await change(box.value.trim()) : NOTHING);
      box.setAttribute("aria-invalid", String(wrong.textContent !== ""));
      if (wrong.textContent) {
        box.focus();
      }
    } catch (fault) {
      failed(fault);
    }
  });
  return found;
}
