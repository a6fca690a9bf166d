// Here lives what is said of the state of saving: at every moment true, and where something is wrong, what to do.

const NO_CONNECTION = "Not saved yet: no connection. Keep this page open.";
const BY_HAND = "Not saved yet: rows, files with what is said of them, and notes are kept when you press Save and continue.";
const CLOSED = {
  "carried forward": "Not saved: this draft was carried forward to a newer version. Press Save and continue: your words go with it.",
  completed: "Not saved: this part was completed meanwhile. Press Save and continue to see your words, and copy them.",
};

/** The sentence for a state of the outbox, and its sort: kept, moving, device or wrong. `before` is said until a save. */
export function sentenceOf(state, { isTyping, isByHand, before }) {
  const wrong = wrongOf(state);
  if (wrong) {
    return { sort: "wrong", words: wrong };
  }
  if (state.standing === "waiting" && state.unsent) {
    return state.isLasting && !isTyping
      ? { sort: "device", words: `Saved on this device, not yet sent (${state.unsent}).` }
      : { sort: "wrong", words: state.isLasting ? "Saving…" : state.sentence || NO_CONNECTION };
  }
  if (state.unsent || isTyping) {
    return { sort: "moving", words: "Saving…" };
  }
  if (isByHand) {
    return { sort: "wrong", words: BY_HAND };
  }
  return { sort: "kept", words: state.savedAt === null ? before : `Saved at ${clock(state.savedAt)}.` };
}

function wrongOf({ standing, sentence, clashes, refused, unsent }) {
  if (standing === "signed out" && unsent) {
    return `Not saved: ${sentence.replace(/^Not saved: /, "")}`;
  }
  if (!["open", "waiting", "signed out"].includes(standing)) {
    return CLOSED[standing] ?? `Not saved: this draft was ${standing} meanwhile. Press Save and continue to see your words, and copy them.`;
  }
  if (clashes.length) {
    const counted = clashes.length === 1 ? "an answer that you changed too. Choose there" : `${clashes.length} answers that you changed too. Choose at each`;
    return `Not saved: somebody else changed ${counted} what should stay.`;
  }
  return refused[0]?.refused ?? "";
}

const clock = (moment) => new Date(moment).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/London" });
