// Here lives what the pages of a draft on this device begin with: the vault, the draft as it stands, and the rules. What
// goes wrong is said on the page, and so is what becomes of it when there is a connection again.

import { countedAll, dayAfter, isStuck, standing, today } from "./operations.js";
import { keepSending } from "./sending.js";
import { unlocked } from "./unlock.js";
import { DAYS, DeviceError } from "./vault.js";

const BACK = "There is a connection again, and what you entered is sent. Open the page again to have all of it.";
const WRONG = "Something went wrong on this page";
const STILL_KEPT = "What was saved on this device is still on it: connect, and open the page again.";
const NOT_ALL = "There is a connection again, but not all of what you entered was taken: see On this device.";

/** Begin a page: `show` is given {place, vault, draft, operations, waiting, entries, rules}. */
export async function begin(show) {
  document.getElementById("late").remove();
  const place = document.getElementById("shell");
  try {
    const vault = await unlocked(place.dataset.draft);
    const draft = await vault.drafts.get(place.dataset.draft);
    const operations = vault.operations(place.dataset.draft);
    const waiting = await operations.all();
    const rules = { ...JSON.parse(document.getElementById("rules").textContent), today: today() };
    document.getElementById("saved-line").textContent = kept(waiting, await vault.photos(draft.draft).all());
    await show({ place, vault, draft, operations, waiting, entries: standing(draft.entries, waiting), rules });
    place.hidden = false;
  } catch (fault) {
    say(fault);
  }
}

/** Say on a page what waits, now and whenever it was tried to send it; `changed` is given that. */
export function keepSaying({ vault, draft, operations, waiting: before }, changed) {
  let most = before.length;
  return keepSending(vault, async () => {
    const waiting = await operations.all();
    document.getElementById("saved-line").textContent = kept(waiting, await vault.photos(draft.draft).all());
    if (waiting.some(isStuck) || waiting.length < most) {
      sayBack({ isLeft: waiting.length > 0, isAllTaken: !waiting.some(isStuck) });
    }
    most = Math.max(most, waiting.length);
    changed(waiting);
  });
}

/** Say on the page what went wrong. */
export function say(fault) {
  const place = document.getElementById("standing");
  place.textContent = fault instanceof DeviceError ? fault.message : `${WRONG} (${fault.name}). ${STILL_KEPT}`;
  document.getElementById("offline").classList.add("wrong");
  place.closest(".notice").scrollIntoView({ block: "center" });
}

/** Say what became of what waited, once a connection was there: whether some of it is left, and whether all was taken. */
export function sayBack({ isLeft, isAllTaken }) {
  document.getElementById("standing").textContent = isAllTaken ? (isLeft ? "" : BACK) : NOT_ALL;
}

/** What of a draft waits on this device, in words. */
export function kept(waiting, photos) {
  const until = `Kept until ${dayAfter(Date.now(), DAYS)}.`;
  if (waiting.some(({ kind, refused }) => kind === "submit" && !refused)) {
    const after = waiting.some(isStuck) || photos.some(({ refused }) => refused) ? "not all that you entered was taken: see On this device first" : "it is sent when there is a connection";
    return `Submitted on this device: ${after}. ${until}`;
  }
  const words = countedAll(waiting, photos);
  return words ? `${words} on this device, not sent yet. ${until}` : `Nothing is entered here that was not sent. ${until}`;
}
