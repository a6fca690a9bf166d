// Here lives the opening of the vault on a page that comes from this device: with the key that the worker holds, or else
// with the offline passphrase, for which the page has a place. It is locked again when the key ends, and when somebody else
// signs in, or out.

import { forget } from "./forgetting.js";
import { DeviceError, openVault } from "./vault.js";
import { giveToWorker, keyFromWorker, unwrap } from "./visit-key.js";

const PING = 20_000;
const LOCKS_AGAIN = 1000;
const isShell = document.body.dataset.shell !== undefined;
/** What pages from the server tell one another as they are loaded: whose they are. */
const signing = new BroadcastChannel("formspec-session");
const NONE_OPENS = "This passphrase opens nothing on this device. Check it, and try again: large and small letters differ. If it is "
  + "forgotten, connect and sign in: that opens it too.";
const EMPTY = "Type the offline passphrase.";
const GONE = "This form is not on this device any more, or belongs to somebody else. Connect, and open it from the start page.";

/** The vault in which a draft is, of any account's that can be opened; without a draft, the first that can be. */
export async function unlocked(draft = "") {
  await forget();
  const held = await keyFromWorker();
  return (held && (await vaultWith(held, draft))) || asked(draft);
}

/**
 * Keep the worker alive, and the key in its memory, for as long as the page is open and nobody else signs in; one of this
 * device goes with the key. `isAnew` is a key that the server gave just now, or that a passphrase opened.
 */
export function keepAlive(held, { isAnew = !isShell } = {}) {
  let isTheirs = true;
  const give = () => isTheirs && giveToWorker(held);
  const isOver = () => !isTheirs || Date.now() >= held.ends;
  const look = () => isShell && isOver() && lock(isOver);
  giveToWorker(held, { isAnew });
  navigator.serviceWorker?.addEventListener("controllerchange", give);
  setInterval(give, PING);
  signing.addEventListener("message", ({ data }) => {
    isTheirs = data === held.who;
    look();
  });
  setTimeout(look, Math.max(held.ends - Date.now(), 0));
  document.addEventListener("visibilitychange", look);
}

/** Load the page anew, without what the key opened, once nothing is on it that is kept nowhere yet. */
function lock(isOver) {
  if (window.dispatchEvent(new Event("leaving", { cancelable: true }))) {
    location.reload();
  } else {
    setTimeout(() => isOver() && lock(isOver), LOCKS_AGAIN);
  }
}

async function vaultWith(held, draft, given = {}) {
  const vault = await openVault(held);
  if (draft && !(await vault.drafts.has(draft))) {
    vault.close();
    return null;
  }
  keepAlive(held, given);
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
      wrong.textContent = box.value ? "" : EMPTY;
      if (!box.value) {
        box.focus();
        return;
      }
      try {
        const vault = await first(await unwrap(box.value), draft);
        box.value = "";
        form.hidden = true;
        resolve(vault);
      } catch (fault) {
        wrong.textContent = fault instanceof DeviceError ? fault.message : String(fault);
        box.select();
        box.focus();
      }
    });
  });
}

async function first(keys, draft) {
  for (const held of keys) {
    const vault = await vaultWith(held, draft, { isAnew: true });
    if (vault) {
      return vault;
    }
  }
  throw new DeviceError(keys.length ? GONE : NONE_OPENS);
}
