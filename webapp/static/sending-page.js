// Here lives what every page with a connection does for what is on this device: it sends what waits, tells what is left, and
// removes what was submitted or closed meanwhile. A form is not submitted before all of it is there, or, where that cannot be
// opened, before its person was asked.

import { button, element, leadIn, sayIn } from "./elements.js";
import { counted, isDeclined, isStuck } from "./operations.js";
import { keepSending } from "./sending.js";
import { leaveClosed } from "./taking.js";
import { isThere, openDatabase, settled, under, within } from "./vault-database.js";
import { openedHere } from "./vault-here.js";
import { tally, tellUnsent, together, unsent } from "./waiting.js";

const LOOKING = "Looking whether something of this form waits on this device …";
const UNKNOWN = "It could not be looked at whether something of this form waits on this device";
const MISSES = "What waits would be missing. Open this page again in a moment, or see what is on this device.";
const OLD = "Since this page was opened, answers that waited on this device were sent or removed, so it is out of date. ";
const NOTHING = { operations: [], photos: [] };
const { key, who } = document.body.dataset;
const form = document.querySelector("form[data-submits]");
const since = document.getElementById("sent-since");
const late = document.querySelectorAll("[data-glance-late]");
const blank = document.querySelectorAll("[data-blank]");
const waited = new Set();
const told = element("div", "", { role: "status" });
let isLooked = false;

const opening = opened();
begin();
form?.addEventListener("submit", (event) => {
  if (!event.defaultPrevented && !isLooked && key) {
    event.preventDefault();
    look(event.submitter);
  }
});
document.dispatchEvent(new Event("looks"));

async function begin() {
  const here = await opening;
  if (here) {
    await holdBack(here.vault);
    tellSince(await unsent(here.vault));
    keepSending(here.vault, () => Promise.all([tellAll(here.vault), holdBack(here.vault)]));
    await markTaken(here.vault);
    await leaveClosed(here.vault);
    await markTaken(here.vault);
  }
}

/** Show at each draft on the page that was taken along that it is on this device. */
async function markTaken(vault) {
  const taken = new Set((await vault.drafts.list()).map(({ draft }) => draft));
  document.querySelectorAll("[data-taken]").forEach((each) => { each.hidden = !taken.has(each.dataset.taken); });
}

async function opened() {
  return key && (await isThere().catch(() => false)) ? openedHere() : null;
}

/** Say what waits, all from one look at it, so that whatever is counted on the page agrees. */
async function tellAll(vault) {
  const waiting = await unsent(vault);
  tellUnsent(waiting);
  tellSince(waiting);
}

/**
 * Say on a page that shows how far a form has come, or forms have, what of it waits on this device and is not counted there;
 * and that the page is older than that, once something that waited is there no more, and nothing is left to be sent but what
 * somebody has to see to first. What was refused, or clashes, is there still. It is loaded anew by whoever wants that: they
 * may read, or write, just then.
 */
function tellSince(waiting) {
  if (!since) {
    return;
  }
  const { draft, again } = since.dataset;
  const [operations, photos] = together(waiting.filter((each) => !draft || each.draft === draft));
  const { words, isOne } = tally(operations, photos).unsent;
  const there = new Set([...operations, ...photos].flatMap(partsOf));
  [...operations.filter((op) => !isStuck(op)), ...photos.filter(({ refused }) => !refused)].flatMap(partsOf).forEach((each) => waited.add(each));
  const isOld = [...waited].some((each) => !there.has(each));
  if (!words && isOld) {
    leadIn(since, OLD, "Load it again", again);
  } else {
    const more = isOld ? ", and without what was sent since it was opened" : "";
    sayIn(since, draft && words ? `This page is without ${words} that ${isOne ? "waits" : "wait"} on this device${more}.` : "");
  }
  late.forEach((each) => { each.hidden = !words || isOld; });
  blank.forEach((each) => { each.hidden = words !== "" || isOld; });
}

/** What goes by itself of an operation or a photo: each of its answers by name, or all of it. */
const partsOf = ({ id, answers = {} }) => (Object.keys(answers).length ? Object.keys(answers) : [id]);

/** What waits of a draft, as {operations, photos}. */
const waitingOf = async (vault, draft) => (await unsent(vault)).find((each) => each.draft === draft) ?? NOTHING;

/** Let a form be submitted only while nothing of it waits; what has come since stands on the page before it can be. */
async function holdBack(vault) {
  if (!form) {
    return false;
  }
  const { operations, photos } = await waitingOf(vault, form.dataset.submits);
  const isHeld = photos.length > 0 || operations.some((op) => !isDeclined(op));
  if (form.hidden && !isHeld) {
    location.reload();
    return true;
  }
  form.hidden = isHeld;
  document.getElementById("held-back").hidden = !isHeld;
  return isHeld;
}

/** Submit the form unless something of it waits, as it stands at this moment; in place of a submission that was refused. */
async function look(submitter) {
  tell(element("p", LOOKING, { className: "quiet" }));
  const here = (await opening) ?? (await opened());
  const isHeld = here ? await holdBack(here.vault).catch(() => null) : null;
  if (isHeld === false) {
    await forgetDeclined(here.vault).catch(() => {});
  }
  const left = isHeld === null ? await waiting().catch(() => null) : [0, 0];
  tell();
  delete form.dataset.sent;
  if (!left || left.some(Boolean)) {
    ask(left, submitter);
  } else if (!isHeld) {
    submit(submitter);
  }
}

async function forgetDeclined(vault) {
  const operations = vault.operations(form.dataset.submits);
  const declined = (await operations.all()).filter(isDeclined);
  await Promise.all(declined.map(({ id }) => operations.remove(id)));
}

/** How many changes and photos of the form wait, which needs no key. Rejects with a DeviceError. */
async function waiting() {
  if (!(await isThere())) {
    return [0, 0];
  }
  const database = await openDatabase();
  try {
    const count = (name) => within(database, name, "readonly", (store) => settled(store.count(under(who, form.dataset.submits))));
    return [await count("operations"), await count("photos")];
  } finally {
    database.close();
  }
}

function ask(left, submitter) {
  const [changes, photos] = left ?? [];
  const listed = [changes && counted(changes), photos && counted(photos, "photo or file", "photos or files")].filter(Boolean).join(" and ");
  const words = left ? `${listed} of this form on this device cannot be opened just now` : UNKNOWN;
  const place = element("div", "", { className: "error-summary", role: "alert", tabIndex: -1 });
  const actions = element("div", "", { className: "actions" });
  const goOn = () => submit(submitter);
  actions.append(button(changes + photos === 1 ? "Go on without it" : "Go on without them", goOn, goOn), element("a", "See what is on this device", { href: "/visit" }));
  place.append(element("h2", words), element("p", MISSES), actions);
  tell(place);
  place.focus();
}

function submit(submitter) {
  isLooked = true;
  form.requestSubmit(submitter);
}

function tell(...what) {
  if (!told.isConnected) {
    form.before(told);
  }
  told.replaceChildren(...what);
}
