// Here lives what a condition comes to: true, false, or null where it cannot be known. An asker is {row, question}: the
// row that it stands in, and the name of its question.

import { all, any, compared, contains, isOneOf, isRepeated, opposite } from "./comparing.js";
import { concrete, rowsOf } from "./layout.js";
import { answersAt, valueOf } from "./values.js";

const COUNTED = {
  "exactly-one": (count) => count === 1,
  "at-least-one": (count) => count >= 1,
  "at-most-one": (count) => count <= 1,
};

/** Whether a condition holds for certain; what has no condition does. */
export const holds = (condition, asker, state) => !condition || truthOf(condition, asker, state) === true;

/** Whether a condition holds; null where that is not known. */
export function truthOf(condition, asker, state) {
  const { op, parts = [], texts = [] } = condition;
  if (op === "all" || op === "any") {
    const truths = parts.map((each) => truthOf(each, asker, state));
    return op === "all" ? all(truths) : any(truths);
  }
  if (op === "not") {
    return parts.length ? opposite(truthOf(parts[0], asker, state)) : null;
  }
  if (op in COUNTED) {
    return COUNTED[op](texts.reduce((count, address) => count + givenAt(address, asker, state), 0));
  }
  if (op === "all-different") {
    return allDifferent(texts, asker, state);
  }
  return op === "answered" ? answered(condition, asker, state) : tested(condition, asker, state);
}

/** Whether no two of the answers that there are at some addresses are the same. */
function allDifferent(addresses, asker, state) {
  const names = addresses.flatMap((address) => answersAt(address, asker, state)).map(({ name }) => name);
  const known = names.filter((name) => state.values.has(name)).map((name) => state.values.get(name));
  return !known.some((one, at) => known.slice(at + 1).some((other) => isRepeated(one, other)));
}

function answered({ subject, texts = [] }, asker, state) {
  if (!subject) {
    return null;
  }
  return isThere(subject, asker, state) === (texts[0] !== "false");
}

function isThere(subject, asker, state) {
  if (subject.op === "column") {
    return isGiven(`${asker.question}.${subject.text}`, state);
  }
  if (subject.op === "question") {
    return givenAt(subject.text, asker, state) > 0;
  }
  return valueOf(subject, asker, state) !== null;
}

/** How many of the answers and evidence prompts at an address are given. */
function givenAt(address, asker, state) {
  const place = state.layout.places.get(address);
  const named = place ? [...place.cells, ...place.ticks] : [];
  const given = (each) => rowsOf(each, asker.row, state.rows).filter((row) => isGiven(concrete(each, row), state));
  return named.reduce((count, each) => count + given(each).length, 0);
}

/** Whether an answer or a prompt is given, and is no concern or action whose words say that there is none. */
const isGiven = (name, { given, nothing }) => given.has(name) && !nothing.has(name);

function tested({ op, subject, operand, texts = [] }, asker, state) {
  const known = subject ? valueOf(subject, asker, state) : null;
  if (known === null) {
    return null;
  }
  if (op === "one-of" || op === "none-of") {
    const among = isOneOf(known, texts);
    return op === "one-of" ? among : opposite(among);
  }
  if (op === "contains") {
    return contains(known, texts[0]);
  }
  const other = operand ? valueOf(operand, asker, state) : null;
  return other === null ? null : compared(op, known, other);
}
