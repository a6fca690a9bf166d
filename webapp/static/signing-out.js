// Here lives what signing out does to this device: the worker forgets the key, and all that is kept here goes. Where
// something was not sent yet, it says so first, and goes only when it is asked for again.

import { button, element } from "./elements.js";
import { counted } from "./operations.js";
import { deleteDatabase, isThere, openDatabase, settled, under, within } from "./vault-database.js";
import { letWorkerForget } from "./visit-key.js";

const { who } = document.body.dataset;
const signsOut = document.querySelector("[data-signs-out]");
const PATIENCE = 2000;
const LOOKS_EACH = 100;
const CACHES = ["formspec-shells", "formspec-assets"];
const NOTHING = { changes: 0, photos: 0, all: 0 };
let isAsked = false;

letWorkerForget(who);
signsOut?.form.addEventListener("submit", async (event) => {
  if (event.defaultPrevented || isAsked) {
    return;
  }
  event.preventDefault();
  delete signsOut.form.dataset.sent;
  const waiting = await unsentAfter(PATIENCE);
  if (waiting.all) {
    isAsked = true;
    ask(waiting);
    return;
  }
  await leave();
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

/** How much of whoever is signed in is on this device and was not sent; nothing where nothing can be read. */
async function unsent() {
  try {
    if (!(await isThere())) {
      return NOTHING;
    }
    const database = await openDatabase();
    const count = (name) => within(database, name, "readonly", (store) => settled(store.count(under(who))));
    const [changes, photos] = [await count("operations"), await count("photos")];
    database.close();
    return { changes, photos, all: changes + photos };
  } catch {
    return NOTHING;
  }
}

function ask({ changes, photos, all }) {
  const was = all === 1 ? "was" : "were";
  const words = [changes && counted(changes), photos && counted(photos, "photo or file", "photos or files")].filter(Boolean).join(" and ");
  const place = element("div", "", { className: "error-summary", role: "alert", tabIndex: -1 });
  const actions = element("div", "", { className: "actions" });
  actions.append(button("Sign out and delete them", leave, leave), element("a", "See what is on this device", { href: "/visit" }));
  place.append(
    element("h2", `${words} on this device ${was} not sent`),
    element("p", "Signing out deletes what is on this device. Send it first, or save a copy, which has no photos in it."),
    actions,
  );
  document.getElementById("main").prepend(place);
  place.focus();
}

/** Delete what is on this device, and sign out; the server asks the browser to forget it as well. */
async function leave() {
  letWorkerForget();
  await Promise.allSettled([deleteDatabase(), ...CACHES.map((each) => caches.delete(each))]);
  signsOut.form.submit();
}
