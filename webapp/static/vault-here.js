// Here lives the opening of the vault on a page that comes from the server, with the key of whoever is signed in.

import { forgetOld, openVault } from "./vault.js";
import { keyFromServer } from "./visit-key.js";

/**
 * The vault of whoever is signed in and its key, as {vault, held}; null where nobody is, or where the browser cannot encrypt,
 * has no database, or lets go of what it keeps.
 */
export async function openedHere() {
  const address = document.body.dataset.key;
  if (!address || !window.isSecureContext || !crypto.subtle || !navigator.locks) {
    return null;
  }
  try {
    const held = await keyFromServer(address);
    if (!held) {
      await forgetOld();
    }
    return held && (await opened(held, address));
  } catch {
    return null;
  }
}

/** The vault under a key, or under the one that all in it was sealed with: a browser may lose by which it was known. */
async function opened(held, address) {
  const vault = await openVault(held);
  const marks = await vault.marks();
  const [mark] = marks;
  const before = marks.size === 1 && mark !== held.mark ? await keyFromServer(`${address}?mark=${mark}`) : null;
  if (!before) {
    return { held, vault };
  }
  vault.close();
  return { held: before, vault: await openVault(before) };
}
