// Here lives who sends what waits on this device. What is typed on one page after the other is a line of operations, and
// one document at a time holds it, so that nothing is sent by two at once; a page that goes leaves its line to the next.
// A tab that is open beside has a line of its own.

import { isBox } from "./input-names.js";
import { isDeclined, isSubmission } from "./operations.js";
import { openOutbox } from "./outbox.js";
import { deliver } from "./posting.js";
import { DeviceError } from "./vault.js";

const PATIENCE = 1000;
/** How long after it was opened a page takes up what the page before it still wrote, in milliseconds. */
const MOMENTS = 2000;
const ID_BYTES = 16;

/** 128 bits by chance, as hexadecimal figures. */
export const newId = () => [...crypto.getRandomValues(new Uint8Array(ID_BYTES))].map((each) => each.toString(16).padStart(2, "0")).join("");

/** What an outbox has of the world around it. */
export const surroundings = {
  later: (milliseconds, act) => {
    const timer = setTimeout(act, milliseconds);
    return () => clearTimeout(timer);
  },
  chance: Math.random,
  newId,
  moment: Date.now,
};

/**
 * Hold a line of a draft for as long as this document lives: the oldest that nobody holds, else a new one. Gives it as the
 * store that an outbox wants; `form` is what is known of the form where the draft was not taken along, {title, form,
 * version, about, subject}. Rejects with a DeviceError.
 */
export async function holdLine(vault, draft, form) {
  const { store, line, known } = await heldLine(vault, draft, form);
  return { ...store, late: (act) => takeLate(vault, draft, { line, known, act }) };
}

async function heldLine(vault, draft, form) {
  const known = linesOf(await vault.operations(draft).all());
  for (const line of [...known, newId()]) {
    const release = await hold(draft, line, PATIENCE);
    if (release) {
      return { store: storeOf(vault, draft, line, form), line, known, release };
    }
  }
  throw new DeviceError("This browser lets no page keep what it holds. Connect, and save.");
}

/**
 * Do something with the outbox of a draft that is known here, on a page without inputs of its own: `act` is given the outbox.
 * Comes back when that is kept on the device. Rejects with a DeviceError.
 */
export async function withLine(vault, known, act) {
  const { store, release } = await heldLine(vault, known.draft, formOf(known));
  const outbox = await openOutbox({ ...pageless(vault, known.draft, store), base: known.revision, kept: known.entries });
  outbox.callOff();
  await act(outbox);
  await leave(outbox, release);
}

/**
 * Take a submission back that waits. Gives whether it is gone now, false where another page holds its line; whether it had
 * come to the server before, unanswered, is not known here. Rejects with a DeviceError.
 */
export async function takeBack(vault, draft, { id, line }) {
  const release = await hold(draft, line, PATIENCE);
  if (!release) {
    return false;
  }
  try {
    await vault.operations(draft).remove(id);
    return true;
  } finally {
    release();
  }
}

/**
 * Send once what waits in lines that nobody holds, of every draft of an account, until nothing answers: then no other would
 * get through either. Gives whether all of it was answered. Rejects with a DeviceError.
 */
export async function sendLeft(vault) {
  for (const [draft, operations] of await vault.waiting()) {
    for (const line of linesOf(operations)) {
      const release = await hold(draft, line);
      if (release && !(await sendLine(vault, draft, line, release))) {
        return false;
      }
    }
  }
  return true;
}

/** Send once what waits in a line; gives whether something answered, or nothing was to be sent. */
async function sendLine(vault, draft, line, release) {
  let isAnswered = true;
  const around = pageless(vault, draft, storeOf(vault, draft, line, {}));
  const send = async (op) => {
    const answer = await around.send(op);
    isAnswered = answer.status !== 0;
    return answer;
  };
  await leave(await openOutbox({ ...around, send, base: 0, kept: {} }), release);
  return isAnswered;
}

/** Let an outbox try once, and let go of its line. Rejects with a DeviceError where the device did not keep what it should. */
async function leave(outbox, release) {
  await outbox.flush();
  await outbox.keep();
  outbox.callOff();
  release();
  if (outbox.storeFault) {
    throw outbox.storeFault;
  }
}

