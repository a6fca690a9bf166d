// A device of a test's own: a vault under a key by chance, and what answers in place of a server.

import { openOutbox } from "./outbox.js";
import { openVault } from "./vault.js";

/** What was asked, each as {address, entries}. */
export const asked = [];

/** A vault of an account that begins empty. */
export async function emptyVault(who = "ann", mark = "mark") {
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const vault = await openVault({ who, key, mark });
  for (const draft of ["one", "two", "three"]) {
    await vault.drafts.remove(draft);
  }
  return vault;
}

/** Let whatever is asked be answered by `act`, which is given the address and what was posted. */
export function answering(act) {
  window.fetch = async (address, { body } = {}) => {
    const entries = body ? Object.fromEntries(body) : {};
    asked.push({ address, entries });
    return act(address, entries);
  };
}

export const json = (body, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });

export const html = (status) => new Response("<h1>No</h1>", { status, headers: { "Content-Type": "text/html" } });

/** What a server answers to an operation that it has done. */
export const done = (revision, entries) => json({
  revision, saved: Object.keys(entries).filter((name) => name.includes(".")), conflicts: [], cleared: [], changed: {},
});

/** An outbox at revision 1 over what waits, which is told nothing and tries nothing again by itself; `send` answers. */
export const outboxOver = (waiting, send) => openOutbox({
  store: { all: async () => waiting, put: async () => {}, remove: async () => {}, others: async () => 0 },
  send,
  changed: () => {},
  show: () => {},
  later: () => () => {},
  chance: () => 0.5,
  newId: () => `new-${Math.random()}`,
  moment: () => 0,
  base: 1,
  kept: {},
});

/** An operation of a line, as it is kept. */
export const operation = (line, more = {}) => ({
  id: `${line}-${Math.random()}`,
  kind: "save",
  order: 1,
  made: Date.now(),
  section: "a",
  base: 1,
  answers: { "a.words": line },
  groups: [["a.words"]],
  tried: false,
  line,
  ...more,
});

/** A submission of a line, as it is kept. */
export const submission = (line, more = {}) => operation(line, { kind: "submit", section: "", answers: {}, groups: [], ...more });

/** What is taken along of a draft of one answer, at a revision. */
export const kit = (revision, words = `words of ${revision}`) => ({
  draft: "one", form: "form", version: 1, title: "A form", about: "", revision, entries: { "a.words": words }, shells: {}, assets: [],
});
