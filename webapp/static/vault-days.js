// Here lives for how many days a device keeps what is on it. All that one key opens of a draft goes together, so many days
// after any of it was last opened or changed. Nothing is opened here: it goes by the moments alone.

import { across, eachOf, openDatabase, settled, under } from "./vault-database.js";

/** How many days a device keeps something that nobody opened or changed. */
export const DAYS = 14;
const MILLISECONDS = DAYS * 24 * 60 * 60 * 1000;
/** The stores of what is kept of a draft; bytes go after their photo, and keys after all that they open. */
const OF_DRAFTS = ["drafts", "operations", "photos"];

/** Count the days of all that a key opens of a draft anew. */
export function renew({ database, who, mark }, draft) {
  return across(database, OF_DRAFTS, "readwrite", (stores) => eachOfAll(stores, ({ value, cursor }) => {
    if (value.mark === mark) {
      cursor.update({ ...value, kept: Date.now() });
    }
  }, under(who, draft)));
}

/** The moment until which all that a key opens of a draft is kept; null where there is nothing of it. */
export async function until({ database, who, mark }, draft) {
  let newest = null;
  await across(database, OF_DRAFTS, "readonly", (stores) => eachOfAll(stores, ({ value }) => {
    newest = value.mark === mark ? Math.max(newest, value.kept) : newest;
  }, under(who, draft)));
  return newest && newest + MILLISECONDS;
}

/**
 * Delete what nobody has opened or changed for too long, whose ever it is. What was kept at a moment that is still to come, by
 * a clock that was set back since, is kept from now on. Gives whether something went, and what is left, as {isLess, isEmpty,
 * taken: [{draft, assets}]}. Rejects with a DeviceError.
 */
export async function forgetOld(now = Date.now()) {
  const database = await openDatabase();
  try {
    return await across(database, [...OF_DRAFTS, "blobs", "keys"], "readwrite", async ({ blobs, keys, ...ofDrafts }) => {
      const newest = await newestOf(ofDrafts, now);
      const isOld = (kept) => !(kept >= now - MILLISECONDS);
      const [left, gone] = [noted(), noted()];
      await eachOfAll(ofDrafts, (found) => {
        const goes = isOld(newest.get(groupOf(found)));
        note(goes ? gone : left, found);
        if (goes) {
          found.cursor.delete();
        }
      });
      await forgetBytes(blobs, { left, gone, isOld, now });
      await forgetKeys(keys, { left, isOld, now });
      return { isLess: gone.marks.size > 0, isEmpty: left.marks.size === 0, taken: left.drafts };
    });
  } finally {
    database.close();
  }
}

const noted = () => ({ drafts: [], photos: new Set(), marks: new Set() });

/** Note of what stays, or goes, which draft it is, or which photo, and what opens it. */
function note({ drafts, photos, marks }, { name, key: [who, draft, id], value: { mark, assets } }) {
  marks.add(placeOf(who, mark));
  if (name === "drafts") {
    drafts.push({ draft, assets });
  } else if (name === "photos") {
    photos.add(placeOf(who, id));
  }
}

const placeOf = (...members) => JSON.stringify(members);

/** What goes together: what one key sealed of one draft of one account. */
const groupOf = ({ key: [who, draft], value: { mark } }) => placeOf(who, draft, mark);

/** The newest moment of each group; those that are still to come become now. */
async function newestOf(stores, now) {
  const newest = new Map();
  await eachOfAll(stores, (found) => {
    const { value, cursor } = found;
    const [group, kept] = [groupOf(found), Math.min(value.kept, now)];
    newest.set(group, Math.max(newest.get(group) ?? 0, kept));
    if (kept < value.kept) {
      cursor.update({ ...value, kept });
    }
  });
  return newest;
}

/** Bytes stay or go with their photo, and are not read; only those that have none, as while one is added, have days. */
async function forgetBytes(store, { left, gone, isOld, now }) {
  const keys = await settled(store.getAllKeys());
  for (const key of keys.filter((each) => !left.photos.has(placeOf(...each)))) {
    const value = gone.photos.has(placeOf(...key)) ? {} : await settled(store.get(key));
    if (isOld(value.kept)) {
      store.delete(key);
    } else if (value.kept > now) {
      store.put({ ...value, kept: now }, key);
    }
  }
}

/** Wrapped keys stay while something is left that they open; then they have days of their own, since they were last used. */
function forgetKeys(store, { left, isOld, now }) {
  return eachOf(store, ({ key, value, cursor }) => {
    if (value.kept > now) {
      cursor.update({ ...value, kept: now });
    } else if (isOld(value.kept) && !left.marks.has(placeOf(...key))) {
      cursor.delete();
    }
  });
}

/** Go over a range of several stores, one after the other; `act` is told the name of the store, too. */
async function eachOfAll(stores, act, range) {
  for (const [name, store] of Object.entries(stores)) {
    await eachOf(store, (found) => act({ ...found, name }), range);
  }
}
