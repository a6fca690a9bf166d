// Here lives the list of what was typed and is not known to be kept: how it grows, and what an answer of the server leaves
// of it. Nothing here waits, sends or stores.
//
// An operation is
//   {id, kind: "save", order, made, section, base, answers, groups, tried}
//   {id, kind: "submit", …}                 with no answers, sent once nothing else is left   and, once it is not to be sent,
//   {…, refused: sentence, check: true}     the server will not have it: why, and whether the page of checking says more
//   {…, theirs: {name: text}, writers}      somebody else changed these answers too: what stands, and who wrote it when, in
//                                           words by name, until it is decided
// `answers` is what was typed, by the name of its input, "" where it was emptied, all of one section; `groups` are the names
// that make one answer together; `base` is the revision that stood before whoever typed it; `made` is the moment in
// milliseconds, `order` the place among the others; `tried` says that it may have arrived. What was tried never changes,
// so that a repeat says the same; what was not takes in newer changes.
//
// The server is known by what stood at the revision `base`. A page is to show what was typed last, else what stood.

import { isFiling, sectionOf } from "./input-names.js";
import { isFree, isSendable, pick, touches } from "./operations.js";

export class TypedList {
  constructor({ operations, base, kept, begin }) {
    this.operations = operations.toSorted((one, two) => one.order - two.order);
    this.order = Math.max(0, ...operations.map(({ order }) => order));
    this.base = base;
    this.kept = new Map(Object.entries(kept));
    this.writers = new Map(operations.flatMap(({ writers }) => Object.entries(writers ?? {})));
    this.make = begin;
    this.touched = new Set();
    this.lessened = new Set();
    this.gone = new Set();
    this.finishMoves();
    this.dropSettled();
  }

  /** What the server did not take from here, and what stands there all the same, has come there in another way. */
  dropSettled() {
    for (const op of this.operations.filter((each) => !isSendable(each))) {
      const stands = (name) => this.kept.get(name) === op.answers[name];
      this.takeOut(op, op.groups.filter((group) => group.every(stands)).flat());
    }
  }

  /** What was on its way from one operation to a later one just when the page went is in the later one alone. */
  finishMoves() {
    for (const op of this.operations.filter((each) => !isSendable(each) || isFree(each))) {
      this.takeOut(op, this.typedAfter(op).flat());
    }
  }

  /** The answers of an operation that stand in a later one too. */
  typedAfter({ order, groups }) {
    const later = this.operations.filter((op) => isSendable(op) && op.order > order);
    return groups.filter((group) => later.some((op) => touches(op, group)));
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
    const saves = this.operations.filter(({ kind }) => kind === "save");
    return saves.length ? saves.find(isSendable) : this.operations.find(isSendable);
  }

  /**
   * What has to be stored since this was asked last, in stages: first what only holds more than before, then what also
   * holds less because something of the first holds it now, then what only holds less; `gone` is to be stored no more.
   */
  takeChanges() {
    const left = (some, test) => [...some].filter((op) => !this.gone.has(op) && test(op));
    const stages = [
      left(this.touched, (op) => !this.lessened.has(op)),
      left(this.touched, (op) => this.lessened.has(op)),
      left(this.lessened, (op) => !this.touched.has(op)),
    ];
    const gone = [...this.gone];
    [this.touched, this.lessened, this.gone].forEach((each) => each.clear());
    return { stages, gone };
  }

