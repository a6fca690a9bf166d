// Here lives the visit key of an account on its way to a page: from the server while there is a connection, from the worker
// while that holds it in memory, or out of the wrapping of an offline passphrase. It is never kept in the clear: what a page
// or the worker holds can be used and not read.

import { eachOf, openDatabase, settled, within } from "./vault-database.js";

/** How many characters an offline passphrase has at least. */
export const LEAST = 10;
/** How long a key holds that was opened with a passphrase: as long as a session that nobody uses, in milliseconds. */
export const HOLDS = 4 * 60 * 60 * 1000;
const ROUNDS = 600_000;
const SALT = 16;
const NONCE = 12;
const MARK = 16;
const ANSWERS_IN = 1500;
const SERVER_ANSWERS_IN = 4000;

/** Nothing is reached at all, which is more than an answer that does not come in time. */
export class NoConnection extends Error {}

/**
 * The key of whoever is signed in, from the server: {who, key, mark, ends, raw}, null without a session. Rejects with
 * NoConnection, and otherwise where Formspec does not answer in time.
 */
export async function keyFromServer(address) {
  const answer = await asked(address).catch((fault) => {
    throw fault instanceof TypeError ? new NoConnection() : fault;
  });
  return answer.ok ? given(await answer.json()) : null;
}

/**
 * The key of another mark of the same account, taken up again, as `keyFromServer` gives it; null where it was ended. Rejects
 * where Formspec does not answer.
 */
export async function keyOfMark(address, { who, mark }) {
  const body = new FormData();
  const { value } = document.querySelector("input[name=csrf]");
  Object.entries({ who, mark, csrf: value }).forEach(([name, each]) => body.append(name, each));
  const told = await (await asked(address, { method: "POST", body })).json();
  if (told.who !== who || typeof told.key !== "string") {
    throw new Error("Something else answers in the place of Formspec.");
  }
  return told.key ? given(told) : null;
}

const asked = (address, more) => fetch(address, { cache: "no-store", signal: AbortSignal.timeout(SERVER_ANSWERS_IN), ...more });

async function given({ who, key, seconds }) {
  const raw = Uint8Array.from(atob(key), (sign) => sign.charCodeAt(0));
  return { ...(await held(who, raw, Date.now() + seconds * 1000)), raw };
}

/** The key that the worker holds in memory: {who, key, mark, ends}, null when it holds none, or does not answer. */
export function keyFromWorker() {
  const worker = navigator.serviceWorker?.controller;
  return new Promise((resolve) => {
    if (!worker) {
      resolve(null);
      return;
    }
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    setTimeout(() => resolve(null), ANSWERS_IN);
    worker.postMessage({ sort: "ask" }, [port2]);
  });
}

/**
 * Let the worker hold a key in memory until it ends. Where it was told since of another account, or that somebody signed out,
 * it takes only a key that `isAnew`: that the server gave just now, or that a passphrase opened.
 */
export const giveToWorker = ({ who, key, mark, ends }, { isAnew = false } = {}) => tellWorker({ sort: "keep", who, key, mark, ends, isAnew });

/** Let the worker forget every key but that of one account, "" for none; it was told when this comes back. */
export const letWorkerForget = (who = "") => tellWorker({ sort: "forget", but: who });

/** Tell the worker of this address something, also on a page that it does not answer for, as one that was loaded anew by force. */
async function tellWorker(message) {
  const registered = await navigator.serviceWorker?.getRegistration();
  registered?.active?.postMessage(message);
}

/** Keep a key on this device, wrapped by a passphrase that is kept nowhere; one from before opens it no more. Rejects with a DeviceError. */
export async function wrap({ who, mark, raw }, passphrase) {
  const salt = crypto.getRandomValues(new Uint8Array(SALT));
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE));
  const key = await stretched(passphrase, salt, ROUNDS);
  const wrapped = await crypto.subtle.encrypt(cipher(nonce, who), key, raw);
  await withKeys("readwrite", (store) => settled(store.put({ who, mark, salt, rounds: ROUNDS, nonce, wrapped, kept: Date.now() }, [who, mark])));
}

/** Whether this device has a key under a passphrase. Rejects with a DeviceError. */
export async function isWrapped({ who, mark }) {
  return Boolean(await withKeys("readonly", (store) => settled(store.get([who, mark]))));
}

/** The keys that a passphrase opens on this device, each as {who, key, mark, ends}; their days count anew. Rejects with a DeviceError. */
export async function unwrap(passphrase) {
  const kept = await withKeys("readonly", (store) => settled(store.getAll()));
  const opened = (await Promise.all(kept.map((each) => opens(each, passphrase)))).filter(Boolean);
  await withKeys("readwrite", (store) => eachOf(store, ({ key: [who, mark], value, cursor }) => {
    if (opened.some((each) => each.who === who && each.mark === mark)) {
      cursor.update({ ...value, kept: Date.now() });
    }
  }));
  return opened;
}

async function opens({ who, salt, rounds, nonce, wrapped }, passphrase) {
  try {
    const key = await stretched(passphrase, salt, rounds);
    const raw = new Uint8Array(await crypto.subtle.decrypt(cipher(nonce, who), key, wrapped));
    return await held(who, raw, Date.now() + HOLDS);
  } catch {
    return null;
  }
}

async function held(who, raw, ends) {
  const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", raw));
  const mark = [...digest].map((each) => each.toString(16).padStart(2, "0")).join("").slice(0, MARK);
  return { who, key, mark, ends };
}

/** The key that a passphrase comes to; a blank at its end, which a phone adds behind a word, makes no difference. */
async function stretched(passphrase, salt, rounds) {
  const plain = passphrase.normalize().trim();
  const typed = await crypto.subtle.importKey("raw", new TextEncoder().encode(plain), "PBKDF2", false, ["deriveKey"]);
  const stretching = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
  return crypto.subtle.deriveKey(stretching, typed, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

const cipher = (iv, who) => ({ name: "AES-GCM", iv, additionalData: new TextEncoder().encode(`visit key ${who}`) });

async function withKeys(mode, act) {
  const database = await openDatabase();
  try {
    return await within(database, "keys", mode, act);
  } finally {
    database.close();
  }
}
