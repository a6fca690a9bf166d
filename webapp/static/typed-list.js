// Here lives the list of what was typed and is not known to be kept: how it grows, and what an answer of the server leaves
// of it. Nothing here waits, sends or stores.
//
// An operation is
//   {id, kind: "save", order, made, section, base, answers, groups, tried}
//   {id, kind: "aside", aside, …}           with no answers: what was given up for a text of somebody else, by name
//   {id, kind: "submit", …}                 with no answers, sent once nothing else is left   and, once it is not to be sent,
//   {…, refused: sentence, check: true, at} the server will not have it: why, whether the page of checking says more, and where
//                                           the answer stands that it is about
//   {…, theirs: {name: text}, writers, said}   somebody else changed these answers too: what stands, and who wrote it when, in
//                                           words by name, and what the answer is called, until it is decided
// `answers` is what was typed, by the name of its input, "" where it was emptied, all of one section; `groups` are the names
// that make one answer together; `base` is the revision that stood before whoever typed it; `made` is the moment in
// milliseconds, `order` the place among the others; `tried` says that it may have arrived. What was tried never changes,
// so that a repeat says the same; what was not takes in newer changes.
//
// The server is known by what stood at the revision `base`. A page is to show what was typed last, else what stood.

import { sectionOf } from "./input-names.js";
import { isFree, isSendable, isStuck, isSubmission, pick, touches } from "./operations.js";
import { filedSince, filedWith, grown, notesOf, notesOnward, placeFor, standing, typedAfter, united } from "./typed-groups.js";
import { Unstored } from "./unstored.js";

export class TypedList {
  constructor({ operations, base, kept, begin }) {
    this.operations = operations.toSorted((one, two) => one.order - two.order);
    this.order = Math.max(0, ...operations.map(({ order }) => order));
    this.base = base;
    this.kept = new Map(Object.entries(kept));
    this.writers = new Map(operations.flatMap(({ writers }) => Object.entries(writers ?? {})));
    this.said = Object.assign({}, ...operations.map(({ said }) => said));
    this.before = new Set(this.operations);
    this.added = new Map();
    this.make = begin;
    this.unstored = new Unstored();
    this.finishMoves();
    this.dropSettled();
  }

  /** What the server did not take from here, and what stands there all the same, has come there in another way. */
  dropSettled() {
    this.operations.filter(isStuck).forEach((op) => this.takeOut(op, standing(this.kept, op).flat()));
  }

  /** What was on its way from one operation to a later one just when the page went is in the later one alone. */
  finishMoves() {
    for (const op of this.operations.filter((each) => !isSendable(each) || isFree(each))) {
      this.takeOut(op, typedAfter(this.operations, op).flat());
    }
  }

  /** What a page is to show in an input. */
  text(name) {
    const last = this.operations.findLast(({ answers }) => name in answers);
    return last ? last.answers[name] : this.stood(name);
  }

  stood(name) {
    return this.kept.get(name) ?? "";
  }

  texts(names) {
    return Object.fromEntries(names.map((name) => [name, this.text(name)]));
  }

  /** The first operation that is to be sent; a submission only when nothing else is left. */
  first() {
    const saves = this.operations.filter((op) => !isSubmission(op));
    return saves.length ? saves.find(isSendable) : this.operations.find(isSendable);
  }

  /** Put an answer that was typed, all of its inputs by name, where it belongs. */
  enter(group) {
    const names = Object.keys(group);
    if (names.every((name) => this.text(name) === group[name])) {
      return;
    }
    const section = sectionOf(names[0]);
    const before = this.operations.filter((op) => touches(op, names));
    const clash = before.find((op) => op.theirs && op.section === section);
    if (clash) {
      this.widen(clash, group);
      return;
    }
    const base = Math.min(this.base, ...before.map((op) => op.base));
    const refused = before.filter((op) => op.refused && op.section === section);
    const filed = refused.map((op) => filedWith(op, names));
    refused.forEach((op) => this.takeOut(op, names));
    before.filter((op) => isStuck(op) && op.section !== section).forEach((op) => this.lessen(op, notesOf(names)));
    this.put(this.openFor(base, section, names), Object.assign({}, ...filed, group));
  }

  /** Take what was typed into an answer that two changed into their choice. */
  widen(clash, group) {
    Object.assign(clash.answers, group);
    const names = Object.keys(group);
    clash.groups = united([...clash.groups, names]);
    names.forEach((name) => { clash.theirs[name] ??= this.stood(name); });
    this.unstored.holds(clash);
  }

