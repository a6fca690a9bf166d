// Here lives the saving of a section's page while somebody types: what was changed goes to an outbox, which keeps and sends
// it; the line beside the buttons says at every moment what is true of it.

import { prepareClashes } from "./clash-panels.js";
import { surroundings } from "./lines.js";
import { openOutbox } from "./outbox.js";
import { deliver } from "./posting.js";
import { sentenceOf } from "./saving-words.js";
import { prepareInputs } from "./typed-inputs.js";
import { isHere } from "./typed-list.js";

const PAUSE = 500;
const LONGEST = 1000;

/**
 * Save a form while it is filled in. `opening` gives the store of what is not sent yet; what is typed before it is open
 * waits on the page. `who` is the account, "" for none; `kept` what stood at the form's base, where that is not what the
 * page shows; `goOn`, where the page cannot post, what its buttons do instead once everything is kept; `told` is given the
 * outbox's state whenever it changes.
 */
export function begin(form, { opening, who, kept, goOn, told: heardBy = () => {} }) {
  const inputs = prepareInputs(form, { savesRows: Boolean(goOn) });
  const line = document.querySelector("#saving");
  const told = document.querySelector("#saving-told");
  const before = line.textContent;
  const stood = kept ?? inputs.all();
  const typed = new Set();
  let waiting = 0;
  let since = 0;
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
    const { sort, words, isElsewhere } = sentenceOf(state, { isTyping: typed.size > 0, isByHand, before, section: form.dataset.section });
    if (line.textContent !== words) {
      line.textContent = words;
    }
    line.classList.toggle("wrong", sort === "wrong");
    document.querySelector("#saving-more")?.toggleAttribute("hidden", !isElsewhere);
    const news = sort === "wrong" ? words : sort;
    if (sort !== "moving" && news !== heard) {
      told.textContent = words;
      heard = news;
    }
    showGlance(state?.glance, sort === "device" || sort === "wrong");
  }

  const showClashes = prepareClashes(form, inputs, (name, isMine) => outbox.decide(name, isMine));

  function changed(now) {
    state = now;
    heardBy(now);
    form.elements.base.value = String(isBehind ? form.elements.base.value : now.base);
    showClashes(now.clashes.filter(({ names }) => isHere(names[0], form.dataset.section)));
    if (now.standing === "open" && now.savedAt !== null) {
      document.querySelector("#signed-out")?.setAttribute("hidden", "");
    }
    say();
  }

  /** Show what others wrote. What this page has no place for stays as the page was made, and so does what it builds on. */
  function show(values) {
    const elsewhere = {};
    const fresh = new Set([...typed].flatMap((key) => key.split(" ")));
    for (const [name, text] of Object.entries(values).filter(([each]) => !fresh.has(each))) {
      if (name.startsWith(`${form.dataset.section}.`)) {
        isBehind = !(inputs.text(name) === text || inputs.write(name, text)) || isBehind;
      } else {
        elsewhere[name] = text;
      }
    }
    form.dispatchEvent(new CustomEvent("kept", { detail: elsewhere }));
  }

  /** Hand on what was typed, with the boxes that the page itself cleared because their words had changed. */
  function commit({ isPaused = true } = {}) {
    clearTimeout(waiting);
    since = 0;
    if (!outbox) {
      return Promise.resolve();
    }
    const cleared = [...form.querySelectorAll("input[data-declares]")].filter(inputs.isSaved).map(inputs.answerOf);
    const groups = [...inputs.movedRows(), ...[...typed, ...cleared].flatMap(inputs.read)];
    typed.clear();
    const isKept = outbox.change(groups, { isPaused });
    say();
    return isKept;
  }

  /** Keep what is typed after a pause, or each second while there is none; what is sent waits for the pause. */
  function commitSoon() {
    since ||= Date.now();
    clearTimeout(waiting);
    const left = since + LONGEST - Date.now();
    waiting = left < PAUSE ? setTimeout(commit, Math.max(left, 0), { isPaused: false }) : setTimeout(commit, PAUSE);
  }

  form.addEventListener("input", ({ target }) => {
    if (target.name && inputs.isSaved(target)) {
      typed.add(inputs.answerOf(target));
    } else {
      isByHand = inputs.isByHand();
    }
    commitSoon();
    say();
  });
  form.addEventListener("change", () => {
    isByHand = inputs.isByHand();
    commit();
  });
  window.addEventListener("pagehide", () => commit());
  window.addEventListener("online", () => outbox?.flush());
  document.addEventListener("visibilitychange", () => (document.hidden ? commit() : outbox?.flush()));
  window.addEventListener("pageshow", () => { isPosting = false; });

  const isWaiting = () => state.clashes.length + state.refused.length + state.unsent > 0;
  const isUnsaved = () => isByHand || typed.size > 0 || (state && !state.isLasting && isWaiting());

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
    if (state.clashes.length && form.querySelector(".clash button")) {
      form.querySelector(".clash button").focus();
    } else if (!state.unsent || isOver()) {
      act();
    } else {
      told.textContent = "";
      told.textContent = line.textContent;
    }
  }

  const isOver = () => !["open", "waiting"].includes(state.standing);
  const isClear = () => !state.unsent && !form.querySelector(".clash");

  /** Keep what is left on this device, and go on; where it cannot be kept, stay and say so. */
  async function goOnKept(submitter) {
    await commit();
    await outbox.keep();
    if (state.isLasting || state.isStoring || !isWaiting()) {
      isPosting = true;
      goOn(submitter);
    }
  }

  window.addEventListener("submit", (event) => {
    if (event.target !== form || isPosting) {
      return;
    }
    commit();
    if (outbox && !goOn && (isOver() || isClear())) {
      isPosting = true;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    const { submitter } = event;
    isOpen.then(() => (goOn ? goOnKept(submitter) : afterSending(() => {
      isPosting = true;
      form.requestSubmit(submitter);
    })));
  }, { capture: true });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!outbox || !link || !isPlain || link.target || link.origin !== location.origin || link.hash && link.pathname === location.pathname) {
      return;
    }
    const kept = commit();
    if (state.unsent && (state.standing === "open" || state.isStoring)) {
      event.preventDefault();
      const sent = state.standing === "open" && !goOn ? outbox.flush() : kept;
      sent.then(() => location.assign(link.href));
    }
  });

  const isOpen = open();

  async function open() {
    outbox = await openOutbox({
      ...surroundings,
      store: await opening,
      send: sending(form, who, () => commit()),
      changed,
      show,
      base: Number(form.elements.base.value),
      kept: stood,
    });
    commit();
  }

  return isOpen;
}

/** Send by the page's token; what was typed meanwhile is taken in before what is answered is. */
function sending(form, who, commit) {
  const send = deliver({ draft: form.dataset.draft, who, csrf: form.elements.csrf?.value });
  return async (op) => {
    const answer = await send(op);
    commit();
    return answer;
  };
}

/** Show how far the draft has come since it was saved; while something is not sent, say that it is as it was last saved. */
function showGlance(words, isLate) {
  const place = document.querySelector("[data-glance]");
  if (place && words && place.textContent !== words) {
    place.textContent = words;
  }
  document.querySelectorAll("[data-glance-late]").forEach((each) => { each.hidden = !isLate; });
}

/** A store that lasts as long as the page. */
export function memoryStore() {
  const kept = new Map();
  return {
    lasting: false,
    all: async () => [...kept.values()],
    put: async (op) => { kept.set(op.id, op); },
    remove: async (id) => { kept.delete(id); },
    others: async () => 0,
  };
}
