// Here lives the saving while somebody types: after each pause the text is kept, merged with what others kept meanwhile.
// What is said of it is true: “Saved” is only said of the very text that is kept.

import { post } from "./live.js";
import { placesIn } from "./places.js";
import { difference } from "./plain-box.js";

const AGAIN_AFTER = 5000;
const UNAVAILABLE = 503;
const UNSAVED = "Not saved yet.";
const NO_ANSWER = "Not saved: Formspec does not answer. Keep this page open: it is tried again every few seconds.";
const MERGED = "Somebody else saved meanwhile: the text has what both of you wrote.";
const ASKS = "Not saved: somebody else changed the same lines. Choose below what should stay.";
const GONE =
  "These lines were changed or moved since, so nothing was done. Put there what should stay, then choose “Keep mine”.";

export function prepareSaving(form, box, saved) {
  const said = document.querySelector("#saved");
  const clashes = document.querySelector("#clashes");
  let base = form.elements.base.value;
  let kept = form.dataset.state === "saved" ? box.text() : null;
  let isSaving = false;
  let isAsking = false;
  let places = null;
  const lines = new Map();
  let again = 0;
  let named = name();
  let told = said.textContent;

  function name() {
    return form.elements.writer?.value.trim() ?? "";
  }

  function say(words, isWrong = false) {
    said.textContent = words;
    said.classList.toggle("wrong", isWrong);
  }

  async function save() {
    const text = box.text();
    if (isSaving || isAsking || (text === kept && name() === named)) {
      settle();
      return;
    }
    const writer = name();
    clearTimeout(again);
    isSaving = true;
    say("Saving…");
    const answer = await post(form, form.dataset.save, { base, text, taken: form.elements.taken?.value ?? "" });
    isSaving = false;
    named = answer.status === 200 ? writer : named;
    take(answer, text);
    settle();
    if (!isAsking && kept === text && box.text() !== text) {
      save();
    }
  }

  function take({ status, body }, text) {
    if (status === 200) {
      keep(body, text);
    } else if (body.clashes) {
      ask(body, text);
    } else {
      say(body.refused ?? (status ? `Not saved: Formspec refused it (${status}).` : NO_ANSWER), true);
      if (!status || status === UNAVAILABLE) {
        again = setTimeout(save, AGAIN_AFTER);
      }
    }
  }

  function keep(body, text) {
    const now = body.text === undefined ? box.text() : rebased(text, body.text, box.text());
    if (now === null) {
      again = setTimeout(save, 0);
      return;
    }
    base = form.elements.base.value = String(body.base);
    kept = body.text ?? text;
    told = body.saved;
    if (now !== box.text()) {
      box.set(now);
    }
    say(body.text === undefined ? body.saved : `${body.saved} ${MERGED}`);
    saved();
  }

  function ask(body, text) {
    const now = rebased(text, body.text, box.text());
    if (now === null) {
      again = setTimeout(save, 0);
      return;
    }
    isAsking = true;
    base = form.elements.base.value = String(body.base);
    kept = null;
    box.set(now);
    say(ASKS, true);
    const left = new Set(body.clashes);
    places = placesIn(box, body.text, body.clashes);
    const title = document.createElement("h2");
    title.textContent = `${body.writer || "Somebody else"} changed the same lines as you`;
    clashes.replaceChildren(title, ...body.clashes.map((each) => panel(each, left)));
  }

  function panel(clash, left) {
    const shown = document.createElement("div");
    shown.className = "clash";
    const heading = document.createElement("h3");
    lines.set(clash, heading);
    heading.textContent = `Line ${places.line(clash)}`;
    shown.append(heading, ...words("Theirs:", clash.theirs), ...words("Yours, in the text now:", clash.yours));
    shown.append(choice("Keep mine", () => true), " ", choice("Use theirs", () => places.use(clash) || refuse()));
    return shown;

    function refuse() {
      const said = shown.querySelector("[role=alert]") ?? document.createElement("p");
      said.setAttribute("role", "alert");
      said.textContent = GONE;
      shown.append(said);
      return false;
    }

    function choice(label, act) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button second";
      button.textContent = label;
      button.addEventListener("click", () => {
        if (!act()) {
          return;
        }
        left.delete(clash);
        lines.delete(clash);
        shown.remove();
        follow();
        if (left.size) {
          clashes.querySelector("button").focus();
        } else {
          clashes.replaceChildren();
          isAsking = false;
          places = null;
          form.querySelector("[name=then]").focus();
          save();
        }
      });
      return button;
    }
  }

  function follow() {
    places?.follow();
    lines.forEach((heading, clash) => {
      heading.textContent = `Line ${places.line(clash)}`;
    });
  }

  function changed() {
    if (box.text() !== kept && !isSaving && !isAsking) {
      say(UNSAVED);
    }
    settle();
  }

  // The very text that is kept is not called unsaved, whatever was said of another.
  function settle() {
    const isUnsaved = said.textContent === UNSAVED || said.classList.contains("wrong");
    if (box.text() === kept && name() === named && isUnsaved && !isSaving && !isAsking) {
      say(told);
    }
  }

  box.changed(follow);
  for (const each of ["beforeunload", "leaving"]) {
    window.addEventListener(each, (event) => {
      if (isAsking || box.text() !== kept) {
        event.preventDefault();
      }
    });
  }
  form.elements.writer?.addEventListener("change", save);
  document.addEventListener("visibilitychange", () => document.hidden && save());

  return { save, changed };
}

// Returns a text with what was typed since it was sent, given what was sent and what it has become; null where the two
// cannot be told apart.
function rebased(sent, become, typed) {
  if (typed === sent) {
    return become;
  }
  const theirs = difference(sent, become);
  const yours = difference(sent, typed);
  if (theirs.end < yours.start) {
    return typed.slice(0, theirs.start) + theirs.text + typed.slice(theirs.end);
  }
  const moved = typed.length - sent.length;
  return yours.end < theirs.start
    ? typed.slice(0, theirs.start + moved) + theirs.text + typed.slice(theirs.end + moved)
    : null;
}

function words(label, text) {
  const said = document.createElement("p");
  said.className = "quiet";
  said.textContent = label;
  const shown = document.createElement("pre");
  shown.textContent = text || "(these lines were taken out)";
  return [said, shown];
}
