// Here lives what a value comes to: an answer, or what is worked out from answers. One that is missing is null.

import { between, inOrder, isDated, moved } from "./calendar.js";
import { isOneOf, literal, moment, ofNumber, result, writtenNumber } from "./comparing.js";
import { concrete, isSingle, rowsOf } from "./layout.js";
import { add, compare, divide, multiply, parse, rational, roundedTo, subtract, ZERO } from "./rationals.js";
import { holds, truthOf } from "./truth.js";
import { fillIn } from "./wording.js";

const NUMBERS = new Set(["whole-number", "decimal", "calculated"]);
const TIMES = new Set(["date", "date-time", "time"]);
const HUNDRED = rational(100n);
const WORKINGS = {
  literal: ({ text }) => literal(text ?? ""),
  date: ({ text }, asker, state) => moment(literal(text === "today" ? state.today : text)),
  question: (value, asker, state) => state.values.get(nameOf(value, asker, state)) ?? null,
  column: (value, asker, state) => state.values.get(nameOf(value, asker, state)) ?? null,
  sum: (value, asker, state) => total(numbersOf(value, asker, state)),
  mean,
  product,
  smallest: (value, asker, state) => extreme(value, asker, state, -1),
  largest: (value, asker, state) => extreme(value, asker, state, 1),
  difference: (value, asker, state) => ofPair(value, asker, state, subtract),
  quotient: (value, asker, state) => ofPair(value, asker, state, divide),
  percentage: (value, asker, state) => ofPair(value, asker, state, (one, other) => divide(multiply(HUNDRED, one), other)),
  count: (value, asker, state) => whole(value.parts.reduce((sum, part) => sum + countAt(part.text, value, asker, state), 0)),
  "most-possible": mostPossible,
  findings: ({ text }, asker, state) => whole(state.found.get(text) ?? 0),
  between: timeBetween,
  "look-up": (value, asker, state) => result(bandOf(value, asker, state)?.is ?? ""),
  choose,
};

const whole = (count) => ofNumber(rational(BigInt(count)));

/** What a value comes to for an asker; null when something that it needs is missing. */
export function valueOf(value, asker, state) {
  const found = madeWhole(WORKINGS[value.op]?.(value, asker, state) ?? null, value.rounded);
  return shifted(shifted(found, value.plus, 1), value.minus, -1);
}

/** A number made whole: up, down, or to the nearest; anything else as it is. */
function madeWhole(known, how) {
  return how && known?.type === "number" ? ofNumber(roundedTo(known.number, how)) : known;
}

function shifted(value, by, sign) {
  if (!by || !value) {
    return value;
  }
  const from = moment(value);
  return from && moved(from, by, sign);
}

/** The words for what a value comes to: those of a band, of a branch or of the answer that it is; "" where it has none. */
export function labelOf(value, asker, state) {
  if (value.plus || value.minus || value.rounded) {
    return "";
  }
  if (value.op === "look-up") {
    return fillIn(bandOf(value, asker, state)?.label, asker, state);
  }
  if (value.op === "choose") {
    const branch = branchOf(value, asker, state);
    return branch ? fillIn(branch.label, asker, state) || labelOf(branch.is, asker, state) : "";
  }
  return wordsOf(nameOf(value, asker, state), state);
}

/** The name of the answer that a value is, "" when it is none. */
function nameOf({ op, text }, asker, state) {
  if (op === "column") {
    return `${asker.question}.${text}`;
  }
  const place = op === "question" ? state.layout.places.get(text) : null;
  return place?.cells.length && isSingle(place, asker.row) ? concrete(place.cells[0], asker.row) : "";
}

/** The label of the option that was chosen, or of what was worked out; "" for any other answer. */
function wordsOf(name, state) {
  const value = state.values.get(name);
  const { cell, asker } = state.answers.get(name) ?? {};
  if (state.names.has(name) || value?.type !== "option") {
    return state.names.get(name) ?? "";
  }
  const option = cell.options.find((each) => each.value === value.text);
  return state.words.get(name)?.get(value.text) ?? fillIn(option?.label, asker, state);
}

/** The answers that an address means to an asker, or those in a column of it: where each stands, its name and its row. */
export function answersAt(address, asker, state, column = "") {
  const found = [];
  const there = state.layout.places.get(address);
  for (const place of (column ? there?.columns.get(column) : there?.cells) ?? []) {
    for (const row of rowsOf(place, asker.row, state.rows)) {
      found.push({ place, name: concrete(place, row), row });
    }
  }
  return found;
}


/** The names of the covered answers that are asked, and stand in rows where the condition of `value` holds. */
function covered(address, value, asker, state) {
  return answersAt(address, asker, state, value.ofColumn).filter(({ place, name, row }) => {
    const own = { row: row ?? asker.row, question: concrete(state.layout.places.get(place.question.address), row) };
    return state.asked.get(name) && holds(value.where, own, state);
  });
}

/** Everything that a list of parts is worked out from; null when something that it needs is missing. */
function gathered(value, asker, state, isTimed = false) {
  const found = [];
  for (const part of value.parts) {
    const known = isAddress(part)
      ? covered(part.text, value, asker, state).filter(({ place }) => counts(place.cell, isTimed)).map(({ name }) => name)
      : [];
    found.push(...known.map((name) => state.values.get(name) ?? blankOf(value)));
    found.push(...(isAddress(part) ? [] : [valueOf(part, asker, state)]));
  }
  return found.includes(null) ? null : found.filter((each) => each.number || (isTimed && isDated(each)));
}

