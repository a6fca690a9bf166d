// Here lives the opening of the vault on a page that comes from this device: with the key that the worker holds, or else
// with the offline passphrase, for which the page has a place.

import { DeviceError, forgetOld, openVault } from "./vault.js";
import { giveToWorker, keyFromWorker, unwrap } from "./visit-key.js";

const PING = 20_000;
const NONE_OPENS = "This passphrase opens nothing on this device. Check it, and try again: large and small letters differ.";
const GONE = "This form is not on this device any more, or belongs to somebody else. Connect, and open it from the start page.";

/** The vault in which a draft is, of any account's that can be opened; without a draft, the first that can be. */
export async function unlocked(draft = "") {
  await forgetOld();
  const held = await keyFromWorker();
  return (held && (await vaultWith(held, draft))) || asked(draft);
}

/** Keep the worker alive, and the key in its memory, for as long as the page is open; one of this device goes with the key. */
export function keepAlive(held) {
  giveToWorker(held);
  navigator.serviceWorker?.addEventListener("controllerchange", () => giveToWorker(held));
  setInterval(() => giveToWorker(held), PING);
  if (document.body.dataset.shell !== undefined) {
    setTimeout(() => location.reload(), Math.max(held.ends - Date.now(), 0));
  }
}

async function vaultWith(held, draft) {
  const vault = await openVault(held);
  if (draft && !(await vault.drafts.has(draft))) {
    vault.close();
    return null;
  }
  keepAlive(held);
  return vault;
}

/** Ask for the passphrase until it opens something. */
function asked(draft) {
  const form = document.getElementById("unlock");
  const wrong = document.getElementById("unlock-wrong");
  const box = document.getElementById("unlock-passphrase");
  form.hidden = false;
  box.focus();
  return new Promise((resolve) => {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      wrong.textContent = "";
      try {
        const vault = await first(await unwrap(box.value), draft);
        box.value = "";
        form.hidden = true;
        resolve(vault);
      } catch (fault) {
        wrong.textContent = fault instanceof DeviceError ? fault.message : String(fault);
      }
    });
  });
}

async function first(keys, draft) {
  for (const held of keys) {
    const vault = await vaultWith(held, draft);
    if (vault) {
      return vault;
    }
  }
  throw new DeviceError(keys.length ? GONE : NONE_OPENS);
}
