// Here lives the page of what is on this device: each draft of whoever opens it, what was not sent, a copy of it, and its
// removal.

import { copyOf, download, leftOut, nameOf } from "./copies.js";
import { button, element } from "./elements.js";
import { counted, countedAll, dayAfter, standing } from "./operations.js";
import { keptLine, removedOf } from "./photo-line.js";
import { sendings } from "./photos.js";
import { keepSending, reasons, unsent } from "./sending.js";
import { bringUpToDate, leave } from "./taking.js";
import { keepAlive, unlocked } from "./unlock.js";
import { DAYS, DeviceError } from "./vault.js";
import { isThere } from "./vault-database.js";
import { openedHere } from "./vault-here.js";

const NOTHING = "Nothing is on this device. A form is taken along from its list of sections.";
const MISSING = "There is no connection, and the page that you asked for is not on this device. ";
const SHUT = "What is on this device cannot be opened just now. Open this page again in a moment.";
const list = document.getElementById("drafts");
const told = document.getElementById("told");
const isShell = document.body.dataset.shell !== undefined;

document.getElementById("late")?.remove();
begin();

async function begin() {
  try {
    if (!(await isThere())) {
      told.textContent = NOTHING;
      return;
    }
    const vault = await opened();
    if (!vault) {
      told.textContent = SHUT;
      return;
    }
    told.textContent = "Sending what waits …";
    keepSending(vault, () => show(vault).catch(say));
    sendings.addEventListener("photo", ({ detail }) => (detail.answer || detail.refused) && show(vault).catch(say));
  } catch (fault) {
    say(fault);
  }
}

async function opened() {
  if (isShell) {
    return unlocked();
  }
  const here = await openedHere();
  if (here) {
    keepAlive(here.held);
  }
  return here?.vault;
}

async function show(vault) {
  list.replaceChildren(...(await cards(vault)));
  const [locked, damaged] = [await vault.locked(), await vault.damaged()];
  told.textContent = (location.hash === "#missing" && isShell ? MISSING : "") + (list.children.length || damaged ? "" : NOTHING);
  const deleted = `, and will be deleted after ${DAYS} days.`;
  if (damaged) {
    told.textContent += ` ${counted(damaged)} of yours on this device ${damaged === 1 ? "is" : "are"} damaged and cannot be opened or sent${deleted}`;
  }
  if (locked) {
    told.textContent += ` ${counted(locked)} of yours cannot be opened with this sign-in any more${deleted}`;
  }
}

/** A card for each draft that something is here of; with a connection those taken along are brought up to date first. */
async function cards(vault) {
  const taken = await vault.drafts.list();
  const made = taken.map(async (draft) => {
    const known = isShell ? null : await bringUpToDate(vault, draft.draft, `/drafts/${draft.draft}/kit`);
    const isClosed = known === "closed";
    return (await vault.drafts.get(draft.draft)) && card(vault, (!isClosed && known) || draft, isClosed);
  });
  const others = (await unsent(vault)).filter(({ draft: id }) => !taken.some(({ draft }) => draft === id));
  const untaken = others.map(({ draft, operations: [first], photos: [photo] }) => {
    const { title, form, version } = first ?? photo;
    return card(vault, { draft, title, form, version, entries: {} }, false);
  });
  return (await Promise.all([...made, ...untaken])).filter(Boolean);
}

async function card(vault, draft, isClosed) {
  const waiting = await vault.operations(draft.draft).all();
  const photos = await vault.photos(draft.draft).all();
  const unsentWords = countedAll(waiting, photos);
  const place = element("li", "", { className: "card" });
  const title = element("h2");
  const name = draft.title || "A form";
  title.append(element("a", draft.about ? `${name}: ${draft.about}` : name, { href: `/drafts/${draft.draft}` }));
  const state = unsentWords ? `${unsentWords} not sent yet.` : "All of it is sent.";
  const closed = isClosed ? "The form was submitted or closed meanwhile, so this cannot be sent any more: save a copy. " : "";
  const actions = element("div", "", { className: "actions" });
  actions.append(
    button("Save a copy to a file", () => download(copyOf(draft, standing(draft.entries, waiting)), nameOf(draft)), say),
    button(unsentWords ? `Remove it, with ${unsentWords} not sent` : "Remove it from this device", () => remove(vault, draft, place), say),
  );
  const until = element("p", `${closed}${state} Kept until ${dayAfter(Date.now(), DAYS)}.`);
  const copy = element("p", `A copy is a plain file that is not encrypted. ${leftOut(photos)}`, { className: "quiet" });
  place.append(title, until, reasons({ draft: draft.draft, operations: waiting, photos: [] }), listOf(vault, draft.draft, photos), copy, actions);
  return place;
}

/** The photos of a draft that are not sent, and those that were removed here just now. */
function listOf(vault, draft, photos) {
  const list = element("ul", "", { className: "files waiting" });
  list.append(...[...photos, ...removedOf(draft)].map((photo) => keptLine(vault, photo).item));
  return list;
}

async function remove(vault, draft, place) {
  await leave(vault, draft.draft);
  place.remove();
  told.textContent = list.children.length ? "" : NOTHING;
}

function say(fault) {
  told.textContent = fault instanceof DeviceError ? fault.message : `Something went wrong on this page (${fault.name}).`;
}
