// Here lives what stands beside the answers: the checks of more than one answer, the warnings, and the outcomes.

import { isOneOf, kept } from "./comparing.js";
import { concrete, rowsOf } from "./layout.js";
import { compare, parse } from "./rationals.js";
import { shown } from "./shown.js";
import { strip } from "./texts.js";
import { holds, truthOf } from "./truth.js";
import { answersAt, labelOf, valueOf } from "./values.js";
import { fillIn } from "./wording.js";

const COUNTED = new Set(["exactly-one", "at-least-one", "at-most-one", "all-different"]);
const REASON_LIMIT = 500;
const FORM = { row: null, question: "" };

/** The names of an answer's inputs, in order; the name of the answer itself, where it has none. */
export function placesOf(cell, name) {
  const reasons = [...(cell.cnfo ? [".could-not-find-out"] : []), ...(cell.suggest ? [".reason"] : [])];
  return cell.suffixes.length ? [...cell.suffixes, ...reasons].map((suffix) => name + suffix) : [name];
}

/** Make a check of the whole form, while something that it refers to is asked. */
export function checkForm(check, state) {
  const addresses = referred(check, "");
  if (!addresses.length || addresses.some((address) => isAsked(address, state))) {
    checkFound(check, { within: "checks", own: "checks" }, FORM, state);
  }
}

/** Whether an answer or a prompt at an address is asked, or a group, or anything in a section. */
function isAsked(address, state) {
  const section = state.layout.sections.find(({ id }) => id === address);
  const place = state.layout.places.get(address);
  const named = section ? section.questions.map((each) => state.layout.places.get(each.address)) : place ? [place] : [];
  const parts = named.flatMap((each) => (each.sort === "question" && !section ? each.cells : [each]));
  return parts.some((each) => rowsOf(each, null, state.rows).some((row) => state.asked.get(nameOf(each, row)) === true));
}

/** The name of what is asked at a place: of a prompt, that of its question. */
function nameOf(place, row) {
  const name = concrete(place, row);
  return place.sort === "tick" ? name.slice(0, name.lastIndexOf(".evidence.")) : name;
}

/** Make a check, and keep the error or the warning that it finds: at `at`, or at the `own` place of who asks. */
export function checkFound(check, { within, own, at }, asker, state) {
  const isWrong = check.when ? holds(check.when, asker, state) : false;
  const isFound = isWrong || (check.must ? truthOf(check.must, asker, state) === false : false);
  const address = `${within}.${check.id}`;
  state.asked.set(address, isFound);
  if (!isFound) {
    return;
  }
  const told = spotOf(check, at, asker, state) ?? { address: own, name: own };
  const message = fillIn(check.message, asker, state);
  if (check.warns) {
    const reason = [...strip(state.entries[address] ?? "")].slice(0, REASON_LIMIT).join("");
    state.warnings.push({ check: address, ...told, message, reason });
  } else if (!state.broken.has(told.name)) {
    state.broken.set(told.name, { ...told, code: "check", message, check: address });
  }
}

/** Where a check is told: at what it says, or else at the first answer or group that it refers to, of what is asked. */
function spotOf(check, at, asker, state) {
  for (const address of [check.at ?? at, ...referred(check, templateOf(asker))]) {
    const found = spotsAt(address, asker, state).find((spot) => state.asked.get(spot.address));
    if (found) {
      return found;
    }
  }
  return null;
}

function spotsAt(address, asker, state) {
  const place = state.layout.places.get(address);
  if (place?.sort === "group") {
    return rowsOf(place, asker.row, state.rows).map((row) => concrete(place, row)).map((name) => ({ address: name, name }));
  }
  return answersAt(address, asker, state).map(({ place: { cell }, name }) => ({ address: name, name: placesOf(cell, name)[0] }));
}

/** The address without rows of the question that asks. */
const templateOf = ({ row, question }) => (row && question ? row.group.address + question.slice(row.prefix.length) : question);

/** The addresses that a check refers to, in the order written; a column is one of the question at an address. */
function referred(check, question) {
  return [check.when, check.must].flatMap((part) => addressesIn(part, question));
}

function addressesIn(part, question) {
  if (!part) {
    return [];
  }
  const column = part.op === "column" && question ? [`${question}.${part.text}`] : [];
  const own = part.op === "question" ? [part.text] : COUNTED.has(part.op) ? part.texts : column;
  const inner = [part.subject, part.operand, ...(part.parts ?? []), part.where];
  const branches = (part.branches ?? []).flatMap((branch) => [branch.when, branch.is]);
  return [...own, ...[...inner, ...branches].flatMap((each) => addressesIn(each, question))];
}

/** Work out an outcome, and keep what it came to. */
export function outcomeOf(outcome, asker, state) {
  if (outcome.gaps) {
    state.outcomes.set(outcome.id, gapsIn(outcome.gaps, asker, state));
    return;
  }
  const value = outcome.calculate ? kept(valueOf(outcome.calculate, asker, state), outcome.places) : null;
  if (!value) {
    return;
  }
  state.outcomes.set(outcome.id, value);
  const words = labelOf(outcome.calculate, asker, state);
  if (words) {
    state.names.set(outcome.id, words);
  }
}

function gapsIn(gaps, asker, state) {
  const found = new Set();
  for (const address of gaps.within ?? state.layout.sections.map(({ id }) => id)) {
    const covered = new Set(answersAt(address, asker, state, gaps.ofColumn).map(({ name }) => name));
    const short = [...state.answers.keys()].filter((name) => covered.has(name) && fallsShort(gaps, state.values.get(name)));
    short.forEach((name) => found.add(name));
  }
  return [...found].map((name) => gapAt(name, state));
}

function gapAt(name, state) {
  const { cell, asker } = state.answers.get(name);
  return { address: name, question: fillIn(cell.label, asker, state), text: shown(name, state) };
}

function fallsShort(gaps, value) {
  const isLow = gaps.most !== undefined && value?.number && compare(value.number, parse(gaps.most)) <= 0;
  return Boolean(isLow) || (value !== undefined && isOneOf(value, gaps.texts ?? []) === true);
}
