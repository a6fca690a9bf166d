// Here lives what a value is to the rules, and how two of them compare: true, false, or null where that is not known.
// A value is {type, …}: a number, a text, an option (with the score that it counts), options, a date, a date-time, a time,
// a literal that is read by what it is compared with, or something else that is there and compares with nothing.

import { dated, inOrder, isDated } from "./calendar.js";
import { compare, decimal, parse, rounded, within } from "./rationals.js";
import { folded, strip } from "./texts.js";

const WRITTEN = /^-?(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,6})?$/;
const NUMBERS = {
  "at-least": (order) => order >= 0,
  "at-most": (order) => order <= 0,
  "more-than": (order) => order > 0,
  "less-than": (order) => order < 0,
};
const TIMES = {
  before: (order) => order < 0,
  after: (order) => order > 0,
  "on-or-before": (order) => order <= 0,
  "on-or-after": (order) => order >= 0,
};

/** A number as a value; null where there is none, or it is too large to be told exactly. */
export const ofNumber = (number) => (number && within(number) ? { type: "number", number } : null);

/** What a spec writes as a number, or null. */
export const writtenNumber = (text) => (WRITTEN.test(text) ? parse(text) : null);

/** What a spec writes, to be read by what it is compared with. */
export const literal = (text) => ({ type: "literal", text, number: writtenNumber(text) });

/** What a band or a branch comes to: a number when it is written as one, else a text; null for nothing. */
export function result(text) {
  const number = writtenNumber(text);
  return number ? ofNumber(number) : text ? { type: "text", text } : null;
}

/** A worked-out value as it is kept: a number rounded, anything else as the text that documents hold. */
export function kept(value, places) {
  if (value?.type === "number") {
    return ofNumber(rounded(value.number, Number(places ?? 2)));
  }
  if (value?.type === "option") {
    return { ...value, type: "text" };
  }
  return value?.type === "literal" ? { type: "text", text: value.text } : value;
}

/** A value as one text, as documents write it. */
export function textOf(value) {
  return value.type === "number" ? decimal(value.number) : (value.text ?? value.texts.join(", "));
}

/** The day or time that a value is, or null. */
export function moment(value) {
  return isDated(value) ? value : value.type === "literal" ? dated(value.text) : null;
}

const isWord = (value) => value.type === "text" || value.type === "option" || value.type === "literal";

/** Whether two values are the same. */
export function isSame(subject, operand) {
  if (subject.type === "options") {
    return isSameOptions(subject.texts, operand);
  }
  if (subject.type === "number" || subject.type === "literal") {
    const known = operand.number && operand.type !== "option";
    return known && subject.number ? compare(subject.number, operand.number) === 0 : wordsSame(subject, operand);
  }
  if (isDated(subject)) {
    return inTime("on-or-before", subject, operand) && inTime("on-or-after", subject, operand);
  }
  return wordsSame(subject, operand);
}

function wordsSame(subject, operand) {
  return isWord(subject) && isWord(operand) ? strip(subject.text) === strip(operand.text) : null;
}

/** Whether two answers that must be different are the same; of texts, capitals and blanks make no difference. */
export function isRepeated(one, other) {
  return isWord(one) && isWord(other) ? folded(one.text) === folded(other.text) : isSame(one, other) === true;
}

function isSameOptions(texts, operand) {
  if (operand.type === "options") {
    return texts.length === operand.texts.length && texts.every((text) => operand.texts.includes(text));
  }
  return isWord(operand) ? texts.length === 1 && texts[0] === strip(operand.text) : null;
}

/** Whether a value is one of several that a spec writes; of options, whether any that was chosen is. */
export function isOneOf(subject, texts) {
  if (subject.type === "options") {
    return subject.texts.some((text) => texts.includes(text));
  }
  return any(texts.map((text) => isSame(subject, literal(text))));
}

/** Whether an option is among those chosen. */
export function contains(subject, option) {
  if (subject.type === "options") {
    return subject.texts.includes(option);
  }
  return subject.type === "option" || subject.type === "text" ? subject.text === option : null;
}

function inNumbers(op, subject, operand) {
  return subject.number && operand.number ? NUMBERS[op](compare(subject.number, operand.number)) : null;
}

function inTime(op, subject, operand) {
  const [one, other] = [moment(subject), moment(operand)];
  const order = one && other ? inOrder(one, other) : null;
  return order === null ? null : TIMES[op](order);
}

/** What a test of two values comes to. */
export function compared(op, subject, operand) {
  if (op in NUMBERS) {
    return inNumbers(op, subject, operand);
  }
  if (op in TIMES) {
    return inTime(op, subject, operand);
  }
  const same = isSame(subject, operand);
  return op === "is" ? same : opposite(same);
}

/** Whether something does not hold. */
export const opposite = (truth) => (truth === null ? null : !truth);

/** Whether all hold: false when any does not, else not known when any is not. */
export const all = (truths) => (truths.includes(false) ? false : truths.includes(null) ? null : true);

/** Whether any holds: true when any does, else not known when any is not. */
export const any = (truths) => (truths.includes(true) ? true : truths.includes(null) ? null : false);