  /**
   * Put an answer that was typed where what waits of it was not shown yet. That goes first, and neither changes any more:
   * as this one builds on the page alone, whoever typed it is asked which should stay.
   */
  enterUnseen(group) {
    const names = Object.keys(group);
    const before = this.operations.filter((op) => isSendable(op) && touches(op, names));
    if (!before.length || names.every((name) => this.text(name) === group[name])) {
      this.enter(group);
      return;
    }
    const op = this.open("save", this.base, sectionOf(names[0]));
    this.put(op, group);
    [...before, op].forEach((each) => this.tried(each));
  }

  /** Go on with saves that another page left, by these names; give whether it does: none of them was typed here too. */
  takeUp(operations, names) {
    const isApart = operations.length > 0 && !this.operations.some((op) => touches(op, names));
    if (isApart) {
      this.operations = [...this.operations, ...operations].toSorted((one, two) => one.order - two.order);
      this.order = Math.max(this.order, ...operations.map(({ order }) => order));
      operations.forEach((op) => this.before.add(op));
      operations.forEach((op) => this.unstored.holds(op));
    }
    return isApart;
  }

  /** Submit the draft, after all that waits. */
  submit() {
    this.operations.filter(({ kind, refused }) => kind === "submit" && refused).forEach((op) => this.drop(op));
    if (!this.operations.some(({ kind }) => kind === "submit")) {
      this.open("submit", this.base, "");
    }
  }

  /** Settle an answer that two changed: mine is to be sent upon what is theirs, or set aside, as theirs is to be shown. */
  decide(name, isMine) {
    const clash = this.operations.find((op) => op.theirs && name in op.answers);
    const names = clash?.groups.find((group) => group.includes(name)) ?? [];
    if (isMine && names.length) {
      this.put(this.openFor(clash.base, clash.section, names), pick(clash.answers, names));
    } else if (names.some((each) => clash.answers[each])) {
      this.open("aside", clash.base, clash.section).aside = pick(clash.answers, names);
    }
    if (names.length) {
      this.takeOut(clash, names);
    }
    return names;
  }

  /** Keep why an operation is not taken, but for answers of it that were typed anew since. */
  refuse(op, sentence, more = {}) {
    Object.assign(op, more, { refused: sentence });
    this.unstored.holds(op);
    filedSince(this.operations, op).forEach(({ later, group }) => this.put(later, group));
    this.lessen(op, notesOnward(this.operations, op));
    this.takeOut(op, typedAfter(this.operations, op).flat());
  }

  tried(op) {
    op.tried = true;
    this.unstored.holds(op);
  }

  /** Give an operation another id; what is stored under the one that it had is to go. */
  rename(op, id) {
    this.unstored.goes({ id: op.id });
    op.id = id;
    this.unstored.holds(op);
  }

  /** Take in what was answered to an operation that is done; return the names of which a page may have to show others. */
  answered(op, { revision, saved, conflicts, cleared, changed }) {
    const theirs = Object.fromEntries(conflicts.map((each) => [each.name, each.theirs]));
    const news = { ...changed, ...theirs, ...Object.fromEntries(cleared.map((name) => [name, ""])) };
    Object.keys(changed).forEach((name) => this.writers.delete(name));
    for (const { name, who = "", label, between, gone } of conflicts) {
      this.writers.set(name, who);
      this.said[name] = { label, between, gone };
    }
    const unknown = Object.keys(op.answers).filter((name) => !this.kept.has(name));
    unknown.forEach((name) => this.kept.set(name, news[name] ?? op.answers[name]));
    if (revision >= this.base) {
      this.learn(revision, { ...Object.fromEntries(saved.map((name) => [name, op.answers[name]])), ...news });
    }
    const names = [...Object.keys(news), ...Object.keys(op.answers)];
    this.rebase(op, revision, new Set([...Object.keys(changed), ...Object.keys(theirs)]));
    this.settle(op, Object.keys(theirs));
    this.catchUp();
    return names;
  }

  /** Who wrote what stands in one of these inputs, and when, in words; "" where nothing was said of it. */
  writer(names) {
    return names.map((name) => this.writers.get(name)).find(Boolean) ?? "";
  }

  /** What the answer of these inputs is called, and what stands between two texts of it where both can stay, as {label, between, gone}: the last says that what it is about is not there any more. */
  saidOf(names) {
    return names.map((name) => this.said[name]).find(Boolean);
  }

  writersOf(names) {
    return Object.fromEntries(names.map((name) => [name, this.writers.get(name)]).filter(([, who]) => who));
  }

  /** Know what stands in inputs that came to the page since. */
  know(values) {
    Object.entries(values).filter(([name]) => !this.kept.has(name)).forEach(([name, text]) => this.kept.set(name, text));
  }

  /**
   * Know that nothing else changed between two revisions than what is on the page, and these: at once, or as soon as it is
   * known what stands at the first.
   */
  goOn(before, revision, values) {
    this.added.set(before, { revision, values });
    this.catchUp();
  }

