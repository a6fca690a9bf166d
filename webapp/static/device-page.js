// Here lives the page of what is on this device: each draft of whoever opens it, what was not sent, a copy of it, and its
// removal.

import { copyOf, download, nameOf } from "./copies.js";
import { button, element } from "./elements.js";
import { counted, dayAfter, standing } from "./operations.js";
import { bringUpToDate, leave } from "./taking.js";
import { keepAlive, unlocked } from "./unlock.js";
import { DAYS, DeviceError, forgetOld, openVault } from "./vault.js";
import { isThere } from "./vault-database.js";
import { keyFromServer } from "./visit-key.js";

const NOTHING = "Nothing is on this device. A form is taken along from its list of sections.";
const list = document.getElementById("drafts");
const told = document.getElementById("told");

begin();

async function begin() {
  try {
    if (!(await isThere())) {
      told.textContent = NOTHING;
      return;
    }
    const vault = await opened();
    if (vault) {
      list.append(...(await cards(vault)));
    }
    const locked = vault ? await vault.locked() : 0;
    told.textContent = list.children.length ? "" : NOTHING;
    if (locked) {
      told.textContent += ` ${counted(locked)} of yours cannot be opened with this sign-in any more, and will be deleted after ${DAYS} days.`;
    }
  } catch (fault) {
    say(fault);
  }
}

async function opened() {
  if (document.body.dataset.shell !== undefined) {
    return unlocked();
  }
  await forgetOld();
  const held = document.body.dataset.key ? await keyFromServer(document.body.dataset.key) : null;
  if (held) {
    keepAlive(held);
  }
  return held && openVault(held);
}

/** A card for each draft that is still here; with a connection each is brought up to date first. */
async function cards(vault) {
  const isHere = document.body.dataset.shell === undefined;
  const made = (await vault.drafts.list()).map(async (draft) => {
    const known = isHere ? await bringUpToDate(vault, draft.draft, `/drafts/${draft.draft}/kit`) : null;
    const isClosed = known === "closed";
    return (await vault.drafts.get(draft.draft)) && card(vault, (!isClosed && known) || draft, isClosed);
  });
  return (await Promise.all(made)).filter(Boolean);
}

async function card(vault, draft, isClosed) {
  const waiting = await vault.operations(draft.draft).all();
  const place = element("li", "", { className: "card" });
  const title = element("h2");
  title.append(element("a", draft.about ? `${draft.title}: ${draft.about}` : draft.title, { href: `/drafts/${draft.draft}` }));
  const state = waiting.length ? `${counted(waiting.length)} not sent yet.` : "All of it is sent.";
  const closed = isClosed ? "The form was submitted or closed meanwhile, so this cannot be sent any more: save a copy. " : "";
  const actions = element("div", "", { className: "actions" });
  actions.append(
    button("Save a copy to a file", () => download(copyOf(draft, standing(draft.entries, waiting)), nameOf(draft)), say),
    button(waiting.length ? `Remove it, with ${counted(waiting.length)} not sent` : "Remove it from this device", () => remove(vault, draft, place), say),
  );
  const until = element("p", `${closed}${state} Kept until ${dayAfter(Date.now(), DAYS)}.`);
  place.append(title, until, element("p", "A copy is a plain file that is not encrypted.", { className: "quiet" }), actions);
  return place;
}

async function remove(vault, draft, place) {
  await leave(vault, draft.draft);
  place.remove();
  told.textContent = list.children.length ? "" : NOTHING;
}

function say(fault) {
  told.textContent = fault instanceof DeviceError ? fault.message : `Something went wrong on this page (${fault.name}).`;
}
