// Here lives the filing of a note: which answers take words now, where one is filed, and what stands in one with a note behind it, or without it
// again. It is what the server files by, in `webapp/pages/drafts/filing.py`.

import { questionWords } from "./answered.js";
import { evaluate } from "./rules.js";
import { isLonger, onOneLine, strip, stripEnd, stripStart } from "./texts.js";

const LINE = "text";
const KINDS = new Set([LINE, "long-text"]);
const ANSWER = "answer";
const BESIDE = ["concern", "action"];

/**
 * The questions that can take words on a day, in the order of the form: each {address, words, boxes}. `boxes` are its answers
 * by the role in which they take words, each {name, template, kind, longest}: `template` is its address without rows.
 */
export function questionsTaking(program, entries, today) {
  const state = evaluate(program, entries, today);
  const questions = Map.groupBy(state.answers.values(), ({ asker }) => asker.question);
  return [...questions].map(([address, answers]) => ({ address, words: questionWords(answers[0], state), boxes: boxesOf(answers) }))
    .filter(({ boxes }) => Object.keys(boxes).length);
}

/**
 * Where notes are filed, by the name of the input, as a Map to {words, template, kind}: every answer that a form has now, asked
 * or not, with the words of its question.
 */
export function placesIn(program, entries, today) {
  const state = evaluate(program, entries, today);
  const words = (answer) => questionWords(answer, state);
  return new Map([...state.answers.values()].map((answer) =>
    [answer.name, { words: words(answer), template: answer.cell.address, kind: answer.cell.kind }]));
}

function boxesOf(answers) {
  const withRole = (role) => answers.find(({ cell }) => cell.role === role);
  const answer = withRole(ANSWER) ?? answers[0];
  const found = [[ANSWER, BESIDE.includes(answer.cell.role) ? null : answer], ...BESIDE.map((role) => [role, withRole(role)])];
  return Object.fromEntries(found.filter(([, each]) => each?.asked && KINDS.has(each.cell.kind)).map(([role, { cell, name }]) =>
    [role, { name, template: cell.address, kind: cell.kind, longest: cell.settings.maxLength }]));
}

/** An answer of a kind with words behind it, on a line of their own where the answer may have several. */
export function joined(kind, stands, words) {
  const parts = kind === LINE ? [strip(stands), onOneLine(words)] : [stripEnd(stands), strip(words)];
  return parts.filter(Boolean).join(kind === LINE ? " " : "\n");
}

/** Whether a text has more characters than a box takes. */
export const isTooLong = (text, { longest }) => isLonger(text, longest);

/** An answer of a kind without the words of a note; null where they stand in it no more. */
export function without(kind, stands, words) {
  const own = joined(kind, "", words);
  const at = stands.lastIndexOf(own);
  if (at < 0) {
    return null;
  }
  const parts = [stripEnd(stands.slice(0, at)), stripStart(stands.slice(at + own.length))];
  return parts.filter(Boolean).join(stands.includes("\n") ? "\n" : " ");
}
