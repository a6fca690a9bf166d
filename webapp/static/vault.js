// Here lives what a device keeps of the drafts that were taken along: all of it sealed with AES-GCM under the visit key of
// one account, and bound to its place, so that nothing can be read as something else. In the clear stand only ids, sizes,
// moments, and which key it was. Whose key it is, and where from, is for `visit-key.js`.

import { DeviceError, across, eachOf, openDatabase, settled, under, whenEnded, within } from "./vault-database.js";
import { renew, until } from "./vault-days.js";

export { DeviceError };
const NONCE = 12;
/** The stores of what is typed, and of photos. */
export const TYPED = ["drafts", "operations"];
export const PHOTOS = ["photos", "blobs"];
const ORDERED = new Set(["operations", "photos"]);
const BY_DRAFT = ["operations", "photos"];
const OF_DRAFT = ["drafts", ...BY_DRAFT, "blobs"];

/**
 * Open what this device keeps for one account, with its key as `visit-key.js` gives it. Rejects with a DeviceError.
 *
 * `drafts` has has(draft), get(draft), put(draft, value), list(), remove(draft), removeUnless(draft, holds), which removes all
 * of it, unless an operation `holds` it or a photo waits, at one moment, and gives whether it did; isAnybodys(draft), which
 * asks of all accounts, and alone(draft, act), which does something while no other document does so with the same draft, as where what is put goes
 * by what was got;
 * `operations(draft)` the store of what is not sent yet, which lasts: all() in the order in which they were put first,
 * put(operation) by its id, remove(id); `blobs` has get(id) and remove(id); `photos(draft)` what is
 * known of them: all() in order, get(id), put(photo, blob), which keeps both or neither, update(photo) where it is still there, remove(id), take(id), which gives
 * what it removes. `renew(draft)` counts the days of what is here of a draft anew, and `until(draft)` gives the moment until
 * which it is kept. `waiting()` gives the operations of all drafts, as a Map by draft, `waitingPhotos()` the photos,
 * `locked()` counts what the key does not open, `damaged()` what does not open although it is the key, and `marks()` gives the
 * marks of the keys under which something is here. What is damaged is left out of lists, so that it keeps nothing else from
 * being read. `whenLost(act)` tells the DeviceError with which the browser lets go of the database. Nothing of another account
 * is ever read.
 */
export async function openVault({ who, key, mark }) {
  const database = await openDatabase();
  const sealed = { database, who, key, mark };
  return {
    who,
    mark,
    drafts: drafts(sealed),
    operations: (draft) => operations(sealed, draft),
    photos: (draft) => photos(sealed, draft),
    blobs: blobs(sealed),
    waiting: () => byDraft(sealed, "operations"),
    waitingPhotos: () => byDraft(sealed, "photos"),
    renew: (draft) => renew(sealed, draft),
    until: (draft) => until(sealed, draft),
    locked: () => locked(sealed),
    damaged: () => damaged(sealed),
    marks: () => marks(sealed),
    whenLost: (act) => whenEnded(database, act),
    close: () => database.close(),
  };
}

function drafts(sealed) {
  const { database, who, mark } = sealed;
  return {
    has: async (draft) => Boolean(await sealedAt(sealed, "drafts", [who, draft])),
    get: (draft) => read(sealed, "drafts", [who, draft]),
    put: (draft, value) => write(sealed, "drafts", [who, draft], value, { assets: value.assets ?? [] }),
    list: () => readAll(sealed, "drafts", under(who)),
    isAnybodys: async (draft) => (await within(database, "drafts", "readonly", (store) => settled(store.getAllKeys()))).some(([, each]) => each === draft),
    alone: (draft, act) => navigator.locks.request(`formspec-draft-${who}-${draft}`, act),
    remove: (draft) => across(database, OF_DRAFT, "readwrite", (stores) => removeAll(sealed, draft, stores)),
    removeUnless: (draft, holds) => removeUnless(sealed, draft, holds),
  };
}

