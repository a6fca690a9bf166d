// Here lives the saving of a section's page while somebody types: what was changed goes to an outbox, which sends it; the
// line beside the buttons says at every moment what is true of it.

import { prepareClashes } from "./clash-panels.js";
import { openOutbox } from "./outbox.js";
import { sentenceOf } from "./saving-words.js";
import { prepareInputs } from "./typed-inputs.js";

const PAUSE = 500;
const PATIENCE = 20_000;
const MOST_KEPT_ALIVE = 60_000;
const NEW_ID_BYTES = 16;

const form = document.querySelector("form[data-saves]");
if (form) {
  begin(form, memoryStore());
}

/** Save a form while it is filled in, with the words kept in a store until they are sent. */
export async function begin(form, store) {
  const inputs = prepareInputs(form);
  const line = document.querySelector("#saving");
  const told = document.querySelector("#saving-told");
  const before = line.textContent;
  const typed = new Set();
  let waiting = 0;
  let heard = "kept";
  let isByHand = false;
  let isPosting = false;
  let isBehind = false;
  let outbox = null;
  let state = null;

  form.dataset.saving = "yes";
  document.querySelectorAll("[data-without-script]").forEach((each) => { each.hidden = true; });
  line.hidden = false;

  function say() {
    const { sort, words } = sentenceOf(state, { isTyping: typed.size > 0, isByHand, before });
    if (line.textContent !== words) {
      line.textContent = words;
    }
    line.classList.toggle("wrong", sort === "wrong");
    const news = sort === "wrong" ? words : sort;
    if (sort !== "moving" && news !== heard) {
      told.textContent = words;
      heard = news;
    }
  }

  const showClashes = prepareClashes(form, inputs, (name, isMine) => outbox.decide(name, isMine));

  function changed(now) {
    state = now;
    form.elements.base.value = String(isBehind ? form.elements.base.value : now.base);
    showClashes(now.clashes);
    if (now.standing === "open" && now.savedAt !== null) {
      document.querySelector("#signed-out")?.setAttribute("hidden", "");
    }
    say();
  }

  /** Show what others wrote. What this page has no place for stays as the page was made, and so does what it builds on. */
  function show(values) {
    const elsewhere = {};
    for (const [name, text] of Object.entries(values)) {
      if (name.startsWith(`${form.dataset.section}.`)) {
        isBehind = !(inputs.text(name) === text || inputs.write(name, text)) || isBehind;
      } else {
        elsewhere[name] = text;
      }
    }
    form.dispatchEvent(new CustomEvent("kept", { detail: elsewhere }));
  }

  /** Hand on what was typed, with the boxes that the page itself cleared because their words had changed. */
  function commit() {
    clearTimeout(waiting);
    const cleared = [...form.querySelectorAll("input[data-declares]")].filter(inputs.isSaved).map(inputs.answerOf);
    const groups = [...typed, ...cleared].flatMap(inputs.read);
    typed.clear();
    outbox?.change(groups);
    say();
  }

  async function send(op) {
    const answer = await post(form, op);
    commit();
    return answer;
  }

  outbox = await openOutbox({
    store,
    send,
    changed,
    show,
    later: (milliseconds, act) => {
      const timer = setTimeout(act, milliseconds);
      return () => clearTimeout(timer);
    },
    chance: Math.random,
    newId: () => [...crypto.getRandomValues(new Uint8Array(NEW_ID_BYTES))].map((each) => each.toString(16).padStart(2, "0")).join(""),
    moment: Date.now,
    section: form.dataset.section,
    base: Number(form.elements.base.value),
    kept: inputs.all(),
  });

  form.addEventListener("input", ({ target }) => {
    if (target.name && inputs.isSaved(target)) {
      typed.add(inputs.answerOf(target));
      clearTimeout(waiting);
      waiting = setTimeout(commit, PAUSE);
    } else {
      isByHand = inputs.isByHand();
    }
    say();
  });
  form.addEventListener("change", () => {
    isByHand = inputs.isByHand();
    commit();
  });
  window.addEventListener("pagehide", commit);
  window.addEventListener("online", () => outbox.flush());
  document.addEventListener("visibilitychange", () => (document.hidden ? commit() : outbox.flush()));
  window.addEventListener("pageshow", () => { isPosting = false; });

  const isUnsaved = () => isByHand || state.clashes.length + state.refused.length > 0 || (state.unsent > 0 && !state.isLasting);

  for (const each of ["beforeunload", "leaving"]) {
    window.addEventListener(each, (event) => {
      commit();
      if (!isPosting && isUnsaved()) {
        event.preventDefault();
      }
    });
  }

  /** Send what is left, and then do what was asked for, unless something is in the way. */
  async function afterSending(act) {
    commit();
    await outbox.flush();
    if (state.clashes.length) {
      form.querySelector(".clash button").focus();
    } else if (!state.unsent || isOver()) {
      act();
    } else {
      told.textContent = "";
      told.textContent = line.textContent;
    }
  }

  const isOver = () => !["open", "waiting"].includes(state.standing);

  window.addEventListener("submit", (event) => {
    if (event.target !== form || isPosting) {
      return;
    }
    commit();
    if (isOver() || (!state.unsent && !state.clashes.length)) {
      isPosting = true;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    const { submitter } = event;
    afterSending(() => {
      isPosting = true;
      form.requestSubmit(submitter);
    });
  }, { capture: true });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link || !isPlain || link.target || link.origin !== location.origin || link.hash && link.pathname === location.pathname) {
      return;
    }
    commit();
    if (state.unsent && state.standing === "open") {
      event.preventDefault();
      outbox.flush().then(() => location.assign(link.href));
    }
  });
}

/** Send an operation, once more with the fresh token that an answer gives to a page whose own has grown too old. */
async function post(form, op) {
  const answer = await ask(form, op);
  if (!answer.body.csrf) {
    return answer;
  }
  for (const each of document.querySelectorAll("input[name=csrf]")) {
    each.value = answer.body.csrf;
  }
  return ask(form, op);
}

async function ask(form, { id, base, answers }) {
  const own = { csrf: form.elements.csrf.value, who: document.body.dataset.who ?? "", op: id, base };
  const body = new URLSearchParams({ ...own, ...answers });
  const keepalive = body.toString().length < MOST_KEPT_ALIVE;
  try {
    const answer = await fetch(form.dataset.saves, { method: "POST", body, keepalive, signal: AbortSignal.timeout(PATIENCE) });
    const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
    return { status: answer.status, body: isJson ? await answer.json() : {} };
  } catch {
    return { status: 0, body: {} };
  }
}

/** A store that lasts as long as the page. */
function memoryStore() {
  const kept = new Map();
  return {
    lasting: false,
    all: async () => [...kept.values()],
    put: async (op) => { kept.set(op.id, op); },
    remove: async (id) => { kept.delete(id); },
  };
}
