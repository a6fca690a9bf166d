// Here lives what signing out does to this device: the worker forgets the key, and all that is kept here goes. Where
// something was not sent yet, it says so first, and goes only when it is asked for again.

import { counted } from "./operations.js";
import { isThere, openDatabase, settled, under, within } from "./vault-database.js";
import { letWorkerForget } from "./visit-key.js";

const { who } = document.body.dataset;
const button = document.querySelector("[data-signs-out]");
const CACHES = ["formspec-shells", "formspec-assets"];
let isAsked = false;

letWorkerForget(who);
button?.form.addEventListener("submit", async (event) => {
  if (event.defaultPrevented || isAsked) {
    return;
  }
  event.preventDefault();
  delete button.form.dataset.sent;
  const waiting = await unsent();
  if (waiting) {
    isAsked = true;
    ask(waiting);
    return;
  }
  await leave();
});

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
  const place = document.createElement("div");
  place.className = "error-summary";
  place.setAttribute("role", "alert");
  const title = Object.assign(document.createElement("h2"), { textContent: `${counted(waiting)} on this device ${waiting === 1 ? "was" : "were"} not sent` });
  const words = Object.assign(document.createElement("p"), { textContent: "Signing out deletes what is on this device. Send your changes first, or save a copy." });
  const link = Object.assign(document.createElement("a"), { href: "/visit", textContent: "See what is on this device" });
  const goes = Object.assign(document.createElement("button"), { type: "button", className: "button stop", textContent: "Sign out and delete them" });
  goes.addEventListener("click", leave);
  const actions = document.createElement("div");
  actions.className = "actions";
  actions.append(goes, link);
  place.append(title, words, actions);
  document.getElementById("main").prepend(place);
  place.tabIndex = -1;
  place.focus();
}

/** Delete what is on this device, and sign out; the server asks the browser to forget it as well. */
async function leave() {
  letWorkerForget();
  indexedDB.deleteDatabase?.("formspec-visit");
  await Promise.all(CACHES.map((each) => caches.delete(each))).catch(() => null);
  button.form.submit();
}
