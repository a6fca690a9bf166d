// Here lives whether a device can be trusted with a form, and what it says where it cannot.

import { DeviceError, openDatabase } from "./vault-database.js";

const LEAST = 50 * 1024 * 1024;
const BEGINS_IN = 10_000;
let policy = null;

/** Why a form cannot be taken along on this device, as a sentence; "" where it can. */
export async function whyNot() {
  if (!window.isSecureContext || !crypto.subtle) {
    return "It can be taken along only from an https address, where this browser can encrypt it.";
  }
  if (!navigator.serviceWorker || !window.caches || !navigator.locks) {
    return "This browser, or this private window, opens no page without a connection. Use an ordinary window of a browser that is up to date.";
  }
  try {
    (await openDatabase()).close();
  } catch {
    return "This browser, or this private window, keeps nothing on this device. Use an ordinary window, and let it keep data of this address.";
  }
  const { quota = LEAST, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  return quota - usage < LEAST ? "This device, or this private window, has too little room left. Make room, or use an ordinary window." : "";
}

/** Whether the browser promises to keep what is on this device when room gets short. */
export async function asksToPersist() {
  return (await navigator.storage?.persist?.()) ?? false;
}

/** Begin the worker that answers without a connection, and wait until it can. Rejects with a DeviceError. */
export async function beginWorker(address) {
  const isLate = new Promise((_, reject) => {
    setTimeout(() => reject(new DeviceError("What works without a connection did not begin. Close other tabs of Formspec, and try again.")), BEGINS_IN);
  });
  await Promise.race([begun(address), isLate]);
}

async function begun(address) {
  try {
    await navigator.serviceWorker.register(trusted(address), { scope: "/" });
  } catch (fault) {
    throw new DeviceError("This browser did not let Formspec work without a connection, so nothing was taken along.", { cause: fault });
  }
  await navigator.serviceWorker.ready;
}

/** The address of the worker, and of nothing else, as the content policy wants it, which lets a page make this one policy once. */
function trusted(address) {
  const createScriptURL = (asked) => {
    if (asked !== "/worker.js") {
      throw new TypeError("not the worker");
    }
    return asked;
  };
  policy ??= window.trustedTypes?.createPolicy("formspec-worker", { createScriptURL }) ?? { createScriptURL };
  return policy.createScriptURL(address);
}
