// Here lives the database of a device: opening it, a transaction as a promise, and what is said when it fails. What goes
// in was sealed before; nothing here knows a key.

const NAME = "formspec-visit";
const VERSION = 2;
const STORES = ["keys", "drafts", "operations", "photos", "blobs"];
const SENTENCES = {
  QuotaExceededError: "This device is full, so this was not kept on it. Save a copy to a file, or connect and save.",
  VersionError: "A newer version of these pages keeps what is on this device. Connect, and open the page again.",
};
const ANSWERS_IN = 8000;
const HANGS = "What this browser keeps does not answer. Close other tabs of Formspec, and open this page again.";
const LET_GO = "This browser has let go of what it kept for Formspec, here or in another tab. What is on this page is not "
  + "kept on this device: save a copy to a file, or connect and save.";
const UNKNOWN = "This browser could not keep or read what is on this device. Save a copy to a file, or connect and save.";

/** Something that a device could not do, in a sentence for whoever uses it. */
export class DeviceError extends Error {}

const ended = new WeakMap();

/** Open the database of this device, made when there is none. Rejects with a DeviceError, also where nothing answers. */
export async function openDatabase() {
  try {
    const asked = indexedDB.open(NAME, VERSION);
    asked.onupgradeneeded = () => STORES.filter((each) => !asked.result.objectStoreNames.contains(each)).forEach((each) => asked.result.createObjectStore(each));
    const database = await inTime(settled(asked), (late) => late.close());
    database.addEventListener("versionchange", ({ newVersion }) => end(database, newVersion === null ? LET_GO : SENTENCES.VersionError));
    database.addEventListener("close", () => end(database, LET_GO));
    return database;
  } catch (fault) {
    throw told(fault);
  }
}

/** Tell `act` the DeviceError with which a database ends that is not closed by its own page. */
export function whenEnded(database, act) {
  database.addEventListener("ended", () => act(ended.get(database)));
}

function end(database, sentence) {
  ended.set(database, new DeviceError(sentence));
  database.close();
  database.dispatchEvent(new Event("ended"));
}

/** Delete the database of this device; pages that have it open let go of it. Rejects with a DeviceError. */
export async function deleteDatabase() {
  await inTime(settled(indexedDB.deleteDatabase(NAME))).catch((fault) => {
    throw told(fault);
  });
}

/** Whether this device has the database; to ask does not make it. Rejects with a DeviceError where nothing answers. */
export async function isThere() {
  if (!window.indexedDB) {
    return false;
  }
  const listed = await inTime(Promise.resolve(indexedDB.databases?.()));
  return listed ? listed.some(({ name }) => name === NAME) : true;
}

/** What a promise comes to within the time that a browser has to answer; what comes later goes to `late`. */
function inTime(answer, late = () => {}) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new DeviceError(HANGS));
      answer.then(late, () => {});
    }, ANSWERS_IN);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Do something with one store in a transaction, and give what it gives once that has been kept. Rejects with a DeviceError. */
export const within = (database, name, mode, act) => across(database, [name], mode, (stores) => act(stores[name]));

/** Do something with several stores in one transaction, as `within` does; `act` is given them by their names. */
export async function across(database, names, mode, act) {
  try {
    const transaction = database.transaction(names, mode, { durability: "strict" });
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error ?? new DOMException("", "InvalidStateError"));
    });
    const stores = Object.fromEntries(names.map((name) => [name, transaction.objectStore(name)]));
    const [given] = await Promise.all([act(stores), done]);
    return given;
  } catch (fault) {
    throw ended.get(database) ?? told(fault);
  }
}

/** Go over a range of a store, or all of it; `act` is given each as {key, value, cursor}. */
export function eachOf(store, act, range = null) {
  return new Promise((resolve, reject) => {
    const asked = store.openCursor(range);
    asked.onerror = () => reject(asked.error);
    asked.onsuccess = () => {
      const cursor = asked.result;
      if (cursor) {
        act({ key: cursor.key, value: cursor.value, cursor });
        cursor.continue();
      } else {
        resolve();
      }
    };
  });
}

/** What a request comes to. */
export function settled(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Every key whose first members are these. */
export const under = (...members) => IDBKeyRange.bound(members, [...members, []]);

function told(fault) {
  if (fault instanceof DeviceError) {
    return fault;
  }
  const isGone = fault?.name === "InvalidStateError" || fault?.name === "AbortError";
  return new DeviceError(SENTENCES[fault?.name] ?? (isGone ? LET_GO : UNKNOWN), { cause: fault });
}
