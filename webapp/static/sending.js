// Here lives the sending of what waits on this device, from any page of whoever is signed in: once when it opens, and again
// when a connection comes back.

import { element, standIn } from "./elements.js";
import { forget } from "./forgetting.js";
import { sendLeft } from "./lines.js";
import { counted, isAwaited, isStuck, tally } from "./operations.js";
import { sendPhotos, sendings } from "./photos.js";

const AGAIN = 30_000;
const FIRST_AGAIN = 1000;
const PHOTOS_AGAIN = 5000;
const FORGETS = 60 * 60 * 1000;
const THEIRS = "Somebody else changed an answer that you changed too: choose what should stay.";

/**
 * Send what waits, now and whenever it may work again: what was typed, and photos beside it, which take longer and may be
 * what a submission waits for. `sent` is called after each time. Gives what sends once more. Where nothing answers a browser
 * that has a connection, which on a phone is there some seconds later, it is tried again sooner. What is too old goes at first
 * and then each hour, and only once it was tried: who comes late, or by a wrong clock, still has it sent.
 */
export function keepSending(vault, sent = () => {}) {
  let turn = Promise.resolve();
  let timer = 0;
  let sooner = 0;
  let wait = FIRST_AGAIN;
  const sendTyped = () => {
    turn = turn.then(() => sendLeft(vault)).then(trySooner).catch(() => {}).then(sent).catch(() => {});
    return turn;
  };
  const trySooner = (isAnswered) => {
    clearTimeout(sooner);
    if (isAnswered) {
      wait = FIRST_AGAIN;
    } else if (navigator.onLine && !document.hidden && wait < AGAIN) {
      sooner = setTimeout(sendTyped, wait);
      wait *= 2;
    }
  };
  const photos = async () => {
    clearTimeout(timer);
    const isLeft = await sendPhotos(vault);
    turn = turn.then(sent).catch(() => {});
    if (isLeft && !document.hidden) {
      timer = setTimeout(() => photos().catch(() => {}), PHOTOS_AGAIN);
    }
  };
  const go = () => {
    photos().catch(() => {});
    return sendTyped();
  };
  const goAndForget = async () => {
    await Promise.allSettled([photos(), sendTyped()]);
    if (await forget()) {
      await sent();
    }
  };
  const goAnew = () => {
    wait = FIRST_AGAIN;
    return go();
  };
  sendings.addEventListener("change", sendTyped);
  window.addEventListener("online", goAnew);
  document.addEventListener("visibilitychange", () => document.hidden || goAnew());
  setInterval(() => document.hidden || go(), AGAIN);
  setInterval(() => goAndForget().catch(() => {}), FORGETS);
  goAndForget().catch(() => {});
  return go;
}

/** Say on a page what waits, as `unsent` gives it, what was not taken, why, and where it is seen. */
export function tellUnsent(waiting) {
  const place = document.getElementById("unsent");
  const [operations, photos] = together(waiting);
  const { unsent: left, untaken } = tally(operations, photos);
  const submissions = waiting.filter((each) => each.operations.some(isAwaited)).length;
  const words = [
    left.words && `${left.words} of yours on this device ${left.isOne ? "is" : "are"} not sent yet. `,
    untaken.words && `${untaken.words} of yours on this device ${untaken.isOne ? "was" : "were"} not taken. `,
    submissions && `${counted(submissions, "form waits", "forms wait")} to be submitted. `,
  ].filter(Boolean).join("");
  const line = element("p", words);
  line.append(element("a", "See what is on this device", { href: "/visit" }));
  const why = waiting.map(reasons);
  standIn(place, [...(words ? [line] : []), ...why]);
  place.toggleAttribute("hidden", !words && why.every(({ hidden }) => hidden));
}

/** The operations and the photos of several drafts. */
export const together = (waiting) => [waiting.flatMap(({ operations }) => operations), waiting.flatMap(({ photos }) => photos)];

/** What waits of each draft, as {draft, operations, photos}. */
export async function unsent(vault) {
  const [typed, photos] = [await vault.waiting(), await vault.waitingPhotos()];
  const drafts = new Set([...typed.keys(), ...photos.keys()]);
  return [...drafts].map((draft) => ({ draft, operations: typed.get(draft) ?? [], photos: photos.get(draft) ?? [] }));
}

/** Why operations on a draft and photos were not taken, as a list, each with the way to where something can be done about it. */
export function reasons({ draft, operations, photos }) {
  const list = element("ul", "", { className: "reasons" });
  const ofPhotos = photos.filter(({ refused }) => refused).map(({ refused, address }) => ({ refused, section: address.split(".")[0] }));
  list.append(...[...operations.filter(isStuck), ...ofPhotos].map(({ refused, check, section }) => {
    const line = element("li", `${refused ?? THEIRS} `);
    const isPage = section && !section.startsWith("--");
    const href = check ? `/drafts/${draft}/check` : isPage ? `/drafts/${draft}/sections/${section}` : "";
    line.append(href ? element("a", check ? "Check your answers" : "Open the section", { href }) : "");
    return line;
  }));
  list.hidden = !list.children.length;
  return list;
}
