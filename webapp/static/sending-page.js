// Here lives what every page with a connection does for what waits on this device: it is sent, and what is left is told.

import { isThere } from "./vault-database.js";
import { keepSending, tellUnsent } from "./sending.js";
import { openedHere } from "./vault-here.js";

/** The vault, once what waited in it was tried; null where this device has none. */
export const tried = begin();

async function begin() {
  const here = document.body.dataset.key && (await isThere()) ? await openedHere() : null;
  if (!here) {
    return null;
  }
  await keepSending(here.vault, () => tellUnsent(here.vault));
  return here;
}
