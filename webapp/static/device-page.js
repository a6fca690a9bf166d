// Here lives the page of what is on this device: each draft of whoever opens it, what was not sent, a copy of it, and its
// removal.

import { copyOf, download, leftOut, nameOf } from "./copies.js";
import { button, element, leadIn, sayIn, standIn } from "./elements.js";
import { aboutOf, asItStands, counted, countedAll, isAwaited, isStuck, keptUntil, named, standing } from "./operations.js";
import { formOf } from "./lines.js";
import { keptLine, removedHere, removedOf } from "./photo-line.js";
import { sendings } from "./photos.js";
import { keepSending } from "./sending.js";
import { bringUpToDate, leave } from "./taking.js";
import { keepAlive, unlocked } from "./unlock.js";
import { DeviceError } from "./vault.js";
import { isThere } from "./vault-database.js";
import { DAYS } from "./vault-days.js";
import { openedHere } from "./vault-here.js";
import { reasons, submitting, tally, unsent } from "./waiting.js";

const NOTHING = "Nothing is on this device. A form is taken along from its list of sections.";
const MISSING = "There is no connection, and the page that you asked for is not on this device. ";
const TRYING = "Sending what waits …";
const OTHERWISE = "Nothing was removed, because what is on this device has changed meanwhile. Look at it once more.";
const SURE = "What you entered stands nowhere else. Save a copy first, or send it once there is a connection.";
const SHUT = "What is on this device cannot be opened just now. Open this page again in a moment.";
const BLANK = "A blank form: nothing is entered in it yet.";
const ENTERED = "All that you entered is sent.";
const SUBMITTED = "It was submitted, and goes from this device with the next connection.";
const ENDED = "It was submitted, and is not on this device any more. ";
const OVER = "The form was submitted or closed meanwhile, so this cannot be sent any more: save a copy. ";
const GONE = "Nothing of it waits on this device any more.";
const list = document.getElementById("drafts");
const told = document.getElementById("told");
const cards = new Map();
const lines = new Map();
/** What was submitted while this page was open, by draft; the pages of it may be gone from this device by now. */
const ended = new Map();
const awaited = new Set();
let isTrying = true;
let turn = Promise.resolve();
let bringing = null;
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
    await show(vault);
    keepSending(vault, async () => {
      isTrying = false;
      await show(vault);
      bring(vault);
    });
    sendings.addEventListener("photo", ({ detail }) => (detail.answer || detail.refused) && show(vault));
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

/** Show what is on this device, once it was shown as it was before. */
function show(vault) {
  turn = turn.then(() => draw(vault)).catch(say);
  return turn;
}

/** Bring what was taken along up to date with a connection, and show it; one that does not answer keeps nothing else waiting. */
function bring(vault) {
  bringing ??= isShell ? null : bringAll(vault).catch(say).finally(() => { bringing = null; });
}

async function bringAll(vault) {
  await Promise.all((await vault.drafts.list()).map(({ draft }) => bringUpToDate(vault, draft, `/drafts/${draft}/kit`)));
  await show(vault);
}

async function draw(vault) {
  const shown = await Promise.all((await drafts(vault)).map((draft) => fill(vault, draft)));
  standIn(list, shown);
  const [locked, damaged] = [await vault.locked(), await vault.damaged()];
  sayIn(told, [
    location.hash === "#missing" && isShell ? MISSING : "",
    shown.length || damaged ? "" : NOTHING,
    shown.length && isTrying ? TRYING : "",
    damaged ? ` ${counted(damaged)} of yours on this device ${damaged === 1 ? "is" : "are"} damaged and cannot be opened or sent, and will be deleted with the rest of the form.` : "",
    locked ? ` ${counted(locked)} of yours cannot be opened with this sign-in any more, and will be deleted within ${DAYS} days.` : "",
  ].join(""));
}

/** What is known of each draft that something is here of, or was removed of just now. */
async function drafts(vault) {
  const taken = await vault.drafts.list();
  const gone = removedHere().map((photo) => ({ draft: photo.draft, operations: [], photos: [photo] }));
  const left = new Map([...gone, ...(await unsent(vault))].map((each) => [each.draft, each]));
  const others = [...left.values()].filter(({ draft: id }) => !taken.some(({ draft }) => draft === id));
  const untaken = others.map(({ draft, operations: [first], photos: [photo] }) => {
    return { draft, ...formOf(first ?? photo), entries: {}, isUntaken: true };
  });
  const over = [...ended.values()].filter(({ draft: id }) => !taken.some(({ draft }) => draft === id));
  return [...taken, ...untaken.filter(({ draft }) => !ended.has(draft)), ...over.map((each) => ({ ...each, isUntaken: true }))];
}

