// Here lives what stands beside the answers: the checks of more than one answer, the warnings, and the outcomes.

import { isOneOf, kept } from "./comparing.js";
import { compare, parse } from "./rationals.js";
import { shown } from "./shown.js";
import { strip } from "./texts.js";
import { holds, truthOf } from "./truth.js";
import { answersAt, labelOf, valueOf } from "./values.js";
import { fillIn } from "./wording.js";

const COUNTED = new Set(["exactly-one", "at-least-one", "at-most-one", "all-different"]);
const REASON_LIMIT = 500;

/** The names of an answer's inputs, in order. */
export function placesOf(cell, name) {
  const reasons = [...(cell.cnfo ? [".could-not-find-out"] : []), ...(cell.suggest ? [".reason"] : [])];
  return [...cell.suffixes, ...reasons].map((suffix) => name + suffix);
}

/** Make a check, and keep the error or the warning that it finds. */
export function checkFound(check, within, asker, state) {
  const isWrong = check.when ? holds(check.when, asker, state) : false;
  const isFound = isWrong || (check.must ? truthOf(check.must, asker, state) === false : false);
  const address = `${within}.${check.id}`;
  state.asked.set(address, isFound);
  if (!isFound) {
    return;
  }
  const at = shownAt(check, asker, state);
  const message = fillIn(check.message, asker, state);
  if (check.warns) {
    const reason = [...strip(state.entries[address] ?? "")].slice(0, REASON_LIMIT).join("");
    state.warnings.push({ check: address, ...at, message, reason });
  } else if (!state.broken.has(at.name)) {
    state.broken.set(at.name, { ...at, code: "check", message });
  }
}

/** The answer that a check is shown beside: of those that it names, the first that somebody is asked for. */
function shownAt(check, asker, state) {
  for (const address of check.at ? [check.at] : [...addressesIn(check.when), ...addressesIn(check.must)]) {
    for (const { place, name } of answersAt(address, asker, state)) {
      if (state.asked.get(name) && place.cell.suffixes.length) {
        return { address: name, name: name + place.cell.suffixes[0] };
      }
    }
  }
  const own = asker.question || "checks";
  return { address: own, name: own };
}

/** The addresses that a condition or a value refers to, in the order written. */
function addressesIn(part) {
  if (!part) {
    return [];
  }
  const own = part.op === "question" ? [part.text] : COUNTED.has(part.op) ? part.texts : [];
  const inner = [part.subject, part.operand, ...(part.parts ?? []), part.where];
  const branches = (part.branches ?? []).flatMap((branch) => [branch.when, branch.is]);
  return [...own, ...[...inner, ...branches].flatMap(addressesIn)];
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
  return [...found].map((name) => ({ address: name, question: state.answers.get(name).cell.label, text: shown(name, state) }));
}

function fallsShort(gaps, value) {
  const isLow = gaps.most !== undefined && value?.number && compare(value.number, parse(gaps.most)) <= 0;
  return Boolean(isLow) || (value !== undefined && isOneOf(value, gaps.texts ?? []) === true);
}