  /** Put an answer that was typed, all of its inputs by name, where it belongs. */
  enter(group) {
    const names = Object.keys(group);
    if (names.every((name) => this.text(name) === group[name])) {
      return;
    }
    const clash = this.operations.find((op) => op.theirs && touches(op, names));
    if (clash) {
      Object.assign(clash.answers, group);
      this.touched.add(clash);
      return;
    }
    const before = this.operations.filter((op) => touches(op, names));
    const base = Math.min(this.base, ...before.map((op) => op.base));
    before.filter(({ refused }) => refused).forEach((op) => this.takeOut(op, names));
    const free = this.operations.filter(isFree);
    this.put(free.findLast((op) => touches(op, names)) ?? this.openAt(base, sectionOf(names[0])), group);
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
      operations.forEach((op) => this.touched.add(op));
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

  /** Settle an answer that two changed: mine is to be sent upon what is theirs, or theirs is to be shown. */
  decide(name, isMine) {
    const clash = this.operations.find((op) => op.theirs && name in op.answers);
    const names = clash?.groups.find((group) => group.includes(name)) ?? [];
    if (isMine && names.length) {
      this.put(this.openAt(clash.base, clash.section), Object.fromEntries(names.map((each) => [each, clash.answers[each]])));
    }
    if (names.length) {
      this.takeOut(clash, names);
    }
    return names;
  }

  /** Keep why an operation is not taken, but for answers of it that were typed anew since. */
  refuse(op, sentence, more = {}) {
    Object.assign(op, more, { refused: sentence });
    this.touched.add(op);
    this.takeOut(op, this.typedAfter(op).flat());
  }

  tried(op) {
    op.tried = true;
    this.touched.add(op);
  }

  /** Give an operation another id; what is stored under the one that it had is to go. */
  rename(op, id) {
    this.gone.add({ id: op.id });
    op.id = id;
    this.touched.add(op);
  }

  /** Take in what was answered to an operation that is done; return the names of which a page may have to show others. */
  answered(op, { revision, saved, conflicts, cleared, changed }) {
    const theirs = Object.fromEntries(conflicts.map((each) => [each.name, each.theirs]));
    const news = { ...changed, ...theirs, ...Object.fromEntries(cleared.map((name) => [name, ""])) };
    Object.keys(changed).forEach((name) => this.writers.delete(name));
    conflicts.forEach(({ name, who }) => this.writers.set(name, who ?? ""));
    const unknown = Object.keys(op.answers).filter((name) => !this.kept.has(name));
    unknown.forEach((name) => this.kept.set(name, news[name] ?? op.answers[name]));
    if (revision >= this.base) {
      this.learn(revision, { ...Object.fromEntries(saved.map((name) => [name, op.answers[name]])), ...news });
    }
    const names = [...Object.keys(news), ...Object.keys(op.answers)];
    this.rebase(op, revision, new Set([...Object.keys(changed), ...Object.keys(theirs)]));
    this.settle(op, Object.keys(theirs));
    return names;
  }

  /** Who wrote what stands in one of these inputs, and when, in words; "" where nothing was said of it. */
  writer(names) {
    return names.map((name) => this.writers.get(name)).find(Boolean) ?? "";
  }

  writersOf(names) {
    return Object.fromEntries(names.map((name) => [name, this.writers.get(name)]).filter(([, who]) => who));
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
        const rest = this.open("save", op.base, op.section);
        late.forEach((group) => this.put(rest, pick(op.answers, group)));
        this.takeOut(op, late.flat());
      }
      op.base = revision;
      this.touched.add(op);
    }
    for (const op of this.operations.filter((each) => each.kind === "submit" && !each.tried && !changed.size)) {
      if (op.base >= done.base && op.base < revision) {
        op.base = revision;
        this.touched.add(op);
      }
    }
  }

  /** Take an operation that was answered away, but for the answers that somebody else changed to something else. */
  settle(op, clashing) {
    const differs = (name) => this.text(name) !== this.stood(name);
    const groups = op.groups.filter((group) => group.some((name) => clashing.includes(name)) && group.some(differs));
    if (!groups.length) {
      this.drop(op);
      return;
    }
    const names = groups.flat();
    const answers = this.texts(names);
    const theirs = Object.fromEntries(names.map((name) => [name, this.stood(name)]));
    this.operations.filter((each) => isFree(each) && touches(each, names)).forEach((each) => this.takeOut(each, names));
    Object.assign(op, { answers, theirs, groups, base: this.base, writers: this.writersOf(names) });
    this.touched.add(op);
  }

  /** An operation of a section that is not tried yet and builds on a revision. */
  openAt(base, section) {
    const fits = (op) => isFree(op) && op.base === base && op.section === section;
    return this.operations.find(fits) ?? this.open("save", base, section);
  }

  open(kind, base, section) {
    this.order += 1;
    const op = { ...this.make(), kind, order: this.order, section, base, answers: {}, groups: [], tried: false };
    this.operations.push(op);
    this.touched.add(op);
    return op;
  }

  put(op, group) {
    const names = Object.keys(group);
    const isBefore = (each) => each.some((name) => names.includes(name));
    const filed = op.groups.filter((each) => isBefore(each) && each.some(isFiling)).flat();
    op.groups = [...op.groups.filter((each) => !isBefore(each)), [...new Set([...filed, ...names])]];
    Object.assign(op.answers, group);
    this.touched.add(op);
  }

  /** Take answers out of an operation, and the operation away when nothing is left in it. */
  takeOut(op, names) {
    if (!names.length) {
      return;
    }
    op.groups = op.groups.filter((group) => !group.some((name) => names.includes(name)));
    op.answers = pick(op.answers, op.groups.flat());
    if (op.theirs) {
      op.theirs = pick(op.theirs, op.groups.flat());
    }
    if (op.groups.length) {
      this.lessened.add(op);
    } else {
      this.drop(op);
    }
  }

  drop(op) {
    this.operations = this.operations.filter((each) => each !== op);
    this.gone.add(op);
  }
}
