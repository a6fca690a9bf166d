// Here lives the one pass over a form that says what its rules come to: sections, questions, rows and answers as they
// stand in the form, each after what it may refer to; then the checks of the whole form, and its outcomes.
//
// `evaluate` takes a program, the entries and the day, and gives, by the names that a page has:
//   rows       each group's row ids             asked      whether a section, question, row, answer or check is asked
//   values     the answers that have a value    calculated what was worked out       names  the words for that
//   required   where that depends               offered    the options, where that depends
//   words      the labels of options, where they depend    suggested  the option suggested
//   errors     [{address, name, code, message}] in the form's order
//   warnings   [{check, address, name, message, reason}]   outcomes   by id: a value, or a list of gaps

import { kept } from "./comparing.js";
import { checkForm, checkFound, outcomeOf, placesOf } from "./findings.js";
import { demand, judge, readAnswer } from "./judging.js";
import { concrete, prepare } from "./layout.js";
import { decimal, exact } from "./rationals.js";
import { marked, rowsIn } from "./rows.js";
import { holds } from "./truth.js";
import { labelOf, valueOf } from "./values.js";
import { fillIn } from "./wording.js";

export { prepare };

const NOBODY = { row: null, question: "" };
const SEEN = "seen";

/** What the rules of a form come to for these entries on a day. */
export function evaluate(program, entries, today) {
  const layout = prepare(program);
  const state = fresh(layout, entries, today);
  for (const section of layout.sections) {
    const asked = holds(section.when, NOBODY, state);
    state.asked.set(section.id, asked);
    walk(section.questions, section.id, null, asked, state);
  }
  layout.checks.forEach((check) => checkForm(check, state));
  for (const outcome of layout.outcomes) {
    outcomeOf(outcome, NOBODY, state);
  }
  return state;
}

function fresh(layout, entries, today) {
  const maps = ["asked", "rows", "answers", "values", "calculated", "names", "required", "offered", "words", "suggested"];
  return {
    layout,
    entries,
    today,
    marked: marked(entries),
    given: new Set(),
    nothing: new Set(),
    found: new Map(),
    places: new Map(),
    malformed: new Map(),
    broken: new Map(),
    warnings: [],
    outcomes: new Map(),
    ...Object.fromEntries(maps.map((name) => [name, new Map()])),
    get errors() {
      return inFormOrder(this);
    },
  };
}

/** Every error, one for each name: of several the one that the answer's own text makes. */
function inFormOrder(state) {
  const errors = [...new Map([...state.broken, ...state.malformed]).values()];
  const place = ({ name }) => state.places.get(name) ?? state.places.size;
  return errors.sort((one, other) => place(one) - place(other));
}

function walk(questions, within, row, asked, state) {
  for (const question of questions) {
    const name = `${within}.${question.id}`;
    const here = asked && holds(question.when, { row, question: name }, state);
    (question.group ? walkGroup : walkQuestion)(question, name, row, here, state);
  }
}

function walkQuestion(question, name, row, asked, state) {
  const asker = { row, question: name };
  state.asked.set(name, asked);
  put(name, state);
  for (const tick of asked ? question.ticks : []) {
    if (state.entries[`${name}.evidence.${tick}`] === SEEN) {
      state.given.add(`${name}.evidence.${tick}`);
    }
  }
  for (const cell of question.cells) {
    const address = cell.column ? `${name}.${cell.column}` : name;
    const here = asked && holds(cell.when, asker, state);
    state.asked.set(address, here);
    placesOf(cell, address).forEach((each) => put(each, state));
    const answer = { cell, name: address, asker, asked: here };
    state.answers.set(address, answer);
    if (here) {
      walkAnswer(answer, state);
    }
  }
  if (asked) {
    checkQuestion(question, name, asker, state);
  }
}

/** Give a name its place in the form's order, once. */
function put(name, state) {
  if (!state.places.has(name)) {
    state.places.set(name, state.places.size);
  }
}

