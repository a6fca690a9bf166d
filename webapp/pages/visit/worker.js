// Answers for the pages of drafts that were taken along while there is no connection, and holds the visit key in memory.
// It keeps nothing itself: pages fill the caches, and nothing but what they put there is ever given out.

const SHELLS = "formspec-shells";
const ASSETS = "formspec-assets";
const DEVICE = "/visit";
const START = "/";
const MISSING = `${DEVICE}#missing`;
const LET_GO = "There is no connection, and no form is on this device: none is taken along any more, or this browser has let "
  + "go of the pages. What you entered and was not sent is still on it, unless it was deleted 14 days after it was last opened, "
  + "by the clock of this device, or the browser let go of that too: connect, and open Formspec again.";
const WAITS = 4000;
const NOBODY_THERE = new Set([502, 503, 504]);

let held = null;
/** Who a page last said is signed in, or opened with a passphrase; "" once somebody signed out, null before anybody said. */
let told = null;
/** The ids of the documents that came from the device; they load from it too, and others from the server. */
const fromDevice = new Set();

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", ({ data: { sort, isAnew, ...given }, ports: [port] }) => {
  if (held && held.ends <= Date.now()) {
    held = null;
  }
  if (sort === "forget") {
    told = given.but;
    held = held?.who === told ? held : null;
  } else if (sort === "keep") {
    told = isAnew ? given.who : told;
    held = told === null || told === given.who ? given : held;
  } else if (sort === "ask") {
    port.postMessage(held);
  }
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) {
    return;
  }
  if (request.mode === "navigate" && request.destination === "document") {
    event.respondWith(page(event, pathname));
  } else if (/^\/(static|module|script)\//.test(pathname)) {
    event.respondWith(asset(event));
  }
});

/** A page from the server; its shell where it is on the device and nobody answers in time. */
async function page({ request, resultingClientId }, path) {
  const shell = await kept(SHELLS, path);
  if (!shell) {
    return fetch(request).catch((fault) => instead(path, fault));
  }
  const answer = await inTime(request);
  if (!answer) {
    fromDevice.add(resultingClientId);
  }
  return answer ?? shell;
}

/** What stands for a page that is not on the device, where nobody answers: the way to what is, or why there is nothing. */
async function instead(path, fault) {
  if (await kept(SHELLS, DEVICE)) {
    return Response.redirect(path === START ? DEVICE : MISSING);
  }
  if (path.startsWith("/drafts/") || path === DEVICE) {
    const type = { "Content-Type": "text/html; charset=utf-8" };
    return new Response(`<!doctype html><html lang="en-GB"><title>No connection - Formspec</title><h1>No connection</h1><p>${LET_GO}</p>`, { headers: type });
  }
  throw fault;
}

/** What a page loads. What came from the server loads from there, so that nothing that is damaged here spoils it. */
async function asset({ request, clientId }) {
  const here = await kept(ASSETS, request.url);
  if (!here) {
    return fetch(request);
  }
  return fromDevice.has(clientId) ? here : ((await inTime(request)) ?? here);
}

async function kept(name, address) {
  return (await caches.has(name)) ? (await caches.open(name)).match(address, { ignoreVary: true }) : undefined;
}

/** What the server answers, null when it does not in time. */
async function inTime(request) {
  const late = new Promise((resolve) => { setTimeout(() => resolve(null), WAITS); });
  try {
    const answer = await Promise.race([fetch(request), late]);
    return answer && !NOBODY_THERE.has(answer.status) ? answer : null;
  } catch {
    return null;
  }
}
