// Here lives the protocol by which what is typed comes to the server, each word once: one operation is sent at a time, until
// it is answered. It knows nothing of a page, has no storage of its own, and is given its clock and its chance.

import { isAwaited, isSendable, isSubmission } from "./operations.js";
import { TypedList } from "./typed-list.js";

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 60_000;
const SIGNED_OUT_WAIT = 15_000;
const GONE = "Not saved: this draft is not there for you any more. Copy what you typed.";
const STRANGE = "Not saved: Formspec refused it. Press Save and continue.";
const CLOSED = {
  "carried forward": "Not saved: this draft was carried forward to a newer version. Open the section, and press Save and continue.",
  completed: "Not saved: this part was completed meanwhile. Copy what you typed.",
};
const closedWords = (state) => CLOSED[state] ?? `Not saved: this draft was ${state} meanwhile. Copy what you typed.`;
const SENTENCES = { 404: GONE, 410: GONE, 413: "Not saved: this is too long. Shorten it." };

/**
 * Open an outbox over what its store holds. `send(op)` gives {status, body}, status 0 where nothing answered.
 * `store` is {lasting, all(), put(op), remove(id), learn(op, body), others(), whenLost(act), late(act)}: `learn` is told
 * what was answered before the operation goes, `others` counts what else was typed of the draft and waits, and photos,
 * `whenLost` calls `act` with a fault when what was
 * stored is there no more, and `late` calls it with what another page typed that was not stored yet when this one looked.
 * `kept` is what stands at the revision `base`, by name, as far as a page knows it. `later(milliseconds, act)` gives what
 * calls it off, `takeIn()` takes what is typed on the page and not handed on, `chance()` is in [0, 1), `newId()` gives 128 bits. `changed(state)` is told whenever the state changes,
 * `show(values)` what a page is to show.
 */
export async function openOutbox(given) {
  const outbox = new Outbox(given, await given.store.all());
  outbox.start();
  return outbox;
}

class Outbox {
  constructor({ store, send, changed, show, takeIn = () => {}, later, chance, newId, moment, base, kept }, operations) {
    Object.assign(this, { store, send, changed, show, takeIn, later, chance, newId, moment });
    const begin = () => ({ id: newId(), made: moment() });
    this.list = new TypedList({ operations, base, kept, begin });
    this.standing = "open";
    this.sentence = "";
    this.failures = 0;
    this.savedAt = null;
    this.isSending = false;
    this.isAskedAgain = false;
    this.glance = "";
    this.submitted = "";
    this.storeFault = null;
    this.storing = 0;
    this.turn = Promise.resolve();
    this.callOff = () => {};
    this.waiting = [];
  }

  start() {
    this.store.whenLost?.((fault) => {
      this.storeFault = fault;
      this.tell();
    });
    const names = this.list.operations.flatMap(({ answers }) => Object.keys(answers));
    if (names.length) {
      this.show(this.list.texts(names));
    }
    this.tell();
    this.keep();
    this.pump();
    this.store.late?.((operations) => this.takeUp(operations)).catch((fault) => { this.storeFault = fault; });
  }

  /** Go on with what a page left that went just now, unless some of it was typed here anew. Come back when that is stored. */
  async takeUp(operations) {
    this.takeIn();
    const names = operations.flatMap(({ answers }) => Object.keys(answers));
    const isSent = operations.every((op) => !isSubmission(op) && isSendable(op));
    if (this.isClosed() || !isSent || !this.list.takeUp(operations, names)) {
      return;
    }
    this.show(this.list.texts(names));
    await this.keep();
    this.pump();
  }

  /** Take what was typed: for each answer that was changed, all of its inputs by name. Come back when it is stored. `isSeen` says that what waits was shown. */
  change(groups, { isPaused = true, isSeen = true } = {}) {
    groups.forEach((group) => (isSeen ? this.list.enter(group) : this.list.enterUnseen(group)));
    const kept = groups.length ? this.keep() : this.turn;
    if (isPaused) {
      this.pump();
    }
    return kept;
  }

  /** Know what stands on the server in inputs that came to the page since. */
  know(values) {
    this.list.know(values);
  }

  /** Know that a file was added between two revisions; `values` is what else changed with it. Come back when that is stored. */
  goOn(before, revision, values) {
    this.list.goOn(before, revision, values);
    return this.keep();
  }

  /** Submit the draft once all before is sent. Come back when that is stored. */
  submit() {
    this.list.submit();
    const kept = this.keep();
    this.pump();
    return kept;
  }

  /** Settle an answer that two changed, by the name of one of its inputs. */
  decide(name, isMine) {
    const names = this.list.decide(name, isMine);
    this.show(this.list.texts(names));
    this.keep();
    this.pump();
  }

  /**
   * Try at once, and come back when everything was answered, or something did not get through. `isAnew` says that a try
   * that is on its way, and fails, is not enough.
   */
  flush({ isAnew = false } = {}) {
    this.isAskedAgain ||= isAnew && this.isSending;
    const done = new Promise((resolve) => { this.waiting.push(resolve); });
    this.pump();
    return done;
  }

  async pump() {
    if (this.isSending) {
      return;
    }
    this.isSending = true;
    try {
      do {
        this.isAskedAgain = false;
        await this.sendAll();
      } while (this.isAskedAgain);
    } finally {
      this.isSending = false;
      this.tell();
      this.waiting.splice(0).forEach((resolve) => resolve());
    }
  }

