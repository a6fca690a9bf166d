// Here lives what taking a form along does: its pages without answers and all that they load go into the caches of the
// browser, what was entered into the vault. A draft is on the device only once all of it is.

import { isDeclined } from "./operations.js";
import { isJson } from "./posting.js";
import { DeviceError } from "./vault.js";

const SHELLS = "formspec-shells";
const ASSETS = "formspec-assets";
/** Held with others while pages are being taken along, and alone while those that nothing needs are removed. */
const TAKING = "formspec-taking";
const ADDRESSES = /\/(?:static|module|script)\/[^"'\s<>&]+/g;
/** What Formspec answers of a draft that was submitted, closed or erased. */
const CLOSED = 410;
/** The same, and what it answers of one that it does not know, or that this person is let into no more. */
const GONE = new Set([CLOSED, 404]);
const ANSWERS_IN = 8000;
const FULL = "This device is full, so the form was not taken along. Make room, and try again.";
const BROKE_OFF = "The connection broke off, so the form is not on this device yet. Try again.";

/** Take a draft along; gives what is known of it then. Rejects with a DeviceError. */
export async function take(vault, address) {
  const answer = await got(address);
  return keep(vault, await answer.json(), { isAnew: true });
}

/**
 * Bring up to date what is here of a draft. Gives what is known of it then; null when there is no connection, or something
 * in between answers; and "closed" when it was submitted or closed meanwhile, by the word of Formspec: then it is removed,
 * unless something of it was not sent. Rejects with a DeviceError.
 */
export async function bringUpToDate(vault, draft, address) {
  const before = await knownOf(vault, { draft });
  const answer = await fetch(`${address}?again=yes`).catch(() => null);
  if (!answer || !isJson(answer)) {
    return null;
  }
  if (answer.ok) {
    return keep(vault, await answer.json(), { wasSubmitted: Boolean(before?.submitted) });
  }
  if (!GONE.has(answer.status)) {
    return null;
  }
  await close(vault, draft);
  return "closed";
}

/**
 * Remove what was taken along of drafts that were submitted or closed meanwhile, by the word of Formspec, as
 * `bringUpToDate` does; the others stay as they are, also those that Formspec does not know, as after a backup was put back.
 * Rejects with a DeviceError.
 */
export async function leaveClosed(vault) {
  await Promise.all((await vault.drafts.list()).map(async ({ draft }) => {
    const asked = { method: "HEAD", signal: AbortSignal.timeout(ANSWERS_IN) };
    const answer = await fetch(`/drafts/${draft}/kit?again=yes`, asked).catch(() => null);
    if (answer && isJson(answer) && answer.status === CLOSED) {
      await close(vault, draft);
    }
  }));
}

/**
 * Remove a draft that was closed; one of which something was not sent stays, and is known to be closed. A submission that was
 * refused before holds nothing.
 */
async function close(vault, draft) {
  if (await leaveBy(vault, draft, () => vault.drafts.removeUnless(draft, (op) => !isDeclined(op)))) {
    return;
  }
  await vault.drafts.alone(draft, async () => {
    const known = await vault.drafts.get(draft);
    if (known && !known.closed) {
      await vault.drafts.put(draft, { ...known, closed: true });
    }
  });
}

/** Keep all of a draft, while nobody removes what no draft needs. */
const keep = (vault, kit, how = {}) => navigator.locks.request(TAKING, { mode: "shared" }, () => keepAll(vault, kit, how));

/** Keep all of a draft; what is damaged of what is known, or was let go of by the browser, is kept again. */
async function keepAll(vault, kit, { isAnew = false, wasSubmitted = false }) {
  const known = await knownOf(vault, kit);
  try {
    if (isAnew || !known || !isSame(known, kit) || !(await isWhole(kit))) {
      await keepPages(kit, { isAnew });
    }
    return await vault.drafts.alone(kit.draft, () => put(vault, kit, { isAnew, wasSubmitted }));
  } catch (fault) {
    if (isAnew && !known) {
      await leavePages(vault, kit.shells).catch(() => {});
    }
    throw isFull(fault) ? new DeviceError(FULL, { cause: fault }) : fault;
  }
}

/**
 * Put what is known of a draft now, and give it: what was saved while the kit was on its way is newer than it, and stays, and
 * so does that it was submitted then.
 */
async function put(vault, kit, { isAnew, wasSubmitted }) {
  const known = await knownOf(vault, kit);
  const isNewer = !isAnew && known?.revision > kit.revision;
  const { revision, entries } = isNewer ? known : kit;
  const submitted = !isAnew && !wasSubmitted && known?.submitted === true;
  const now = Date.now();
  const taken = { ...kit, revision, entries, submitted, heard: now, taken: known?.taken ?? now };
  await vault.drafts.put(kit.draft, taken);
  return taken;
}

const knownOf = (vault, { draft }) => vault.drafts.get(draft).catch(() => null);

/**
 * Remove a draft from this device, with its pages; what other drafts need of them stays, and what another account needs that
 * has the same draft here. While something is taken along, it waits.
 */
export const leave = (vault, draft) => leaveBy(vault, draft, async () => {
  await vault.drafts.remove(draft);
  return true;
});

/** Remove a draft by what gives whether it went, with its pages; gives that. */
function leaveBy(vault, draft, remove) {
  return navigator.locks.request(TAKING, async () => {
    const known = await vault.drafts.get(draft).catch(() => null);
    const isGone = await remove();
    if (isGone && !(await vault.drafts.isAnybodys(draft))) {
      await leavePages(vault, known?.shells ?? {});
    }
    return isGone;
  });
}

/** Remove from this device the pages of all drafts but those with these ids. */
export async function leavePagesBut(drafts) {
  const shells = await caches.open(SHELLS);
  for (const { url } of await shells.keys()) {
    const [, of, draft] = new URL(url).pathname.split("/");
    if (of === "drafts" && !drafts.includes(draft)) {
      await shells.delete(url);
    }
  }
}

/**
 * Remove from this device the pages that none of those drafts needs that are still taken along, and what none of them loads;
 * the drafts are given as {draft, assets}. All goes where the device `isEmpty`; while something is taken along, all stays.
 */
export function leaveUnneeded({ taken, isEmpty }) {
  return navigator.locks.request(TAKING, { ifAvailable: true }, async (isAlone) => {
    if (isAlone && isEmpty) {
      await Promise.all([SHELLS, ASSETS].map((each) => caches.delete(each)));
    } else if (isAlone) {
      await leavePagesBut(taken.map(({ draft }) => draft));
      await leaveAssetsBut(taken.flatMap(({ assets }) => assets ?? []));
    }
  });
}

/** Remove what pages load but these; all of it stays while a page that is here loads another. */
async function leaveAssetsBut(addresses) {
  const kept = new Set(addresses.map(whole));
  const loaded = await caches.open(ASSETS);
  const others = (await loaded.keys()).filter(({ url }) => !kept.has(url));
  if (others.length && (await inPages()).every((url) => kept.has(url) || !others.some((each) => each.url === url))) {
    await Promise.all(others.map((each) => loaded.delete(each)));
  }
}

/** The addresses that stand in the pages on this device. */
async function inPages() {
  const shells = await caches.open(SHELLS);
  const texts = await Promise.all((await shells.matchAll()).map((each) => each.text()));
  return texts.flatMap((text) => (text.match(ADDRESSES) ?? []).map(whole));
}

const whole = (address) => new URL(address, location.href).href;

async function leavePages(vault, pages) {
  const [shells, others] = [await caches.open(SHELLS), await vault.drafts.list()];
  const needed = new Set(others.flatMap((each) => Object.keys(each.shells)));
  for (const address of Object.keys(pages)) {
    if (!needed.has(address)) {
      await shells.delete(address);
    }
  }
}

function isSame(known, kit) {
  return JSON.stringify([known.assets, known.shells, known.version]) === JSON.stringify([kit.assets, kit.shells, kit.version]);
}

/** Whether the browser still has every page of a draft and all that they load. */
async function isWhole({ assets, shells }) {
  const listed = async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url);
  const kept = new Set([...(await listed(SHELLS)), ...(await listed(ASSETS))]);
  return [...assets, ...Object.keys(shells)].every((each) => kept.has(whole(each)));
}

/**
 * Keep pages and what they load. An address of an asset changes with its content, so what older pages load stays beside; one
 * that is there already is got again only when the draft is taken along anew, in case it is damaged.
 */
async function keepPages({ assets, shells }, { isAnew }) {
  const loaded = await caches.open(ASSETS);
  await Promise.all(assets.map(async (each) => (!isAnew && (await loaded.match(each))) || loaded.put(each, await got(each))));
  const pages = await Promise.all(Object.entries(shells).map(async ([page, from]) => [page, await got(from)]));
  const kept = await caches.open(SHELLS);
  await Promise.all(pages.map(([page, answer]) => kept.put(page, answer)));
}

const isFull = (fault) => [fault, fault.cause].some((each) => each?.name === "QuotaExceededError");

async function got(address) {
  const answer = await fetch(address).catch(() => null);
  if (!answer?.ok || answer.redirected) {
    throw new DeviceError(answer && answer.status < 500 ? "You are signed out, or this form is closed, so it was not taken along." : BROKE_OFF);
  }
  return answer;
}
