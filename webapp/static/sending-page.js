// Here lives what every page with a connection does for what waits on this device: it sends it, and tells what is left.

import { isThere } from "./vault-database.js";
import { keepSending, tellUnsent } from "./sending.js";
import { openedHere } from "./vault-here.js";

begin();

async function begin() {
  const here = document.body.dataset.key && (await isThere().catch(() => false)) ? await openedHere() : null;
  if (here) {
    keepSending(here.vault, () => tellUnsent(here.vault));
  }
}
