// Here lives what one answer comes to by itself and by the rules that concern it: its value, and what is wrong with it.

import { compared, textOf } from "./comparing.js";
import { parse } from "./rationals.js";
import { read, ruleFaults } from "./readers.js";
import { readBound } from "./shown.js";
import { bare, excess, isBlank, isLonger, strip } from "./texts.js";
import { holds } from "./truth.js";
import { valueOf } from "./values.js";
import { fillIn } from "./wording.js";

const CNFO = ".could-not-find-out";
const OVERRIDE = ".reason";
const REASON_LIMIT = 500;
const HOLE = "{}";
const OVER = "{message}: it is {over} too long";
const NAMED = new Set(["person", "signature"]);
const RAISING = new Set(["concern", "action"]);
const TYPED = new Set(["text", "long-text"]);
const BOUNDS = [
  ["least", "too-small", "at-least"],
  ["most", "too-large", "at-most"],
  ["earliest", "too-early", "on-or-after"],
  ["latest", "too-late", "on-or-before"],
];

/** Read an answer from the entries, and keep its value and what is malformed or missing in it. */
export function readAnswer(answer, state) {
  const { cell, name } = answer;
  const { value, faults } = read(cell, (suffix) => state.entries[name + suffix] ?? "");
  answer.isBlank = !value && !faults.length;
  faults.forEach((fault) => malformed(answer, fault, state));
  if (value && !faults.length) {
    answer.value = value;
    state.values.set(name, compares(cell, value));
    state.given.add(name);
    if (saysNothing(cell, value, state)) {
      state.nothing.add(name);
    } else {
      state.found.set(cell.role, (state.found.get(cell.role) ?? 0) + 1);
    }
  } else if (cell.cnfo && !isBlank(state.entries[name + CNFO])) {
    state.given.add(name);
  }
  reasons(answer, state);
}

/** Whether a text is where a concern or a further action goes, and says that there is none. */
const saysNothing = ({ role, kind }, { text }, { layout }) => RAISING.has(role) && TYPED.has(kind) && layout.nothing.has(bare(text));

/** The value as rules see it: an option together with the score that it counts, a person by the name. */
function compares(cell, value) {
  if (NAMED.has(cell.reader)) {
    return { type: "text", text: value.parts.name };
  }
  if (value.type !== "option") {
    return value;
  }
  const score = cell.options.find((option) => option.value === value.text)?.score;
  return score === undefined || score === null ? value : { ...value, number: parse(String(score)) };
}

function reasons(answer, state) {
  const { cell, name } = answer;
  const said = cell.cnfo ? strip(state.entries[name + CNFO] ?? "") : "";
  const isTyped = cell.suffixes.some((suffix) => !isBlank(state.entries[name + suffix]));
  if (isLonger(said, REASON_LIMIT)) {
    malformed(answer, { code: "too-long", suffix: CNFO, detail: excess(said, REASON_LIMIT) }, state);
  } else if (said && isTyped) {
    malformed(answer, { code: "not-both", suffix: CNFO }, state);
  }
  const why = cell.suggest ? strip(state.entries[name + OVERRIDE] ?? "") : "";
  if (isLonger(why, REASON_LIMIT)) {
    malformed(answer, { code: "too-long", suffix: OVERRIDE, detail: excess(why, REASON_LIMIT) }, state);
  }
}

/** Find whether an answer must be given, before it is read: it is never among the answers that stand before it. */
export function demand(answer, state) {
  const { cell, name, asker } = answer;
  answer.isRequired = cell.required === true || Boolean(cell.required && holds(cell.required, asker, state));
  if (cell.required && cell.required !== true) {
    state.required.set(name, answer.isRequired);
  }
}

/** Find fault with one answer by the rules: whether it is there, and within what depends on others. */
export function judge(answer, state) {
  const { cell, name, value } = answer;
  if (answer.isRequired && answer.isBlank && !state.given.has(name)) {
    broken(answer, { code: "required", suffix: cell.suffixes[0] }, state);
  }
  if (!value) {
    return;
  }
  ruleFaults(cell, value).forEach((fault) => broken(answer, fault, state));
  for (const [setting, code, test] of BOUNDS) {
    bounded(answer, { bound: cell.bounds?.[setting], code, test }, state);
  }
  notOffered(answer, state);
  overridden(answer, state);
}

function bounded(answer, { bound, code, test }, state) {
  const known = bound && isWorkedOut(bound) ? valueOf(bound, answer.asker, state) : null;
  if (known && compared(test, state.values.get(answer.name), known) === false) {
    const isToday = bound.op === "date" && bound.text === "today" && !bound.plus && !bound.minus;
    const detail = isToday ? "today" : textOf(known);
    broken(answer, { code, suffix: answer.cell.suffixes[0], detail }, state);
  }
}

/** Whether a bound depends on the day or on other answers; one that is written down is judged by the reader. */
const isWorkedOut = (bound) => bound.op !== "literal" || bound.plus || bound.minus;

function notOffered(answer, state) {
  const { cell, name, value } = answer;
  const offered = state.offered.get(name);
  for (const chosen of offered ? (value.texts ?? [value.text]) : []) {
    if (!offered.includes(chosen)) {
      const label = state.words.get(name)?.get(chosen) ?? cell.options.find((option) => option.value === chosen).label;
      broken(answer, { code: "not-offered", suffix: value.texts ? `.${chosen}` : "", detail: label }, state);
    }
  }
}

/** Find fault where another answer was given than was suggested, and no reason. */
function overridden(answer, state) {
  const suggested = state.suggested.get(answer.name);
  if (suggested !== undefined && suggested !== answer.value.text && isBlank(state.entries[answer.name + OVERRIDE])) {
    broken(answer, { code: "say-why", suffix: OVERRIDE }, state);
  }
}

function malformed(answer, fault, state) {
  keep(state.malformed, answer, fault, state);
}

function broken(answer, fault, state) {
  keep(state.broken, answer, fault, state);
}

function keep(errors, answer, fault, state) {
  const name = answer.name + fault.suffix;
  if (!errors.has(name)) {
    errors.set(name, { address: answer.name, name, code: fault.code, message: message(answer, fault, state) });
  }
}

/** The sentence for a fault, in the spec's words or the kind's; "" where none was given. */
function message({ cell, asker }, { code, suffix, detail = "" }, state) {
  const given = cell.messages ?? {};
  const known = given[`${code}|${suffix}|${detail}`] ?? given[`${code}|${suffix}|${HOLE}`] ?? given[`${code}|${suffix}`];
  const isOfReason = code === "too-long" && !cell.suffixes.includes(suffix);
  const sentence = known ?? (isOfReason ? "" : (given[code] ?? ""));
  const told = fillIn(sentence.replace(HOLE, () => readBound(cell, detail)), asker, state);
  return code === "too-long" && detail && told ? withExcess(told, detail, cell.spoken?.over ?? OVER) : told;
}

/** A sentence with by how many characters a text is too long. */
const withExcess = (told, over, words) => words.replace("{over}", over).replace("{message}", () => told.replace(/\.$/, ""));