/** The card of a draft, as it is now. */
async function fill(vault, draft) {
  const [waiting, photos] = await waitingOf(vault, draft);
  const card = cards.get(draft.draft) ?? made(vault, draft.draft);
  cards.set(draft.draft, card);
  card.draft = draft;
  const unsentWords = countedAll(waiting, photos);
  const { unsent: left, untaken } = tally(waiting, photos);
  const name = draft.title || "A form";
  const isRefused = waiting.some(isStuck);
  const isGone = !unsentWords && !isRefused && Boolean(draft.isUntaken);
  const isBlank = !unsentWords && !isRefused && !isGone && !draft.submitted && !Object.keys(draft.entries).length;
  const title = isBlank ? `Start ${name}` : named(name, subjectOf(draft, waiting));
  standIn(card.title, [element("a", title, { href: `/drafts/${draft.draft}` })]);
  const there = [
    left.words && `${left.words} not sent yet.`,
    submitting(waiting, photos) || (untaken.words && `${untaken.words} not taken.`),
  ].filter(Boolean).join(" ");
  const state = there || (draft.submitted ? SUBMITTED : isBlank ? BLANK : isRefused ? ENTERED : "All of it is sent.");
  const over = unsentWords && (draft.closed || draft.submitted) ? OVER : "";
  const words = isGone ? (draft.submitted ? ENDED : GONE) : `${over}${state} ${keptUntil(await vault.until(draft.draft))}`;
  remember(draft, waiting);
  if (draft.submitted && !unsentWords) {
    leadIn(card.until, words.trimEnd() + " ", "See what was submitted", `/records/${draft.draft}/receipt`);
  } else {
    sayIn(card.until, words);
  }
  card.remove.hidden = isGone || !card.sure.hidden;
  standIn(card.reasons, [reasons({ draft: draft.draft, operations: waiting, photos: [] })]);
  standIn(card.photos, [...photos, ...removedOf(draft.draft)].map((photo) => lineOf(vault, photo)));
  sayIn(card.copy, `A copy is a plain file that is not encrypted. ${leftOut(photos)}`);
  sayIn(card.remove, removal(unsentWords));
  return card.place;
}

/** Remember that a draft was submitted which waited for that when this page was opened, or since. */
function remember(draft, waiting) {
  if (waiting.some(isAwaited)) {
    awaited.add(draft.draft);
  }
  if (draft.submitted && awaited.has(draft.draft)) {
    ended.set(draft.draft, draft);
  }
}

/** What a draft is about; of one that was not taken along only what the server knew, or waits to be sent. */
function subjectOf(draft, waiting) {
  const entries = standing(draft.entries, waiting);
  return aboutOf(draft.isUntaken && !(draft.subject in entries) ? { about: draft.about } : draft, entries);
}

/** An empty card, as {place, title, until, reasons, photos, copy, remove, sure}; its buttons do what is true when they are pressed. */
function made(vault, id) {
  const [title, until, why] = [element("h2"), element("p"), element("div")];
  const photos = element("ul", "", { className: "files waiting" });
  const copy = element("p", "", { className: "quiet" });
  const actions = element("div", "", { className: "actions" });
  const place = element("li", "", { className: "card" });
  const remove = button("", () => removeAs(vault, id), say);
  const sure = element("div", "", { className: "error-summary", role: "group", tabIndex: -1, hidden: true });
  actions.append(button("Save a copy to a file", () => saveCopy(vault, cards.get(id).draft), say), remove);
  place.append(title, until, why, photos, copy, actions, sure);
  return { place, title, until, reasons: why, photos, copy, remove, sure };
}

const removal = (unsentWords) => (unsentWords ? `Remove it, with ${unsentWords} not sent` : "Remove it from this device");

const waitingOf = async (vault, { draft }) => [await vault.operations(draft).all(), await vault.photos(draft).all()];

/** The line of a photo that is not sent, or was removed here just now. */
function lineOf(vault, photo) {
  const before = lines.get(photo.id);
  const line = before ?? { ...keptLine(vault, photo), photo };
  if (before && before.photo.refused !== photo.refused) {
    line.show(photo);
  }
  line.photo = photo;
  lines.set(photo.id, line);
  return line.item;
}

async function saveCopy(vault, shown) {
  const { draft, entries } = await asItStands(vault, shown);
  download(copyOf(draft, entries), nameOf(draft));
}

/** Remove a draft with what its button says; where more or less is here by now, the card says so first. */
async function removeAs(vault, id) {
  const { draft, remove } = cards.get(id);
  if (removal(countedAll(...(await waitingOf(vault, draft)))) !== remove.textContent) {
    await show(vault);
    sayIn(told, OTHERWISE);
    return;
  }
  const unsentWords = countedAll(...(await waitingOf(vault, draft)));
  if (unsentWords && !(await isSure(cards.get(id), unsentWords))) {
    return;
  }
  await leave(vault, id);
  await show(vault);
}

/** Ask on a card whether what was not sent should go for good; comes back with what was chosen. */
function isSure({ sure, remove }, unsentWords) {
  const asked = remove.textContent;
  return new Promise((resolve) => {
    const choose = (isChosen) => {
      sure.hidden = true;
      remove.hidden = false;
      remove.focus();
      resolve(isChosen && remove.textContent === asked);
    };
    const actions = element("div", "", { className: "actions" });
    actions.append(button("Keep it", () => choose(false), say), button("Remove it for good", () => choose(true), say));
    const title = element("h3", `${unsentWords} not sent will be lost`);
    sure.replaceChildren(title, element("p", SURE), actions);
    remove.hidden = true;
    sure.hidden = false;
    sure.focus();
  });
}

function say(fault) {
  told.textContent = fault instanceof DeviceError ? fault.message : `Something went wrong on this page (${fault.name}).`;
}
