// Here lives the sending of what waits on this device, from any page of whoever is signed in: once when it opens, and again
// when a connection comes back.

import { element } from "./elements.js";
import { sendLeft } from "./lines.js";
import { counted } from "./operations.js";

const AGAIN = 30_000;

/** Send what waits, now and whenever it may work again; `sent` is called after each time. Gives what sends once more. */
export function keepSending(vault, sent = () => {}) {
  let turn = Promise.resolve();
  const go = () => {
    turn = turn.then(() => sendLeft(vault)).catch(() => {}).then(sent);
    return turn;
  };
  window.addEventListener("online", go);
  document.addEventListener("visibilitychange", () => document.hidden || go());
  setInterval(() => document.hidden || go(), AGAIN);
  go();
  return go;
}

/** Say on a page what of a vault could not be sent, and where it is seen. */
export async function tellUnsent(vault) {
  const place = document.getElementById("unsent");
  const operations = [...(await vault.waiting()).values()].flat();
  place.hidden = !operations.length;
  const isOne = operations.length === 1;
  const refused = operations.some((op) => op.refused || op.theirs);
  const words = `${counted(operations.length)} of yours on this device ${isOne ? "is" : "are"} not sent yet${refused ? ", and not all can be" : ""}. `;
  const line = element("p", words);
  line.append(element("a", isOne ? "See it, and why" : "See them, and why", { href: "/visit" }));
  place.replaceChildren(line);
}
