// Leaves a page when the session that it was shown in has ended, or somebody else has signed in, so that nothing of it
// stays on a screen that is left alone. A page on which something is typed that is not saved yet stays, and says so.
// Each page tells those beside it, as it is loaded, whose it is.
const { session, who, seconds, signIn } = document.body.dataset;
const others = new BroadcastChannel("formspec-session");
const ENDED = "signed-out";
let ends = Date.now() + seconds * 1000;
let timer;

async function look() {
  let isOwn = true;
  try {
    const answer = await fetch(session, { cache: "no-store" });
    const now = await answer.json();
    isOwn = !now.who || now.who === who;
    ends = now.who === who ? Date.now() + now.seconds * 1000 : 0;
  } catch {
    // nobody answers: it ends when it was to end
  }
  if (Date.now() >= ends) {
    leave(isOwn);
  } else {
    say(false);
    wait();
  }
}

function wait() {
  clearTimeout(timer);
  timer = setTimeout(look, ends - Date.now() + 1000);
}

/** Leave the page, unless something on it stands nowhere else; `isOwn` says that nobody else has signed in. */
function leave(isOwn) {
  const stays = !window.dispatchEvent(new CustomEvent("leaving", { cancelable: true, detail: { isOwn } }));
  say(stays);
  if (!stays) {
    location.replace(signIn);
  }
}

function say(isEnded) {
  document.getElementById(ENDED).hidden = !isEnded;
  for (const each of document.querySelectorAll(".top nav, .top .who")) {
    each.hidden = isEnded;
  }
}

if (session) {
  wait();
  others.addEventListener("message", ({ data }) => (data !== who || Date.now() >= ends) && look());
  others.postMessage(who);
  window.addEventListener("pageshow", (event) => event.persisted && look());
  document.addEventListener("visibilitychange", () => document.hidden || look());
} else {
  others.postMessage(ENDED);
}
