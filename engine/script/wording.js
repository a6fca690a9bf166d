// Here lives the filling in of earlier answers where a sentence of the spec asks for one: ((section.question)). What is
// inserted is never looked at again, so an answer that looks like an address stays as it was typed.

import { answersAt } from "./values.js";
import { shown } from "./shown.js";

const LONGEST_NOUN = 200;
const PLACE = /\(\(([a-z0-9][a-z0-9.-]*)\)\)/g;

/** A sentence with the answers that it asks for, as they are read. */
export function fillIn(text, asker, state) {
  return text?.includes("((") ? text.replace(PLACE, (whole, address) => textAt(address, asker, state) ?? whole) : (text ?? "");
}

/** An answer as it is read on one line; in square brackets what it is called, while it is blank; null for no address. */
export function textAt(address, asker, state) {
  const place = state.layout.places.get(address);
  if (!place?.cells.length) {
    return null;
  }
  const { cell } = place.cells[0];
  const texts = answersAt(address, asker, state).map(({ name }) => shown(name, state)).filter(Boolean);
  return texts.length ? texts.join(", ").replaceAll("\n", ", ") : `[${nounOf(cell)}]`;
}

/** What an answer is called while there is none, cut where it is long. */
function nounOf({ name, label }) {
  const noun = [...(name || label.replace(/[:? ]+$/, ""))];
  return noun.length > LONGEST_NOUN ? `${noun.slice(0, LONGEST_NOUN - 1).join("")}…` : noun.join("");
}
