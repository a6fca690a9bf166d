// Here lives what is said of the state of saving: at every moment true, and where something is wrong, what to do.

import { isHere, sectionOf } from "./input-names.js";
import { isOwn, isSubmission } from "./operations.js";

const NO_CONNECTION = "Not saved yet: no connection. Keep this page open.";
const BY_HAND = "Not saved yet: files that you chose or removed are saved when you press Save and continue.";
const CUT = "Not saved yet: Formspec does not answer. Keep this page open, and press the button again once there is a connection.";
const STAYS = " Formspec does not answer, so this page stays: press the button again once there is a connection.";
const SUBMITS = "The form waits to be submitted";
const NOT_KEPT = " Without a connection, nothing more is kept on this device now.";
const MOVING = { sort: "moving", words: "Saving…" };
const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "numeric", minute: "2-digit", hourCycle: "h12", timeZone: "Europe/London" });
const CLOSED = {
  "carried forward": "Not saved: this draft was carried forward to a newer version. Press Save and continue: your words go with it.",
  completed: "Not saved: this part was completed meanwhile. Press Save and continue to see your words, and copy them.",
};

/**
 * The sentence for a state of the outbox, null before there is one, its sort: kept, moving, device or wrong, and whether it
 * is about other sections. `before` is said until a save, `section` is the page's own, or the row that it has of one; `isCut` says that what goes with the
 * page alone was to be saved, and nobody answered, `isStopped` that a button was pressed and leads nowhere until somebody does.
 */
export function sentenceOf(state, { isTyping, isByHand, isCut, isStopped, before, section }) {
  if (state?.standing === "signed out" && state.unsent && isMoving(state, isTyping)) {
    return MOVING;
  }
  const wrong = state && wrongOf(state, section);
  if (wrong) {
    return { sort: "wrong", words: wrong };
  }
  if (state?.standing === "waiting" && state.unsent) {
    return waitingOf(state, isTyping, isStopped);
  }
  if (state?.unsent || isTyping) {
    return MOVING;
  }
  if (isCut || isByHand) {
    return { sort: "wrong", words: isCut ? CUT : BY_HAND };
  }
  const elsewhere = state && elsewhereOf(state, section);
  const saved = !state || state.savedAt === null ? before : `Saved at ${clock(state.savedAt)}.`;
  return elsewhere
    ? { sort: "wrong", words: `${saved} ${elsewhere}`, isElsewhere: true }
    : { sort: "kept", words: state?.storeFault ? saved + NOT_KEPT : saved };
}

/** Whether words are on their way from the page to the device. */
const isMoving = ({ isLasting, isStoring }, isTyping) => isStoring || (isLasting && isTyping);

function waitingOf(state, isTyping, isStopped) {
  const { isLasting, storeFault, sentence } = state;
  if (isMoving(state, isTyping)) {
    return MOVING;
  }
  const submits = state.submissions && isTypedIn(state) ? ` ${SUBMITS}.` : "";
  const kept = `${keptIn(state)}.${submits}${isStopped ? STAYS : ""}`;
  const notKept = storeFault ? `Not saved yet: no connection. ${storeFault} Keep this page open.` : sentence || NO_CONNECTION;
  return isLasting ? { sort: "device", words: kept } : { sort: "wrong", words: notKept };
}

/** What is kept on this device until it is sent: words, with their number, or only that the form is to be submitted. */
const keptIn = (state) => (isTypedIn(state) ? `Saved on this device, not yet sent (${state.unsent - state.submissions})` : SUBMITS);

const isTypedIn = ({ unsent, submissions }) => unsent > submissions;

function wrongOf(state, section) {
  const { standing, sentence, clashes, refused, unsent, isLasting } = state;
  if (standing === "signed out" && unsent) {
    const why = sentence.replace(/^Not saved: /, "");
    return isLasting ? `${keptIn(state)}: ${why.replace(", so nothing was saved", "")}` : `Not saved: ${why}`;
  }
  if (!["open", "waiting", "signed out"].includes(standing)) {
    return CLOSED[standing] ?? `Not saved: this draft was ${standing} meanwhile. Press Save and continue to see your words, and copy them.`;
  }
  const clashing = clashes.filter(({ names }) => isHere(names[0], section));
  if (clashing.length) {
    const counted = clashing.length === 1 ? ["an answer", "there"] : [`${clashing.length} answers`, "at each"];
    const changed = clashing.every(isOwn) ? `you changed ${counted[0]} in another window too` : `somebody else changed ${counted[0]} that you changed too`;
    return `Not saved: ${changed}. Choose ${counted[1]} what should stay.`;
  }
  const own = refused.find((op) => op.section === sectionOf(section))?.refused ?? "";
  return own && standing === "waiting" && isTypedIn(state) && isLasting ? `${own} The rest is ${keptIn(state).replace("S", "s")}.` : own;
}

/** What is said of earlier changes in other sections that were not taken; why a submission was not is told over the page. */
function elsewhereOf({ clashes, refused }, section) {
  const others = refused.filter((op) => op.section !== sectionOf(section) && !isSubmission(op));
  const count = clashes.filter(({ names }) => !isHere(names[0], section)).length + others.length;
  const counted = count === 1 ? "1 earlier change of yours was" : `${count} earlier changes of yours were`;
  return count && `${counted} not saved: see On this device.`;
}

/** The time of day in London, as pages from the server say it: 10:15am. */
const clock = (moment) => CLOCK.format(moment).replace(/\s/g, "").toLowerCase();
