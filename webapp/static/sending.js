// Here lives the sending of what waits on this device, from any page of whoever is signed in: once when it opens, and again
// when a connection comes back.

import { forget } from "./forgetting.js";
import { sendLeft } from "./lines.js";
import { sendPhotos, sendings } from "./photos.js";

const AGAIN = 30_000;
const FIRST_AGAIN = 1000;
const PHOTOS_AGAIN = 5000;
const FORGETS = 60 * 60 * 1000;

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
