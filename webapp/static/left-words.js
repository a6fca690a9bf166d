// Here lives what a device says of how far a form has come, in the words and by the counts of the list of sections with a
// connection: questions that must be answered, section by section.

import { counted } from "./operations.js";

const REQUIRED = "required";

/** What is missing or wrong, in words, of what `left` in `left.js` gives. */
export function missingIn({ sections, errors }) {
  const missing = sections.filter(({ asked, open }) => asked && open).reduce((sum, { needed, answered }) => sum + needed - answered, 0);
  const wrong = errors.filter(({ code }) => code !== REQUIRED).length;
  const parts = [
    missing && `${counted(missing, "question", "questions")} left to answer`,
    wrong && `${counted(wrong, "answer needs", "answers need")} correcting`,
  ].filter(Boolean);
  return parts.join(", ") || (errors.length ? counted(errors.length, "answer", "answers") : "");
}

/** What is left to do, as a sentence without its full stop. */
export function leftIn(come) {
  const warnings = come.warnings.length ? `${counted(come.warnings.length, "warning", "warnings")} to look at` : "";
  return [missingIn(come), warnings].filter(Boolean).join(", ") || `Everything is answered: check your answers and ${come.isInPart ? "complete this part" : "submit"}`;
}

/** How much of all that must be answered is, in words; `concerns` is how many there are, null where a form has none. */
export function glanceOf({ sections }, concerns) {
  const asked = sections.filter((each) => each.asked);
  const needed = asked.reduce((sum, each) => sum + each.needed, 0);
  const answered = asked.reduce((sum, each) => sum + each.answered, 0);
  const parts = [needed && `${answered} of ${needed} answered`, concerns !== null && counted(concerns, "concern", "concerns")];
  return parts.filter(Boolean).join(", ") || "Nothing has to be answered";
}

/** A section's state, as {words, look}: the class that sets its type. */
export function stateOf({ needed, answered, wrong, started, fillable }) {
  if (wrong) {
    return { words: `${wrong} ${wrong === 1 ? "needs" : "need"} correcting`, look: "wrong" };
  }
  if (!fillable) {
    return { words: "Nothing to fill in", look: "complete" };
  }
  if (!started) {
    return { words: needed ? "Not started" : "Not started (optional)", look: "fresh" };
  }
  const isDone = answered === needed;
  const words = needed ? (isDone ? "Complete" : `${answered} of ${needed} answered`) : "Filled in";
  return { words, look: isDone ? "complete" : "started" };
}