/** Make the checks of a question, and of its columns that are asked. */
function checkQuestion(question, name, asker, state) {
  for (const { checks, column, address } of question.cells) {
    const own = `${name}.${column}`;
    for (const check of state.asked.get(own) ? checks : []) {
      checkFound(check, { within: `${own}.checks`, own, at: address }, asker, state);
    }
  }
  question.checks.forEach((check) => checkFound(check, { within: `${name}.checks`, own: name }, asker, state));
}

function walkAnswer(answer, state) {
  if (answer.cell.calculate) {
    calculated(answer, state);
    return;
  }
  offer(answer, state);
  demand(answer, state);
  readAnswer(answer, state);
  judge(answer, state);
}

function calculated({ cell, name, asker }, state) {
  const value = kept(valueOf(cell.calculate, asker, state), cell.places);
  if (!value) {
    return;
  }
  state.values.set(name, value);
  state.given.add(name);
  state.calculated.set(name, value);
  const words = labelOf(cell.calculate, asker, state);
  if (words) {
    state.names.set(name, words);
  }
}

/** Keep which options are offered and how they read, where that depends; and which one is suggested. */
function offer({ cell, name, asker }, state) {
  const { options } = cell;
  if (options.some((option) => option.when)) {
    const offered = options.filter((option) => holds(option.when, asker, state));
    state.offered.set(name, offered.map(({ value }) => value));
  }
  if (options.some((option) => option.worded)) {
    state.words.set(name, new Map(options.map((option) => [option.value, wordsFor(option, asker, state)])));
  }
  const suggested = cell.suggest ? valueOf(cell.suggest, asker, state) : null;
  const text = suggested && (suggested.type === "number" ? decimal(suggested.number) : suggested.text);
  if (text && options.some(({ value }) => value === text) && (state.offered.get(name) ?? [text]).includes(text)) {
    state.suggested.set(name, text);
  }
}

/** How an option reads: in the words of the first case that holds, or else by its label. */
export function wordsFor(option, asker, state) {
  const worded = (option.worded ?? []).find(({ when }) => holds(when, asker, state));
  return fillIn(worded?.label ?? option.label, asker, state);
}

function walkGroup(question, name, outer, asked, state) {
  const place = state.layout.places.get(question.address);
  const isAsked = asked && isCounted(question.group, outer, state);
  const rows = rowsIn(place, name, outer, state);
  state.asked.set(name, isAsked);
  state.rows.set(name, rows);
  put(name, state);
  for (const row of rows) {
    state.asked.set(row.prefix, isAsked);
    walk(question.group.questions, row.prefix, row, isAsked, state);
    for (const check of isAsked ? question.checks : []) {
      checkFound(check, { within: `${row.prefix}.checks`, own: name }, { row, question: "" }, state);
    }
  }
  const { exactly, asManyAs, most, messages } = question.group;
  if (isAsked && !exactly && !asManyAs && rows.length > Number(most)) {
    const message = (messages ?? question.messages)?.["too-many-rows"] ?? "";
    state.broken.set(name, { address: name, name, code: "too-many-rows", message });
  }
}

/** Whether the answer that says how many rows there are is asked, where there is one. */
function isCounted(group, outer, state) {
  const place = group.asManyAs ? state.layout.places.get(group.asManyAs)?.cells[0] : null;
  return !place || state.asked.get(concrete(place, outer)) !== false;
}

/** The result as plain JSON: numbers as texts such as 17/3. */
export function plain(result) {
  const each = (map, write) => Object.fromEntries([...map].map(([name, value]) => [name, write(value)]));
  const same = (value) => value;
  return {
    rows: each(result.rows, (rows) => rows.map(({ id }) => id)),
    asked: each(result.asked, same),
    values: each(result.values, written),
    calculated: each(result.calculated, written),
    names: each(result.names, same),
    required: each(result.required, same),
    offered: each(result.offered, same),
    words: each(result.words, (words) => Object.fromEntries(words)),
    suggested: each(result.suggested, same),
    errors: result.errors.map(({ address, name, code, message }) => ({ address, name, code, message })),
    warnings: result.warnings,
    outcomes: each(result.outcomes, (value) => (Array.isArray(value) ? value : written(value))),
  };
}

/** One value as JSON. */
export function written(value) {
  return value.type === "number" ? exact(value.number) : (value.text ?? value.texts ?? value.parts ?? null);
}
