// Here lives the saving of a section's page while somebody types: what was changed goes to an outbox, which keeps and sends
// it; the line beside the buttons says at every moment what is true of it. Ways away from the page live in `leaving.js`.

import { prepareClashes } from "./clash-panels.js";
import { isHere, isOf } from "./input-names.js";
import { prepareLeaving } from "./leaving.js";
import { surroundings } from "./lines.js";
import { openOutbox } from "./outbox.js";
import { deliver, isAnswering } from "./posting.js";
import { sentenceOf } from "./saving-words.js";
import { prepareInputs } from "./typed-inputs.js";

const PAUSE = 500;
const LONGEST = 1000;
const COUNT = / \(\d+\)/;

/**
 * Save a form while it is filled in. `opening` gives the store of what is not sent yet; what is typed before it is open
 * waits on the page. `who` is the account, "" for none; `kept` what stood at the form's base, where that is not what the
 * page shows; `goOn`, where the page cannot post, what its buttons do instead once everything is kept; `onward` gives where
 * a button leads while nothing answers, "" where that is nowhere; `told` is given the outbox's state whenever it changes.
 * Comes back when the store is open.
 */
export function begin(form, given) {
  const saving = new Saving(form, given);
  saving.listen();
  prepareLeaving(form, saving, given.goOn);
  return saving.opened;
}

/** What was typed on a page, what is known of its saving, and what the page says of that. */
class Saving {
  constructor(form, { opening, who, kept, goOn, onward = () => "", told = () => {} }) {
    this.form = form;
    this.base = form.elements.base;
    this.inputs = prepareInputs(form);
    this.line = document.querySelector("#saving");
    this.told = document.querySelector("#saving-told");
    this.before = this.line.textContent;
    this.heardBy = told;
    this.onward = onward;
    this.typed = new Set();
    this.waiting = 0;
    this.since = 0;
    this.heard = "kept";
    this.glance = {};
    this.isByHand = false;
    this.isAsking = false;
    this.isCut = false;
    this.isStopped = false;
    this.isBehind = false;
    this.outbox = null;
    this.state = null;
    form.dataset.saving = "yes";
    document.querySelectorAll("[data-without-script]").forEach((each) => { each.hidden = true; });
    this.line.hidden = false;
    this.showClashes = prepareClashes(form, this.inputs, (name, isMine, both) => this.decide(name, isMine, both));
    const stood = kept ?? this.inputs.all();
    form.addEventListener("listed", ({ detail }) => (this.outbox ? this.outbox.know(detail) : Object.assign(stood, detail)));
    form.addEventListener("added", ({ detail: { before, base, values } }) => this.outbox?.goOn(before, base, values));
    const opened = this.open(opening, who, stood);
    this.opened = goOn ? opened : opened.catch(() => this.open(memoryStore(), who, stood));
  }

  /** Open the outbox over a store; where it does not open, a page that can post goes on without the device. */
  async open(opening, who, kept) {
    this.outbox = await openOutbox({
      ...surroundings,
      store: await opening,
      send: sending(this.form, who, () => this.commit()),
      changed: (state) => this.changed(state),
      show: (values) => this.show(values),
      takeIn: () => this.commit(),
      base: Number(this.base.value),
      kept,
    });
    this.commit({ isSeen: false });
  }

  listen() {
    this.form.addEventListener("input", ({ target }) => this.entered(target));
    this.form.addEventListener("change", () => {
      this.isByHand = this.inputs.isByHand();
      this.commit();
    });
    window.addEventListener("online", () => {
      this.isCut = false;
      this.say();
      this.outbox?.flush();
    });
    document.addEventListener("visibilitychange", () => (document.hidden ? this.commit() : this.outbox?.flush()));
  }

  entered(input) {
    if (input.name && this.inputs.isSaved(input)) {
      this.typed.add(this.inputs.answerOf(input));
    } else {
      this.isByHand = this.inputs.isByHand();
    }
    this.commitSoon();
    this.say();
  }

  /** Keep what is typed after a pause, or each second while there is none; what is sent waits for the pause. */
  commitSoon() {
    this.since ||= Date.now();
    clearTimeout(this.waiting);
    const left = this.since + LONGEST - Date.now();
    const isPaused = left >= PAUSE;
    this.waiting = setTimeout(() => {
      this.commit({ isPaused });
      if (!isPaused) {
        this.waiting = setTimeout(() => this.commit(), PAUSE);
      }
    }, isPaused ? PAUSE : Math.max(left, 0));
  }

  /** Hand on what was typed, with the boxes that the page itself cleared because their words had changed. */
  commit({ isPaused = true, isSeen = true } = {}) {
    clearTimeout(this.waiting);
    this.since = 0;
    if (!this.outbox) {
      return Promise.resolve();
    }
    const { form, inputs, typed } = this;
    const cleared = [...form.querySelectorAll("input[data-declares]")].filter(inputs.isSaved).map(inputs.answerOf);
    const groups = [...inputs.movedRows(), ...[...typed, ...cleared].flatMap(inputs.read)];
    typed.clear();
    const isKept = this.outbox.change(groups, { isPaused, isSeen });
    this.say();
    return isKept;
  }

  /** Settle an answer that two changed; `both` is what is to stand in it where both texts are kept. */
  decide(name, isMine, both) {
    if (both) {
      this.outbox.change([{ [name]: both }], { isPaused: false });
    }
    this.outbox.decide(name, isMine);
  }

