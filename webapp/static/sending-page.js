// Here lives what every page with a connection does for what waits on this device: it sends it, and tells what is left. A
// form is not submitted before all of it is there.

import { isThere } from "./vault-database.js";
import { keepSending, tellUnsent, unsent } from "./sending.js";
import { openedHere } from "./vault-here.js";

begin();

async function begin() {
  const here = document.body.dataset.key && (await isThere().catch(() => false)) ? await openedHere() : null;
  if (here) {
    await holdBack(here.vault);
    keepSending(here.vault, () => Promise.all([tellUnsent(here.vault), holdBack(here.vault)]));
  }
}

/** Let a form be submitted only while nothing of it waits; what has come since stands on the page before it can be. */
async function holdBack(vault) {
  const form = document.querySelector("form[data-submits]");
  if (!form) {
    return;
  }
  const isHeld = (await unsent(vault)).some(({ draft }) => draft === form.dataset.submits);
  if (form.hidden && !isHeld) {
    location.reload();
    return;
  }
  form.hidden = isHeld;
  document.getElementById("held-back").hidden = !isHeld;
}
