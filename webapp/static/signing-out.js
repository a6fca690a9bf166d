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
let isAsked = false;

letWorkerForget(who);
signsOut?.form.addEventListener("submit", async (event) => {
  if (event.defaultPrevented || isAsked) {
    return;
  }
  event.preventDefault();
  delete signsOut.form.dataset.sent;
  const waiting = await unsentAfter(PATIENCE);
  if (waiting) {
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
  while (waiting && Date.now() < late) {
    await new Promise((resolve) => { setTimeout(resolve, LOOKS_EACH); });
    waiting = await unsent();
  }
  return waiting;
}

/** How many changes of whoever is signed in are on this device and were not sent; 0 where nothing can be read. */
async function unsent() {
  try {
    if (!(await isThere())) {
      return 0;
    }
    const database = await openDatabase();
    const count = await within(database, "operations", "readonly", (store) => settled(store.count(under(who))));
    database.close();
    return count;
  } catch {
    return 0;
  }
}

function ask(waiting) {
  const was = waiting === 1 ? "was" : "were";
  const place = element("div", "", { className: "error-summary", role: "alert", tabIndex: -1 });
  const actions = element("div", "", { className: "actions" });
  actions.append(button("Sign out and delete them", leave, leave), element("a", "See what is on this device", { href: "/visit" }));
  place.append(
    element("h2", `${counted(waiting)} on this device ${was} not sent`),
    element("p", "Signing out deletes what is on this device. Send your changes first, or save a copy."),
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