  changed(state) {
    const { form } = this;
    const isSavedAnew = state.savedAt !== null && state.savedAt !== this.state?.savedAt;
    this.state = state;
    this.isStopped &&= state.standing === "waiting";
    this.heardBy(state);
    if (!this.isBehind) {
      this.base.value = String(state.base);
    }
    this.showClashes(state.clashes.filter(({ names }) => isHere(names[0], form.dataset.section)));
    if (state.standing === "open" && isSavedAnew) {
      document.querySelector("#signed-out")?.setAttribute("hidden", "");
    }
    this.say();
  }

  /** Show what others wrote. What this page has no place for stays as the page was made, and so does what it builds on. */
  show(values) {
    const { form, inputs } = this;
    const elsewhere = {};
    let isOther = false;
    const fresh = new Set([...this.typed].flatMap((key) => key.split(" ")));
    const shown = Object.entries(values).filter(([each]) => !fresh.has(each));
    this.showRows(shown);
    for (const [name, text] of shown) {
      if (!isOf(name, form.dataset.section)) {
        elsewhere[name] = text;
        isOther = true;
      } else if (inputs.text(name) !== text) {
        this.isBehind = !inputs.write(name, text) || this.isBehind;
        isOther = true;
      }
    }
    if (isOther) {
      inputs.whileRowsCome(() => form.dispatchEvent(new CustomEvent("kept", { detail: elsewhere })));
    }
  }

  /** Have the rows on the page that others added, or that wait since the page was open before. */
  showRows(shown) {
    const { form, inputs } = this;
    const own = shown.filter(([name]) => isOf(name, form.dataset.section));
    if (own.some(([name, text]) => text && !inputs.named(name))) {
      inputs.whileRowsCome(() => form.dispatchEvent(new CustomEvent("rows", { detail: Object.fromEntries(own) })));
    }
  }

  say() {
    if (this.outbox && !this.since && this.inputs.isMoved()) {
      this.commitSoon();
    }
    const { state, before, isByHand, isCut, isStopped, form } = this;
    const isTyping = this.isTyped || this.isAsking;
    const { sort, words, isElsewhere } = sentenceOf(state, { isTyping, isByHand, isCut, isStopped, before, section: form.dataset.section });
    if (this.line.textContent !== words) {
      this.line.textContent = words;
    }
    this.line.classList.toggle("wrong", sort === "wrong");
    document.querySelector("#saving-more")?.toggleAttribute("hidden", !isElsewhere);
    this.announce(sort, words);
    this.showGlance(state?.glance, sort === "device" || sort === "wrong");
  }

  /** Show how far the draft has come since it was saved; while something is not sent, say that it is as it was last saved. */
  showGlance(words, isLate) {
    if (words !== this.glance.words || isLate !== this.glance.isLate) {
      this.glance = { words, isLate };
      const place = document.querySelector("[data-glance]");
      if (place && words) {
        place.textContent = words;
      }
      document.querySelectorAll("[data-glance-late]").forEach((each) => { each.hidden = !isLate; });
    }
  }

  /**
   * Let it be heard when the state becomes another, and not each save, nor how much waits: that would soon be an old count
   * where the line has the new one.
   */
  announce(sort, words) {
    const uncounted = words.replace(COUNT, "");
    const news = sort === "wrong" ? uncounted : sort;
    if (sort !== "moving" && news !== this.heard) {
      this.told.textContent = uncounted;
      this.heard = news;
    }
  }

  /** Try to send what is left, while the line says at once that this is on its way. */
  async flush() {
    this.isAsking = true;
    this.isStopped = false;
    this.say();
    await this.outbox.flush({ isAnew: true });
    this.isAsking = false;
    this.say();
  }

  /** Say, and let it be heard, that a button that was pressed leads nowhere just now. */
  stop() {
    this.isStopped = this.state.standing === "waiting";
    this.say();
    this.told.textContent = "";
    this.told.textContent = this.line.textContent;
  }

  /** Whether the page may be posted: what goes with it alone stays on it while Formspec does not answer, as the line says. */
  async mayPost() {
    this.isAsking = this.isCarried;
    this.say();
    this.isCut = this.isAsking && !(await isAnswering());
    this.isAsking = false;
    this.say();
    return !this.isCut;
  }

  /** Whether something was typed, or a row came or went, that was not handed on yet. */
  get isTyped() {
    return this.typed.size > 0 || this.inputs.isMoved();
  }

  /** Whether something goes with the page alone: files, and photos that this device may not keep. */
  get isCarried() {
    return this.isByHand || this.form.querySelector("ul.waiting li") !== null;
  }

  /** Whether something is kept neither on the server nor on this device. */
  get isUnsaved() {
    return this.isByHand || this.isTyped || Boolean(this.state && !this.state.isLasting && this.isWaiting);
  }

  /** Whether something is kept that the server does not have. */
  get isWaiting() {
    return this.state.clashes.length + this.state.refused.length + this.state.unsent > 0;
  }

  /** Whether the page may be left in the knowledge that nothing more waits on it. */
  get isKept() {
    return this.state.isLasting || this.state.isStoring || !this.isWaiting;
  }

  /** Whether all of the page waits on this device for a connection, and nothing of it on the page. */
  get isLeft() {
    return this.state.standing === "waiting" && this.state.isLasting && !this.isCarried;
  }

  /** Whether nothing more is sent from this page. */
  get isOver() {
    return !["open", "waiting"].includes(this.state.standing);
  }

  get isClear() {
    return !this.state.unsent && !this.form.querySelector(".clash");
  }
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
