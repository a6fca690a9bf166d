// Here lives what the pages of a draft on this device begin with: the vault, the draft as it stands, and the rules. What
// goes wrong is said on the page.

import { DeviceError } from "./vault.js";
import { counted, dayAfter, standing, today } from "./operations.js";
import { DAYS } from "./vault.js";
import { unlocked } from "./unlock.js";

/** Begin a page: `show` is given {place, vault, draft, operations, entries, rules}. */
export async function begin(show) {
  const place = document.getElementById("shell");
  try {
    const vault = await unlocked(place.dataset.draft);
    const draft = await vault.drafts.get(place.dataset.draft);
    const operations = vault.operations(place.dataset.draft);
    const waiting = await operations.all();
    const rules = { ...JSON.parse(document.getElementById("rules").textContent), today: today() };
    await show({ place, vault, draft, operations, waiting, entries: standing(draft.entries, waiting), rules });
    document.getElementById("saved-line").textContent = kept(waiting);
    place.hidden = false;
  } catch (fault) {
    say(fault);
  }
}

/** Say on the page what went wrong. */
export function say(fault) {
  const place = document.getElementById("standing");
  place.textContent = fault instanceof DeviceError ? fault.message : `Something went wrong on this page (${fault.name}).`;
  document.getElementById("offline").classList.add("wrong");
  place.closest(".notice").scrollIntoView({ block: "center" });
}

function kept(waiting) {
  const until = `Kept until ${dayAfter(Date.now(), DAYS)}.`;
  if (waiting.some(({ kind }) => kind === "submit")) {
    return `Submitted on this device: it is sent when there is a connection. ${until}`;
  }
  return waiting.length ? `${counted(waiting.length)} on this device, not sent yet. ${until}` : `Nothing is entered here that was not sent. ${until}`;
}