/** Remove all that the key opens of a draft, with the bytes of its photos. */
async function removeAll({ who, mark }, draft, stores) {
  const isOwn = (name, { value }) => value.mark === mark && (name !== "blobs" || value.draft === draft);
  for (const [name, store] of Object.entries(stores)) {
    const range = name === "blobs" ? under(who) : under(who, draft);
    await eachOf(store, (found) => isOwn(name, found) && found.cursor.delete(), range);
  }
}

/**
 * Remove a draft unless something holds it. What is there is opened first, which takes no part in a transaction; then whether
 * that, and nothing else, is still there is asked and it is removed in one, so that no word comes between.
 */
async function removeUnless(sealed, draft, holds) {
  const range = under(sealed.who, draft);
  const seen = new Map();
  for (const name of BY_DRAFT) {
    const found = await triedAll(sealed, name, range);
    if (found.some(({ value }) => value !== null && (name === "photos" || holds(value)))) {
      return false;
    }
    found.forEach(({ key, nonce }) => seen.set(placeOf(name, key), String(nonce)));
  }
  return across(sealed.database, OF_DRAFT, "readwrite", async (stores) => {
    let isHeld = false;
    for (const name of BY_DRAFT) {
      await eachOf(stores[name], ({ key, value: { mark, nonce } }) => {
        isHeld ||= mark === sealed.mark && seen.get(placeOf(name, key)) !== String(nonce);
      }, range);
    }
    await (isHeld || removeAll(sealed, draft, stores));
    return !isHeld;
  });
}

const placeOf = (...members) => JSON.stringify(members);

function operations(sealed, draft) {
  const { database, who } = sealed;
  return {
    lasting: true,
    all: () => readAll(sealed, "operations", under(who, draft)),
    put: (operation) => write(sealed, "operations", [who, draft, operation.id], operation, {}),
    remove: (id) => within(database, "operations", "readwrite", (store) => settled(store.delete([who, draft, id]))),
  };
}

/** What is known of photos is as old as the photo, however often it was tried to send it since. */
function photos(sealed, draft) {
  const { database, who } = sealed;
  return {
    all: () => readAll(sealed, "photos", under(who, draft)),
    get: (id) => read(sealed, "photos", [who, draft, id]),
    async put(photo, blob) {
      const [place, bytes] = [[who, draft, photo.id], [who, photo.id]];
      const record = await seal(sealed, ["blobs", ...bytes], await blob.arrayBuffer());
      await keepAll(sealed, [
        { name: "blobs", place: bytes, record: { ...record, draft, type: blob.type } },
        { name: "photos", place, record: await recordOf(sealed, ["photos", ...place], photo) },
      ]);
    },
    update: (photo) => write(sealed, "photos", [who, draft, photo.id], photo, { isUpdate: true }),
    remove: (id) => within(database, "photos", "readwrite", (store) => settled(store.delete([who, draft, id]))),
    async take(id) {
      const place = [who, draft, id];
      const kept = await within(database, "photos", "readwrite", async (store) => {
        const found = await settled(store.get(place));
        store.delete(place);
        return found;
      });
      return kept ? unseal(sealed, ["photos", ...place], kept).then(parsed).catch(() => null) : null;
    },
  };
}

function blobs(sealed) {
  const { database, who } = sealed;
  const place = (id) => [who, id];
  return {
    async get(id) {
      const kept = await within(database, "blobs", "readonly", (store) => settled(store.get(place(id))));
      return kept && new Blob([await unseal(sealed, ["blobs", ...place(id)], kept)], { type: kept.type });
    },
    remove: (id) => within(database, "blobs", "readwrite", (store) => settled(store.delete(place(id)))),
  };
}

async function read(sealed, name, place) {
  const kept = await sealedAt(sealed, name, place);
  return kept && parsed(await unseal(sealed, [name, ...place], kept));
}

