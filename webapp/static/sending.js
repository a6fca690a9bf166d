// Here lives the sending of what waits on this device, from any page of whoever is signed in: once when it opens, and again
// when a connection comes back.

import { element } from "./elements.js";
import { sendLeft } from "./lines.js";
import { counted, isStuck } from "./operations.js";
import { forgetOld } from "./vault.js";

const AGAIN = 30_000;
const THEIRS = "Somebody else changed an answer that you changed too: choose what should stay.";

/**
 * Send what waits, now and whenever it may work again; `sent` is called after each time. Gives what sends once more. What is
 * too old goes only once it was tried: who comes late, or by a wrong clock, still has it sent.
 */
export function keepSending(vault, sent = () => {}) {
  let turn = Promise.resolve();
  const go = () => {
    turn = turn.then(() => sendLeft(vault)).then(() => forgetOld()).catch(() => {}).then(sent);
    return turn;
  };
  window.addEventListener("online", go);
  document.addEventListener("visibilitychange", () => document.hidden || go());
  setInterval(() => document.hidden || go(), AGAIN);
  go();
  return go;
}

/** Say on a page what of a vault was not sent, why, and where it is seen. */
export async function tellUnsent(vault) {
  const place = document.getElementById("unsent");
  const waiting = [...(await vault.waiting())];
  const count = waiting.flatMap(([, operations]) => operations).length;
  const line = element("p", `${counted(count)} of yours on this device ${count === 1 ? "is" : "are"} not sent yet. `);
  line.append(element("a", "See what is on this device", { href: "/visit" }));
  place.hidden = !count;
  place.replaceChildren(line, ...waiting.map(([draft, operations]) => reasons(draft, operations)));
}

/** Why operations on a draft were not taken, as a list, each with the way to where something can be done about it. */
export function reasons(draft, operations) {
  const list = element("ul", "", { className: "reasons" });
  list.append(...operations.filter(isStuck).map(({ refused, check, section }) => {
    const line = element("li", `${refused ?? THEIRS} `);
    const isPage = section && !section.startsWith("--");
    const href = check ? `/drafts/${draft}/check` : isPage ? `/drafts/${draft}/sections/${section}` : "";
    line.append(href ? element("a", check ? "Check your answers" : "Open the section", { href }) : "");
    return line;
  }));
  list.hidden = !list.children.length;
  return list;
}
