// Answers for the pages of drafts that were taken along while there is no connection, and holds the visit key in memory.
// It keeps nothing itself: pages fill the caches, and nothing but what they put there is ever given out.

const SHELLS = "formspec-shells";
const ASSETS = "formspec-assets";
const DEVICE = "/visit";
const START = "/";
const WAITS = 4000;
const NOBODY_THERE = new Set([502, 503, 504]);

let held = null;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", ({ data: { sort, ...given }, ports: [port] }) => {
  if (held && (held.ends <= Date.now() || (sort === "forget" && held.who !== given.but))) {
    held = null;
  }
  if (sort === "keep") {
    held = given;
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
    event.respondWith(page(request, pathname));
  } else if (/^\/(static|module|script)\//.test(pathname)) {
    event.respondWith(asset(request));
  }
});

/** A page from the server; its shell where it is on the device and nobody answers in time. */
async function page(request, path) {
  const shell = await kept(SHELLS, path);
  if (shell) {
    return (await inTime(request)) ?? shell;
  }
  try {
    return await fetch(request);
  } catch (fault) {
    if (path === START && (await kept(SHELLS, DEVICE))) {
      return Response.redirect(DEVICE);
    }
    throw fault;
  }
}

async function asset(request) {
  return (await kept(ASSETS, request.url)) ?? fetch(request);
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