const pageless = (vault, draft, store) => ({ ...surroundings, store, send: deliver({ draft, who: vault.who }), changed: () => {}, show: () => {} });

/**
 * Give `act` the operations of each line whose page went just before this one was opened, or goes within moments of that: what
 * it wrote last may come to the store only after this page has read it. The line is held until `act` is done with them.
 */
async function takeLate(vault, draft, { line, known, act }) {
  const start = nameOf(draft, "");
  const { held } = await navigator.locks.query();
  const open = held.map(({ name }) => name).filter((name) => name.startsWith(start)).map((name) => name.slice(start.length));
  const take = async (other, milliseconds) => {
    const release = await hold(draft, other, milliseconds);
    try {
      await (release && act((await vault.operations(draft).all()).filter((op) => op.line === other)));
    } finally {
      release?.();
    }
  };
  const takeNew = async (milliseconds) => {
    const now = linesOf(await vault.operations(draft).all());
    const others = [...new Set([...open, ...now.filter((each) => !known.includes(each))])].filter((each) => each !== line);
    await Promise.all(others.map((each) => take(each, milliseconds)));
  };
  await takeNew(MOMENTS);
  await new Promise((go) => { setTimeout(go, PATIENCE); });
  await takeNew(0);
}

const nameOf = (draft, line) => `formspec-line-${draft}-${line}`;

/** Hold a line; gives what lets go of it, null where somebody else holds it still after so many milliseconds. */
function hold(draft, line, milliseconds = 0) {
  return new Promise((resolve) => {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), milliseconds);
    const asked = milliseconds ? { signal: late.signal } : { ifAvailable: true };
    const held = navigator.locks.request(nameOf(draft, line), asked, (lock) => {
      clearTimeout(timer);
      return lock && new Promise((release) => { resolve(release); });
    });
    held.then(() => resolve(null), () => resolve(null));
  });
}

/** What is known of the form of a draft, or of a page, and of what it is about. */
export const formOf = ({ title, form, version, about = "", subject = "" }) => ({ title, form, version: Number(version), about, subject });

const linesOf = (operations) => [...new Set(operations.map(({ line }) => line))];

function storeOf(vault, draft, line, form) {
  const kept = vault.operations(draft);
  return {
    lasting: true,
    all: async () => (await kept.all()).filter((op) => op.line === line),
    put: (op) => kept.put({ ...form, ...op, line }),
    remove: (id) => kept.remove(id),
    others: async () => (await kept.all()).filter((op) => op.line !== line && !isSubmission(op)).length + (await vault.photos(draft).all()).length,
    learn: (op, body) => vault.drafts.alone(draft, () => (isSubmission(op) ? learnEnd : learn)(vault, draft, op, body)),
    whenLost: vault.whenLost,
  };
}

/** Know that a draft that was taken along was submitted; a submission that was refused before is of no use any more. */
async function learnEnd(vault, draft) {
  const operations = vault.operations(draft);
  await Promise.all((await operations.all()).filter(isDeclined).map(({ id }) => operations.remove(id)));
  const known = await vault.drafts.get(draft);
  if (known) {
    await vault.drafts.put(draft, { ...known, submitted: true });
  }
}

/** Know what stands in a draft that was taken along, where what was answered goes on from what is known. */
async function learn(vault, draft, { base, answers }, { revision, saved, conflicts, cleared, changed }) {
  const known = await vault.drafts.get(draft);
  if (!known || known.revision < base || revision < known.revision) {
    return;
  }
  const theirs = Object.fromEntries(conflicts.map((each) => [each.name, each.theirs]));
  const own = Object.fromEntries(saved.map((name) => [name, answers[name]]));
  const blank = Object.fromEntries(cleared.map((name) => [name, ""]));
  const entries = Object.entries({ ...known.entries, ...changed, ...own, ...theirs, ...blank }).filter(([name]) => !isBox(name));
  await vault.drafts.put(draft, { ...known, revision, entries: Object.fromEntries(entries) });
}
