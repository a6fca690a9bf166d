// Here lives what taking a form along does: its pages without answers and all that they load go into the caches of the
// browser, what was entered into the vault. A draft is on the device only once all of it is.

import { DeviceError } from "./vault.js";

const SHELLS = "formspec-shells";
const ASSETS = "formspec-assets";
const GONE = new Set([404, 410]);
const BROKE_OFF = "The connection broke off, so the form is not on this device yet. Try again.";

/** Take a draft along; gives what is known of it then. Rejects with a DeviceError. */
export async function take(vault, address) {
  const answer = await got(address);
  return keep(vault, await answer.json());
}

/**
 * Bring up to date what is here of a draft. Gives what is known of it then; null when there is no connection; and "closed"
 * when it was submitted or closed meanwhile: then it is removed, unless something of it was not sent. Rejects with a
 * DeviceError.
 */
export async function bringUpToDate(vault, draft, address) {
  const answer = await fetch(`${address}?again=yes`).catch(() => null);
  if (!answer || answer.status >= 500) {
    return null;
  }
  if (answer.ok && !answer.redirected) {
    return keep(vault, await answer.json());
  }
  if (!GONE.has(answer.status) && !answer.redirected) {
    return null;
  }
  if (!(await vault.operations(draft).all()).length) {
    await leave(vault, draft);
  }
  return "closed";
}

async function keep(vault, kit) {
  const known = await vault.drafts.get(kit.draft);
  if (!known || !isSame(known, kit)) {
    await keepPages(kit);
  }
  const taken = { ...kit, taken: known?.taken ?? Date.now() };
  await vault.drafts.put(kit.draft, taken);
  return taken;
}

/** Remove a draft from this device, with its pages; what other drafts need of them stays. */
export async function leave(vault, draft) {
  const known = await vault.drafts.get(draft);
  await vault.drafts.remove(draft);
  const [shells, others] = [await caches.open(SHELLS), await vault.drafts.list()];
  const needed = new Set(others.flatMap((each) => Object.keys(each.shells)));
  for (const address of Object.keys(known?.shells ?? {})) {
    if (!needed.has(address)) {
      await shells.delete(address);
    }
  }
}

function isSame(known, kit) {
  return JSON.stringify([known.assets, known.shells, known.version]) === JSON.stringify([kit.assets, kit.shells, kit.version]);
}

/** Keep pages and what they load. An address of an asset changes with its content, so what older pages load stays beside. */
async function keepPages({ assets, shells }) {
  try {
    const loaded = await caches.open(ASSETS);
    await Promise.all(assets.map(async (each) => (await loaded.match(each)) ?? loaded.put(each, await got(each))));
    const pages = await Promise.all(Object.entries(shells).map(async ([page, from]) => [page, await got(from)]));
    const kept = await caches.open(SHELLS);
    await Promise.all(pages.map(([page, answer]) => kept.put(page, answer)));
  } catch (fault) {
    const isFull = fault.name === "QuotaExceededError";
    throw isFull ? new DeviceError("This device is full, so the form was not taken along. Make room, and try again.", { cause: fault }) : fault;
  }
}

async function got(address) {
  const answer = await fetch(address).catch(() => null);
  if (!answer?.ok || answer.redirected) {
    throw new DeviceError(answer && answer.status < 500 ? "You are signed out, or this form is closed, so it was not taken along." : BROKE_OFF);
  }
  return answer;
}