/** The sealed record at a place, null where there is none for the key. */
async function sealedAt({ database, mark }, name, place) {
  const kept = await within(database, name, "readonly", (store) => settled(store.get(place)));
  return kept?.mark === mark ? kept : null;
}

async function byDraft(sealed, name) {
  const found = await openAll(sealed, name, under(sealed.who));
  const drafts = Map.groupBy(found, ({ key: [, draft] }) => draft);
  return new Map([...drafts].map(([draft, listed]) => [draft, listed.map(({ value }) => value)]));
}

const readAll = async (sealed, name, range) => (await openAll(sealed, name, range)).map(({ value }) => value);

/** Everything in a range that the key opens, with its place, in the order in which it was put first. */
const openAll = async (sealed, name, range) => (await triedAll(sealed, name, range)).filter(({ value }) => value !== null);

/** Everything in a range that is for the key, as `openAll` gives it, with its nonce; the value of what is damaged is null. */
async function triedAll(sealed, name, range) {
  const found = [];
  await within(sealed.database, name, "readonly", (store) => eachOf(store, ({ key, value }) => {
    if (value.mark === sealed.mark) {
      found.push({ key, value });
    }
  }, range));
  found.sort((one, other) => one.value.number - other.value.number);
  return Promise.all(found.map(async ({ key, value }) => {
    const bytes = await unseal(sealed, [name, ...key], value).catch(() => null);
    return { key, nonce: value.nonce, value: bytes && parsed(bytes) };
  }));
}

async function damaged(sealed) {
  const tried = await Promise.all([...ORDERED].map((name) => triedAll(sealed, name, under(sealed.who))));
  return tried.flat().filter(({ value }) => value === null).length;
}

async function write(sealed, name, place, value, beside) {
  const record = await recordOf(sealed, [name, ...place], value);
  await keepAll(sealed, [{ name, place, record: { ...record, ...beside } }]);
}

const recordOf = (sealed, place, value) => seal(sealed, place, new TextEncoder().encode(JSON.stringify(value)));

/** Keep sealed records, each {name, place, record}, all or none; one that was there keeps its number, so that an order never changes. */
function keepAll({ database, mark }, records) {
  return across(database, records.map(({ name }) => name), "readwrite", async (stores) => {
    for (const { name, place, record: { isUpdate = false, ...record } } of records) {
      const before = await settled(stores[name].get(place));
      if (before || !isUpdate) {
        const number = before?.number ?? (ORDERED.has(name) ? (await lastNumber(stores[name], place)) + 1 : 0);
        stores[name].put({ ...record, kept: isUpdate ? before.kept : Date.now(), mark, number }, place);
      }
    }
  });
}

async function lastNumber(store, place) {
  const beside = await settled(store.getAll(under(...place.slice(0, -1))));
  return Math.max(0, ...beside.map(({ number }) => number));
}

async function locked({ database, who, mark }) {
  let count = 0;
  for (const name of ORDERED) {
    await within(database, name, "readonly", (store) => eachOf(store, ({ value }) => {
      count += value.mark === mark ? 0 : 1;
    }, under(who)));
  }
  return count;
}

async function marks({ database, who }) {
  const found = new Set();
  for (const name of ["drafts", ...ORDERED]) {
    await within(database, name, "readonly", (store) => eachOf(store, ({ value }) => found.add(value.mark), under(who)));
  }
  return found;
}

async function seal({ key }, place, bytes) {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE));
  return { nonce, sealed: await crypto.subtle.encrypt(cipher(nonce, place), key, bytes) };
}

async function unseal({ key }, place, { nonce, sealed }) {
  try {
    return await crypto.subtle.decrypt(cipher(nonce, place), key, sealed);
  } catch (fault) {
    throw new DeviceError("Something that this device kept is damaged, and cannot be opened.", { cause: fault });
  }
}

const cipher = (iv, place) => ({ name: "AES-GCM", iv, additionalData: new TextEncoder().encode(JSON.stringify(place)) });

const parsed = (bytes) => JSON.parse(new TextDecoder().decode(bytes));