  catchUp() {
    for (let before = this.base; this.added.get(before)?.revision > before; before = this.base) {
      const { revision, values } = this.added.get(before);
      this.learn(revision, values);
      this.operations.filter((op) => op.base === before && isFree(op)).forEach((op) => {
        op.base = revision;
        this.unstored.holds(op);
      });
    }
  }

  /** Know what stands at a newer revision. */
  learn(revision, values) {
    this.base = revision;
    Object.entries(values).forEach(([name, text]) => this.kept.set(name, text));
    for (const clash of this.operations.filter((op) => op.theirs && touches(op, Object.keys(values)))) {
      Object.keys(clash.theirs).forEach((name) => { clash.theirs[name] = this.stood(name); });
      Object.assign(clash, { base: revision, writers: this.writersOf(Object.keys(clash.theirs)) });
      const isSettled = (group) => group.every((name) => clash.answers[name] === clash.theirs[name]);
      this.takeOut(clash, clash.groups.filter(isSettled).flat());
    }
  }

  /** What was typed before an answer, and not sent yet, was typed upon it, but for answers that others changed. */
  rebase(done, revision, changed) {
    const behind = (group) => group.some((name) => changed.has(name));
    for (const op of this.operations.filter((each) => each !== done && isFree(each))) {
      if (op.base < done.base || op.base >= revision || op.groups.every(behind)) {
        continue;
      }
      const late = op.groups.filter(behind);
      if (late.length) {
        const rest = this.openBehind(op);
        late.forEach((group) => this.put(rest, pick(op.answers, group)));
        this.takeOut(op, late.flat());
      }
      op.base = revision;
      this.unstored.holds(op);
    }
    for (const op of this.operations.filter((each) => each.kind === "submit" && !each.tried && !changed.size)) {
      if (op.base >= done.base && op.base < revision) {
        op.base = revision;
        this.unstored.holds(op);
      }
    }
  }

  /** Take an operation that was answered away, but for the answers that somebody else changed to something else. */
  settle(op, clashing) {
    const differs = (name) => this.text(name) !== this.stood(name);
    const behind = op.groups.filter((group) => group.some((name) => clashing.includes(name)));
    const groups = grown(this.operations, op, behind).filter((group) => group.some(differs));
    if (!groups.length) {
      this.drop(op);
      return;
    }
    const names = groups.flat();
    const answers = this.texts(names);
    const theirs = Object.fromEntries(names.map((name) => [name, this.stood(name)]));
    this.operations.filter((each) => isFree(each) && each.section === op.section).forEach((each) => this.takeOut(each, names));
    Object.assign(op, { answers, theirs, groups, base: this.base, writers: this.writersOf(names), said: pick(this.said, names) });
    this.unstored.holds(op);
  }

  openFor(base, section, names) {
    return placeFor(this.operations, { base, section, names }) ?? this.open("save", base, section);
  }

  /** Whether an operation was typed on a page before this one. */
  isOfBefore(op) {
    return this.before.has(op);
  }

  /** An operation like another, right behind it, so that no other that was typed later goes before it. */
  openBehind(from) {
    const { order, base, section } = from;
    const next = this.operations.find((op) => op.order > order);
    const op = this.open("save", base, section);
    op.order = next ? (order + next.order) / 2 : op.order;
    if (this.isOfBefore(from)) {
      this.before.add(op);
    }
    this.operations.sort((one, two) => one.order - two.order);
    return op;
  }

  open(kind, base, section) {
    this.order += 1;
    const op = { ...this.make(), kind, order: this.order, section, base, answers: {}, groups: [], tried: false };
    this.operations.push(op);
    this.unstored.holds(op);
    return op;
  }

  put(op, group) {
    op.groups = united([...op.groups, Object.keys(group)]);
    Object.assign(op.answers, group);
    this.unstored.holds(op);
  }

  /** Take whole answers out of an operation, and the operation away when nothing is left in it. */
  takeOut(op, names) {
    this.lessen(op, op.groups.filter((group) => group.some((name) => names.includes(name))).flat());
  }

  /** Take these names alone out of an operation. */
  lessen(op, names) {
    if (!touches(op, names)) {
      return;
    }
    op.groups = op.groups.map((group) => group.filter((name) => !names.includes(name))).filter((group) => group.length);
    op.answers = pick(op.answers, op.groups.flat());
    Object.assign(op, op.theirs && { theirs: pick(op.theirs, op.groups.flat()) });
    if (op.groups.length) {
      this.unstored.lessens(op);
    } else {
      this.drop(op);
    }
  }

  drop(op) {
    this.operations = this.operations.filter((each) => each !== op);
    this.unstored.goes(op);
  }
}
