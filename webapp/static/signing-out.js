// Here lives what signing out does to this device: the worker forgets the key, and all that the person keeps here goes; what
// somebody else keeps here stays. Where something was not sent yet, or cannot be looked at, it says so first, and goes only
// when it is asked for again.

import { button, element } from "./elements.js";
import { counted } from "./operations.js";
import { leavePagesBut } from "./taking.js";
import { PHOTOS, TYPED } from "./vault.js";
import { deleteDatabase, isThere, openDatabase, settled, under, within } from "./vault-database.js";
import { letWorkerForget } from "./visit-key.js";

const { who } = document.body.dataset;
const signsOut = document.querySelector("[data-signs-out]");
const PATIENCE = 2000;
const LOOKS_EACH = 100;
const CACHES = ["formspec-shells", "formspec-assets"];
const STORES = [...TYPED, ...PHOTOS, "keys"];
const NOTHING = { changes: 0, photos: 0, all: 0, others: [] };
const UNKNOWN = { ...NOTHING, isUnknown: true };
const asking = element("div", "", { className: "error-summary", role: "alert", tabIndex: -1 });
let isAsked = false;

letWorkerForget(who).catch(() => {});
signsOut?.form.addEventListener("submit", async (event) => {
  if (event.defaultPrevented || isAsked) {
    return;
  }
  event.preventDefault();
  delete signsOut.form.dataset.sent;
  const waiting = await unsentAfter(PATIENCE);
  if (waiting.all || waiting.isUnknown) {
    ask(waiting);
    return;
  }
  await leave(waiting);
});

/** What is left after what is being sent just now had its time, in milliseconds. */
async function unsentAfter(patience) {
  const late = Date.now() + (navigator.onLine ? patience : 0);
  let waiting = await unsent();
  while (waiting.all && Date.now() < late) {
    await new Promise((resolve) => { setTimeout(resolve, LOOKS_EACH); });
    waiting = await unsent();
  }
  return waiting;
}

/** How much of whoever is signed in is on this device and was not sent, and the ids of drafts that others have here. */
async function unsent() {
  try {
    return (await isThere()) ? await opened(counts) : NOTHING;
  } catch {
    return UNKNOWN;
  }
}

async function counts(database) {
  const keys = (name) => within(database, name, "readonly", (store) => settled(store.getAllKeys()));
  const [drafts, operations, photos] = [await keys("drafts"), await keys("operations"), await keys("photos")];
  const own = (listed) => listed.filter(([owner]) => owner === who).length;
  const others = [...drafts, ...operations, ...photos].filter(([owner]) => owner !== who).map(([, draft]) => draft);
  return { changes: own(operations), photos: own(photos), all: own(operations) + own(photos), others };
}

async function opened(act) {
  const database = await openDatabase();
  try {
    return await act(database);
  } finally {
    database.close();
  }
}

function ask({ changes, photos, all, isUnknown }) {
  isAsked = true;
  const was = all === 1 ? "was" : "were";
  const words = [changes && counted(changes), photos && counted(photos, "photo or file", "photos or files")].filter(Boolean).join(" and ");
  show(...(isUnknown ? [
    "It could not be looked at what is on this device",
    "Signing out deletes it, whoever entered it, and some of it may not be sent yet. Close other tabs of Formspec, open this page again, and sign out then.",
    button("Sign out and delete all of it", leaveNothing, leaveNothing),
  ] : [
    `${words} on this device ${was} not sent`,
    "Signing out deletes what you have on this device. Send it first, or save a copy, which has no photos in it.",
    button(`Sign out and delete ${all === 1 ? "it" : "them"}`, async () => leave(await unsent()), () => ask(UNKNOWN)),
  ]));
}

function show(title, sentence, deletes) {
  const actions = element("div", "", { className: "actions" });
  const stays = button("Stay signed in", stay, stay);
  actions.append(element("a", "See what is on this device", { href: "/visit", className: "button" }), stays, deletes);
  asking.replaceChildren(element("h2", title), element("p", sentence), actions);
  document.getElementById("main").prepend(asking);
  asking.focus();
}

function stay() {
  isAsked = false;
  asking.remove();
  signsOut.focus();
}

/** Delete what whoever is signed in has on this device, and sign out. What cannot be looked at is asked for first. */
async function leave({ others, isUnknown }) {
  if (!others.length && !isUnknown) {
    await leaveNothing();
    return;
  }
  try {
    await letWorkerForget();
    await opened(deleteOwn);
    await leavePagesBut(others);
  } catch {
    ask(UNKNOWN);
    return;
  }
  signsOut.form.append(element("input", "", { type: "hidden", name: "keeps", value: "others" }));
  signsOut.form.submit();
}

async function deleteOwn(database) {
  for (const name of STORES) {
    await within(database, name, "readwrite", (store) => settled(store.delete(under(who))));
  }
}

/** Delete all that is on this device, and sign out; the server asks the browser to forget it as well. */
async function leaveNothing() {
  await Promise.allSettled([letWorkerForget(), deleteDatabase(), ...CACHES.map((each) => window.caches?.delete(each))]);
  signsOut.form.submit();
}
