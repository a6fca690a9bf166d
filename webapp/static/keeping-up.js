// Here lives what a page does, while there is a connection, for a draft that is on this device: it brings up to date what
// is known of it, and lets the worker hold the key for when the connection goes.

import { isThere } from "./vault-database.js";
import { bringUpToDate } from "./taking.js";
import { keepAlive } from "./unlock.js";
import { DeviceError, forgetOld, openVault } from "./vault.js";
import { keyFromServer } from "./visit-key.js";

const { kit, draft } = document.querySelector("script[data-kit]").dataset;

/** The vault, where this draft is on this device; null where it is not. */
export const vault = keepUp();

async function keepUp() {
  try {
    if (!(await isThere())) {
      return null;
    }
    await forgetOld();
    const held = await keyFromServer(document.body.dataset.key);
    const opened = held && (await openVault(held));
    if (!opened || !(await opened.drafts.get(draft))) {
      opened?.close();
      return null;
    }
    keepAlive(held);
    await bringUpToDate(opened, draft, kit);
    return opened;
  } catch (fault) {
    if (fault instanceof DeviceError) {
      return null;
    }
    throw fault;
  }
}
