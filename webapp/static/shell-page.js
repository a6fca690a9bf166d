// Here lives what the pages of a draft on this device begin with: the vault, the draft as it stands, and the rules. What
// goes wrong is said on the page, and so is what becomes of it when there is a connection again.

import { leadIn, sayIn } from "./elements.js";
import { aboutOf, isDeclined, isStuck, keptUntil, named, standing, today } from "./operations.js";
import { keepSending } from "./sending.js";
import { unlocked } from "./unlock.js";
import { DeviceError } from "./vault.js";
import { submitting, tally } from "./waiting.js";

const BACK = "There is a connection again, and what you entered is sent. Open the page again to have all of it.";
const WRONG = "Something went wrong on this page";
const STILL_KEPT = "What was saved on this device is still on it: connect, and open the page again.";
const SUBMITTED = "This form was submitted, so nothing is filled in here any more. What this device keeps of it is listed under ";
const NOT_ALL = "Not all of what you entered was taken: see ";
const PART = "Part of what you entered is sent; the rest waits on this device.";

/**
 * Begin a page: `show` is given {place, vault, draft, operations, waiting, photos, entries, rules}. A form that was submitted
 * is shown only where the page `showsSubmitted`.
 */
export async function begin(show, { showsSubmitted = false } = {}) {
  document.getElementById("late").remove();
  const place = document.getElementById("shell");
  try {
    const vault = await unlocked(place.dataset.draft);
    await vault.renew(place.dataset.draft);
    const photos = await vault.photos(place.dataset.draft).all();
    const draft = await vault.drafts.get(place.dataset.draft);
    if (draft.submitted && !showsSubmitted) {
      keepSending(vault);
      leadIn(document.getElementById("standing"), SUBMITTED, "On this device", "/visit");
      return;
    }
    const operations = vault.operations(place.dataset.draft);
    const waiting = await operations.all();
    const rules = { ...JSON.parse(document.getElementById("rules").textContent), today: today() };
    sayKept(draft, waiting, photos, await vault.until(draft.draft));
    const entries = standing(draft.entries, waiting);
    sayAbout(aboutOf(draft, entries));
    await show({ place, vault, draft, operations, waiting, photos, entries, rules });
    place.hidden = false;
    window.dispatchEvent(new Event("hashchange"));
  } catch (fault) {
    say(fault);
  }
}

/**
 * Say on a page what waits, now and whenever it was tried to send it; `changed` is given that. Gives what tries `again`, and
 * what says anew how much waits, and lets it `forget` how much did, as less does that was not sent.
 */
export function keepSaying({ vault, draft, operations, waiting: before, photos: chosen }, changed) {
  let most = before.length + chosen.length;
  const tell = async () => {
    const [waiting, photos] = [await operations.all(), await vault.photos(draft.draft).all()];
    const known = (await vault.drafts.get(draft.draft)) ?? draft;
    sayKept(known, waiting, photos, await vault.until(draft.draft));
    return { waiting, count: waiting.length + photos.length };
  };
  const again = keepSending(vault, async () => {
    const { waiting, count } = await tell();
    if (waiting.some(isStuck) || count < most) {
      await sayBack(vault, draft.draft);
    }
    most = Math.max(most, count);
    await changed(waiting);
  });
  const forget = async () => {
    most = 0;
    await tell();
  };
  return { again, forget };
}

/** Say over a page what its form is about; its title stands there too where it is not that of the page. */
function sayAbout(about) {
  const place = document.getElementById("about");
  place.textContent = place.dataset.title ? named(place.dataset.title, about) : about;
  place.hidden = !place.textContent;
}

/** Say on the page what went wrong. */
export function say(fault) {
  const place = document.getElementById("standing");
  place.textContent = fault instanceof DeviceError ? fault.message : `${WRONG} (${fault.name}). ${STILL_KEPT}`;
  document.getElementById("offline").classList.add("wrong");
  place.closest(".notice").scrollIntoView({ block: "center" });
}

/**
 * Say what became of what waited of a draft, once something was sent: whether all of it was taken, and whether more waits,
 * in whichever line, and photos too; why a submission was refused is its own sentence, and each leads to where it is mended.
 * `isLeft` says that the page itself has more. It is said once, and not at each save.
 */
export async function sayBack(vault, draft, isLeft = false) {
  const [waiting, photos] = [await vault.operations(draft).all(), await vault.photos(draft).all()];
  const declined = waiting.find(isDeclined);
  const place = document.getElementById("standing");
  if (waiting.some((op) => isStuck(op) && !isDeclined(op)) || photos.some(({ refused }) => refused)) {
    leadIn(place, NOT_ALL, "On this device", "/visit");
  } else if (declined) {
    leadIn(place, `${declined.refused} `, "Check your answers", `/drafts/${draft}/check`);
  } else {
    sayIn(place, isLeft || waiting.length + photos.length ? PART : BACK);
  }
}

/** Say what of a draft waits on this device, and until which moment it is kept, with the way to what was not taken. */
function sayKept({ entries }, waiting, photos, moment) {
  const place = document.getElementById("saved-line");
  const { unsent, untaken } = tally(waiting, photos);
  const isBlank = !Object.keys(entries).length && !waiting.length;
  const none = isBlank ? "Nothing is entered yet." : "Everything that was entered here is sent.";
  const there = [
    unsent.words && `${unsent.words} on this device, not sent yet.`,
    submitting(waiting, photos) || (untaken.words && `${untaken.words} not taken.`),
  ].filter(Boolean).join(" ");
  const words = `${there || none} ${keptUntil(moment)}`;
  if (untaken.words) {
    leadIn(place, `${words} See `, "On this device", "/visit");
  } else {
    sayIn(place, words);
  }
}
