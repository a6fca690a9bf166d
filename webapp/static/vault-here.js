// Here lives the opening of the vault on a page that comes from the server, with the key of whoever is signed in.

import { forget } from "./forgetting.js";
import { openVault } from "./vault.js";
import { NoConnection, keyFromServer, keyOfMark } from "./visit-key.js";

/**
 * The vault of whoever is signed in and its key, as {vault, held}; null where nobody is, or where the browser cannot encrypt,
 * has no database, or lets go of what it keeps, and where it cannot be opened just now. What is too old goes where there is
 * no connection by which it could be sent first.
 */
export async function openedHere() {
  const address = document.body.dataset.key;
  if (!address || !window.isSecureContext || !crypto.subtle || !navigator.locks) {
    return null;
  }
  try {
    const held = await keyFromServer(address);
    return held && (await opened(held, address));
  } catch (fault) {
    if (fault instanceof NoConnection) {
      await forget().catch(() => {});
    }
    return null;
  }
}

/**
 * The vault under a key, or under another one with which something in it was sealed and that was not ended: a browser may
 * lose by which it was known. Each is asked for, and those of several by turns. Rejects where one is not answered for, as
 * what was sealed with the wrong key meanwhile might be locked for ever.
 */
async function opened(held, address) {
  const vault = await openVault(held);
  const marks = [...await vault.marks()].sort();
  const others = [...marks.filter((each) => each > held.mark), ...marks.filter((each) => each < held.mark)];
  try {
    for (const mark of others) {
      const before = await keyOfMark(address, { who: held.who, mark });
      if (before) {
        vault.close();
        return { held: before, vault: await openVault(before) };
      }
    }
  } catch (fault) {
    vault.close();
    throw fault;
  }
  return { held, vault };
}