  async sendAll() {
    this.callOff();
    let goesOn = true;
    while (goesOn && !this.isClosed()) {
      const op = this.list.first();
      goesOn = op !== undefined && (await this.trySending(op));
    }
  }

  /** Send an operation; return whether the next one may go. */
  async trySending(op) {
    const others = op.kind === "submit" ? await this.others() : 0;
    if (others !== 0) {
      return others ? this.wait("waiting", FIRST_WAIT, {}) : false;
    }
    await this.markTried(op);
    const { status, body } = await this.send(op);
    if (status === 200 && (Number.isInteger(body.revision) || body.submitted)) {
      await this.answered(op, body);
    } else if (body.closed) {
      this.close(op, body.closed);
    } else if (status === 401) {
      return this.wait("signed out", SIGNED_OUT_WAIT, body);
    } else if (status === 0 || status === 200 || status === 429 || status >= 500) {
      this.failures += 1;
      const longest = Math.min(FIRST_WAIT * 2 ** (this.failures - 1), LONGEST_WAIT);
      return this.wait("waiting", longest * (0.5 + this.chance() / 2), body);
    } else {
      this.list.refuse(op, body.refused ?? SENTENCES[status] ?? STRANGE, { check: body.check === true, at: body.at ?? "" });
    }
    await this.keep();
    return true;
  }

  /** How much else of the draft goes before a submission; null where the store does not say, which another page is to ask. */
  async others() {
    try {
      return await this.store.others();
    } catch (fault) {
      this.storeFault = fault;
      return null;
    }
  }

  /**
   * Store that an operation may have arrived. Where that cannot be stored, it goes under an id that the store does not know:
   * what is still stored, and may say less, is another operation, and not a repeat.
   */
  async markTried(op) {
    const isFirst = !op.tried;
    this.list.tried(op);
    await this.keep({ isMark: true });
    if (isFirst && this.store.lasting && this.storeFault) {
      this.list.rename(op, this.newId());
      await this.keep();
    }
  }

  async answered(op, body) {
    Object.assign(this, { failures: 0, standing: "open", savedAt: this.moment(), glance: body.glance ?? this.glance });
    if (op.kind === "submit") {
      this.submitted = body.submitted;
      await this.learn(op, body);
      this.list.drop(op);
      return;
    }
    if (op.kind === "aside") {
      this.list.drop(op);
      return;
    }
    await this.learn(op, body);
    this.show(this.list.texts(this.list.answered(op, body)));
  }

  async learn(op, body) {
    try {
      await this.store.learn?.(op, body);
    } catch (fault) {
      this.storeFault = fault;
    }
  }

  /** Keep why an operation comes too late. The page that it was typed on is closed; one that was opened since is not. */
  close(op, state) {
    this.list.refuse(op, closedWords(state));
    if (!this.list.isOfBefore(op)) {
      this.standing = state;
    }
  }

  wait(standing, milliseconds, { refused = "" }) {
    Object.assign(this, { standing, sentence: refused });
    this.callOff = this.later(milliseconds, () => this.pump());
    return false;
  }

  isClosed() {
    return !["open", "waiting", "signed out"].includes(this.standing);
  }

  /**
   * Store what has changed, one turn after the other; come back when it is stored, or cannot be. A mark adds no words to what
   * is stored: nobody who leaves waits for it.
   */
  async keep({ isMark = false } = {}) {
    this.storing += isMark ? 0 : 1;
    this.tell();
    this.turn = this.turn.then(() => this.storeChanges());
    await this.turn;
    this.storing -= isMark ? 0 : 1;
    this.tell();
  }

  /** What is new is stored before what is old goes, so that a word is never in neither. */
  async storeChanges() {
    const { stages, gone } = structuredClone(this.list.unstored.take());
    try {
      for (const stage of stages) {
        await Promise.all(stage.map((op) => this.store.put(op)));
      }
      await Promise.all(gone.map(({ id }) => this.store.remove(id)));
    } catch (fault) {
      this.storeFault = fault;
    }
  }

  tell() {
    this.changed(this.state());
  }

  /** What is true now. `isLasting` says that all that is not sent will be there when this page is opened again. */
  state() {
    const { operations, base } = this.list;
    return {
      standing: this.standing,
      sentence: this.sentence,
      savedAt: this.savedAt,
      base: Math.min(base, ...operations.map((op) => op.base)),
      unsent: operations.filter(isSendable).reduce((sum, { groups }) => sum + (groups.length || 1), 0),
      submissions: operations.filter(isAwaited).length,
      refused: operations.filter(({ refused }) => refused),
      clashes: operations.filter(({ theirs }) => theirs).flatMap((op) => clashesOf(op, this.list)),
      glance: this.glance,
      submitted: this.submitted,
      storeFault: this.storeFault?.message ?? "",
      isStoring: this.store.lasting === true && !this.storeFault && this.storing > 0,
      isLasting: this.store.lasting === true && !this.storeFault && this.storing === 0,
    };
  }
}

const clashesOf = ({ groups, answers, theirs }, list) =>
  groups.map((names) => ({ names, answers, theirs, who: list.writer(names), ...list.saidOf(names) }));
