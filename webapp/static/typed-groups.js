// Here lives what operations say of one answer after the other: which of them has all of it, and which notes go with it.
// Nothing here changes an operation.

import { isFiling, isOfNote, wordsOf } from "./input-names.js";
import { isFree, isSendable, pick, touches } from "./operations.js";

const meets = (group, names) => group.some((name) => names.includes(name));

const laterThan = (operations, { order }) => operations.filter((each) => isSendable(each) && each.order > order);

/** Groups of names, those that share one as a single group. */
export function united(groups) {
  return groups.reduce((done, group) => {
    const own = done.filter((each) => meets(each, group));
    return [...done.filter((each) => !own.includes(each)), [...new Set([...own.flat(), ...group])]];
  }, []);
}

/** The answers of an operation of which the next one that has some of it has all. */
export function typedAfter(operations, op) {
  const later = laterThan(operations, op);
  return op.groups.filter((group) => {
    const next = later.find((each) => touches(each, group));
    return next !== undefined && group.every((name) => name in next.answers);
  });
}

/**
 * The answers of an operation that stand all the same, by what a page knows, as a Map by name. A page from the server knows of
 * no note: one that was refused with an answer stands where that does.
 */
export function standing(kept, { groups, answers, refused }) {
  const isKnown = (name) => kept.has(name) || (isFiling(name) && kept.has(wordsOf(name)));
  const isAlike = (name) => (isKnown(name) ? (kept.get(name) ?? "") === answers[name] : Boolean(refused) && isOfNote(name));
  return groups.filter((group) => group.some(isKnown) && group.every(isAlike));
}

/** These answers of an operation with all that was typed with them since and can still change, but for notes that went on. */
export function grown(operations, op, groups) {
  const own = laterThan(operations, op).filter((each) => isFree(each) && each.section === op.section).flatMap((each) => each.groups);
  const whole = united([...groups, ...own]).filter((each) => groups.some((group) => meets(each, group)));
  const on = notesOnward(operations, op);
  return whole.map((group) => group.filter((name) => !on.includes(name)));
}

/** The names of notes that were filed in another section after an operation, or taken out there; none for one of notes alone. */
export function notesOnward(operations, op) {
  const others = laterThan(operations, op).filter((each) => each.section !== op.section && !isOfNote(op.section));
  return others.flatMap(({ answers }) => notesOf(Object.keys(answers)));
}

/** The names of the notes among these: where one is filed goes with its words. */
export const notesOf = (names) => names.filter(isOfNote).flatMap((name) => (isFiling(name) ? [name, wordsOf(name)] : [name]));

/** The answers of an operation, by name, that a note was filed with, or taken out of, and that have one of these inputs. */
export const filedWith = ({ groups, answers }, names) =>
  pick(answers, groups.filter((group) => group.some(isFiling) && meets(group, names)).flat());

/** What was typed anew since in answers of an operation that a note was filed with, with that note, as [{later, group}]. */
export function filedSince(operations, op) {
  const free = laterThan(operations, op).filter((each) => isFree(each) && each.section === op.section);
  return free.map((later) => {
    const filed = filedWith(op, Object.keys(later.answers));
    return { later, group: { ...filed, ...pick(later.answers, Object.keys(filed).filter((name) => name in later.answers)) } };
  }).filter(({ group }) => Object.keys(group).length);
}

/**
 * The operation that takes in an answer that was typed: of its section, not tried yet, and after all that has some of it;
 * one that has some of it itself, or builds on the same revision. Undefined where there is none.
 */
export function placeFor(operations, { base, section, names }) {
  const last = operations.findLast((op) => isSendable(op) && touches(op, names));
  const fitting = operations.filter((op) => isFree(op) && op.section === section && op.order >= (last?.order ?? 0));
  return fitting.findLast((op) => touches(op, names)) ?? fitting.find((op) => op.base === base);
}
