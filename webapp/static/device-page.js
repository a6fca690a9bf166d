// Here lives the page of what is on this device: each draft of whoever opens it, what was not sent, a copy of it, and its
// removal.

import { copyOf, download, nameOf } from "./copies.js";
import { button, element } from "./elements.js";
import { counted, dayAfter, standing } from "./operations.js";
import { leave } from "./taking.js";
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
    const drafts = vault ? await vault.drafts.list() : [];
    list.append(...(await Promise.all(drafts.map((each) => card(vault, each)))));
    const locked = vault ? await vault.locked() : 0;
    told.textContent = drafts.length ? "" : NOTHING;
    if (locked) {
      told.textContent += ` ${counted(locked)} of yours cannot be opened with this sign-in any more.`;
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

async function card(vault, draft) {
  const waiting = await vault.operations(draft.draft).all();
  const place = element("li", "", { className: "card" });
  const title = element("h3");
  title.append(element("a", draft.about ? `${draft.title}: ${draft.about}` : draft.title, { href: `/drafts/${draft.draft}` }));
  const state = waiting.length ? `${counted(waiting.length)} not sent yet.` : "All of it is sent.";
  const actions = element("div", "", { className: "actions" });
  actions.append(
    button("Save a copy to a file", () => download(copyOf(draft, standing(draft.entries, waiting)), nameOf(draft)), say),
    button(waiting.length ? `Remove it, with ${counted(waiting.length)} not sent` : "Remove it from this device", () => remove(vault, draft, place), say),
  );
  const until = element("p", `${state} Kept until ${dayAfter(Date.now(), DAYS)}.`);
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