const isAddress = (part) => part.op === "question" && !part.plus && !part.minus && !part.rounded;
const blankOf = ({ blankAs }) => (blankAs === undefined ? null : ofNumber(parse(blankAs)));

/** Whether answers of this kind ever count a number, or are a day or time where these are wanted too. */
function counts({ kind, options }, isTimed) {
  if (kind === "choice" || kind === "scale") {
    return options.some(({ score }) => score !== undefined);
  }
  return NUMBERS.has(kind) || (isTimed && TIMES.has(kind));
}

function numbersOf(value, asker, state) {
  return gathered(value, asker, state)?.map(({ number }) => number);
}

const total = (numbers) => (numbers ? ofNumber(numbers.reduce(add, ZERO)) : null);

function mean(value, asker, state) {
  const numbers = numbersOf(value, asker, state);
  return numbers?.length ? ofNumber(divide(numbers.reduce(add, ZERO), rational(BigInt(numbers.length)))) : null;
}

function product(value, asker, state) {
  const numbers = numbersOf(value, asker, state);
  return numbers?.length ? ofNumber(numbers.reduce(multiply)) : null;
}

function extreme(value, asker, state, sign) {
  const found = gathered(value, asker, state, true) ?? [];
  const isNumber = Boolean(found[0]?.number);
  if (!found.length || found.some(({ number }) => Boolean(number) !== isNumber)) {
    return null;
  }
  const order = isNumber ? (one, other) => compare(one.number, other.number) : inOrder;
  const best = found.reduce((best, each) => (order(each, best) * sign > 0 ? each : best));
  return isNumber ? ofNumber(best.number) : best;
}

/** What a part of `value` stands for: all together, where its address covers several answers. */
function inputOf(part, value, asker, state) {
  if (isSeveral(part, asker, state) || (value.ofColumn && isAddress(part))) {
    return total(numbersOf({ ...value, parts: [part] }, asker, state));
  }
  return valueOf(part, asker, state) ?? (isAsked(part, asker, state) ? blankOf(value) : null);
}

/** Whether a part is an address that covers several answers. */
function isSeveral(part, asker, state) {
  const place = isAddress(part) ? state.layout.places.get(part.text) : null;
  return Boolean(place) && !isSingle(place, asker.row);
}

function isAsked(part, asker, state) {
  return isAddress(part) && answersAt(part.text, asker, state).some(({ name }) => state.asked.get(name));
}

function ofPair(value, asker, state, work) {
  const [one, other] = value.parts.map((part) => inputOf(part, value, asker, state)?.number);
  return one && other ? ofNumber(work(one, other)) : null;
}

function countAt(address, value, asker, state) {
  const place = state.layout.places.get(address);
  if (place?.sort === "group" && !value.texts?.length && !value.ofColumn) {
    return countRows(place, value, asker, state);
  }
  const among = (known) => known && isOneOf(known, value.texts) === true;
  const isCounted = (name) => state.values.has(name) && !state.nothing.has(name);
  const there = covered(address, value, asker, state).map(({ name }) => name);
  return there.filter(value.texts?.length ? (name) => among(state.values.get(name)) : isCounted).length;
}

function countRows(group, value, asker, state) {
  const rows = rowsOf(group, asker.row, state.rows).flatMap((outer) => state.rows.get(concrete(group, outer)) ?? []);
  return rows.filter((row) => state.asked.get(row.prefix) && holds(value.where, { row, question: "" }, state)).length;
}

function mostPossible(value, asker, state) {
  let sum = ZERO;
  for (const { place, name } of value.parts.flatMap((part) => covered(part.text, value, asker, state))) {
    const scores = place.cell.options.map(({ score }) => score && parse(score)).filter(Boolean);
    const known = state.values.get(name);
    const couldScore = known ? known.number : !state.given.has(name);
    if (scores.length && place.cell.kind !== "choices" && couldScore) {
      sum = add(sum, scores.reduce((best, each) => (compare(each, best) > 0 ? each : best)));
    }
  }
  return ofNumber(sum);
}

function timeBetween(value, asker, state) {
  const [from, to] = value.parts.map((part) => valueOf(part, asker, state)).map((known) => known && moment(known));
  return from && to ? ofNumber(between(from, to, value.text)) : null;
}

function bandOf(value, asker, state) {
  const inputs = value.parts.map((part) => inputOf(part, value, asker, state));
  if (!inputs.length || inputs.includes(null)) {
    return null;
  }
  return value.bands.find((band) => fits(band, inputs));
}

function fits(band, [first, second]) {
  const isFirst = isWithin(first, band.least, band.most, band.below) && isAmong(first, band.options);
  if (!isFirst || !second) {
    return isFirst;
  }
  return isWithin(second, band.andLeast, band.andMost, band.andBelow) && isAmong(second, band.andOptions);
}

function isWithin({ number }, least, most, below) {
  const limits = [[least, (order) => order >= 0], [most, (order) => order <= 0], [below, (order) => order < 0]];
  return limits.every(([limit, keeps]) => limit === undefined || (number && keeps(compare(number, writtenNumber(limit)))));
}

function isAmong(known, options) {
  return !options?.length || (known.texts ?? [known.text]).some((text) => options.includes(text));
}

function branchOf({ branches }, asker, state) {
  for (const branch of branches) {
    const truth = branch.when ? truthOf(branch.when, asker, state) : true;
    if (truth !== false) {
      return truth ? branch : null;
    }
  }
  return null;
}

function choose(value, asker, state) {
  const branch = branchOf(value, asker, state);
  if (!branch) {
    return null;
  }
  return branch.is.op === "literal" ? result(branch.is.text ?? "") : valueOf(branch.is, asker, state);
}
