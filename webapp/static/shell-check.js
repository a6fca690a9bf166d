// Here lives the checking of a draft on this device: what is missing by the rules that run on a page, every answer and what
// it brought to light, and a submission that waits for a connection. The server has the last word when it comes to it.

import { element } from "./elements.js";
import { takeBack, withLine } from "./lines.js";
import { counted } from "./operations.js";
import { begin, keepSaying, say } from "./shell-page.js";

const KEEPS = "Your submission is being kept on this device …";
const WAITS = "Waiting to be submitted: it is sent, and checked once more, when there is a connection and this form is open in this browser.";
const TAKEN_BACK = "It is not submitted from here any more. If it had reached Formspec before, it is submitted all the same, and this page says so once there is a connection.";
const NOT_ANSWERED = "Not answered";
const NOTE = /^--note\.[0-9a-z]{12}$/;
const UNSAID = "An answer needs correcting";
const ON_ITS_WAY = "It is being sent at this moment, so it cannot be taken back.";

begin(async (page) => {
  const { place, vault, draft, waiting, entries, rules } = page;
  const [{ left }, { answered }] = await Promise.all([import(place.dataset.left), import(place.dataset.answered)]);
  const { errors, warnings } = left(rules.program, entries, rules.today);
  showMissing(place, errors);
  showWarnings(warnings);
  showAnswers(place, answered(rules.program, entries, rules.today), entries);
  const isReady = !errors.length && !warnings.length;
  const show = prepare(isReady, draft.draft);
  show(waiting);
  const again = keepSaying(page, show);
  const told = document.getElementById("submit-told");
  const act = (button, what) => button?.addEventListener("click", async () => {
    button.disabled = true;
    try {
      await what();
      await again();
    } catch (fault) {
      told.textContent = "";
      say(fault);
    } finally {
      button.disabled = false;
    }
  });
  const submitting = place.querySelector("[data-submits]");
  const takingBack = document.getElementById("take-back");
  act(submitting, async () => {
    told.textContent = KEEPS;
    await withLine(vault, draft, async (outbox) => {
      await outbox.submit();
      show(await vault.operations(draft.draft).all());
    });
  });
  act(takingBack, async () => {
    const operations = vault.operations(draft.draft);
    const submission = (await operations.all()).find(waits);
    const isTakenBack = submission && (await takeBack(vault, draft.draft, submission));
    show(await operations.all(), isTakenBack ? TAKEN_BACK : ON_ITS_WAY);
    submitting?.focus();
  });
});

/** Whether an operation is a submission that is to be sent. */
const waits = ({ kind, refused }) => kind === "submit" && !refused;

/**
 * A function that shows whether the form can be submitted here, waits to be, was, or why it was refused; `news` is what was
 * done just now, and is said until something else becomes of it.
 */
function prepare(isReady, draft) {
  let isAsked = false;
  let said = "";
  return function show(waiting, news = said) {
    const submissions = waiting.filter(({ kind }) => kind === "submit");
    const submission = submissions.find(waits) ?? submissions[0];
    said = submission && news === TAKEN_BACK ? "" : news;
    isAsked = submission ? true : isAsked && said !== TAKEN_BACK;
    const [isWaiting, isDone] = [Boolean(submission && waits(submission)), isAsked && !submission];
    document.getElementById("submit").hidden = !isReady || isDone || isWaiting;
    document.getElementById("take-back").hidden = !isWaiting;
    const told = document.getElementById("submit-told");
    told.textContent = isDone ? "It was submitted. " : (submission?.refused ?? (said || (isWaiting ? WAITS : "")));
    if (isDone) {
      told.append(element("a", "See it", { href: `/drafts/${draft}` }));
    }
  };
}

function showMissing(place, errors) {
  const section = document.getElementById("missing");
  section.hidden = !errors.length;
  document.getElementById("missing-title").textContent = `Before you can submit: ${counted(errors.length, "answer", "answers")}`;
  const groups = Map.groupBy(errors, ({ address }) => address.split(".")[0]);
  section.querySelector("div").replaceChildren(...[...groups].flatMap(([id, found]) => group(place, id, found)));
}

const titleOf = (place, id) => place.querySelector(`li[data-section="${id}"]`)?.textContent ?? "";

function group(place, id, errors) {
  const title = element("h3", titleOf(place, id));
  const list = element("ul");
  list.append(...errors.map(({ name, message }) => {
    const line = element("li");
    line.append(element("a", message || UNSAID, { href: `${place.dataset.sections}${id}#${name}` }));
    return line;
  }));
  return [title, list];
}

function showWarnings(warnings) {
  const section = document.getElementById("warnings");
  section.hidden = !warnings.length;
  document.getElementById("warnings-title").textContent = `Look at this again: ${counted(warnings.length, "warning", "warnings")}`;
  section.querySelector("ul").replaceChildren(...warnings.map(({ message }) => element("li", message)));
}

/** Show every answer as it would be submitted, what it brought to light, and the notes that are filed nowhere yet. */
function showAnswers(place, { sections, concerns, actions, unknown }, entries) {
  const headings = JSON.parse(document.getElementById("headings").textContent);
  const listed = [
    [place.dataset.concerns, concerns],
    [place.dataset.actions, actions],
    ["Could not find out", unknown],
  ].filter(([, found]) => found.length);
  const found = document.getElementById("found");
  found.hidden = !listed.length;
  found.querySelector("div").replaceChildren(...listed.flatMap(([title, each]) => findings(title, each)));
  const notes = notesIn(entries);
  document.getElementById("answers").querySelector("div").replaceChildren(
    ...sections.filter(({ questions }) => questions.length).flatMap((each) => answersOf(place, each, headings)),
    ...(notes.length ? [element("h3", `Notes that belong to no question yet (${notes.length})`), listOf(notes)] : []),
  );
}

function findings(title, found) {
  const list = element("dl", "", { className: "conflict" });
  for (const { question, text, beside = [] } of found) {
    list.append(element("dt", question), element("dd", text), ...(beside.length ? [element("dd", beside.join(", "))] : []));
  }
  return [element("h3", `${title} (${found.length})`), list];
}

function answersOf(place, { id, questions }, headings) {
  const words = titleOf(place, id);
  const [title, change] = [element("h3", `${words} `), element("a", "Change", { href: place.dataset.sections + id, className: "change" })];
  change.append(element("span", ` ${words}`, { className: "visually-hidden" }));
  title.append(change);
  const list = element("dl", "", { className: "conflict" });
  for (const { words, parts, seen, prompts, files } of questions) {
    const said = parts.flatMap((part) => linesOf(part, headings));
    list.append(element("dt", words), ...(said.length ? said : [NOT_ANSWERED]).map((text) => element("dd", text)));
    const beside = [
      prompts && `${seen} of ${counted(prompts, "prompt", "prompts")} ticked as seen`,
      files.length && `${counted(files.length, "photo or file", "photos and files")}: ${files.join(", ")}`,
    ].filter(Boolean);
    list.append(...beside.map((text) => element("dd", text, { className: "quiet" })));
  }
  return [title, list];
}

/** What an answer says, each text under what it is called where that is not the question itself. */
function linesOf({ address, role, text, unknown, reason }, headings) {
  const heading = role === "answer" ? "" : headings[address];
  const lines = [text && (heading ? `${heading}: ${text}` : text), unknown && `Could not find out: ${unknown}`, reason && `Because: ${reason}`];
  return lines.filter(Boolean);
}

function notesIn(entries) {
  const isOpen = (name) => NOTE.test(name) && !entries[`${name}.filed`];
  return Object.entries(entries).filter(([name]) => isOpen(name)).map(([, text]) => text);
}

function listOf(texts) {
  const list = element("ul");
  list.append(...texts.map((text) => element("li", text)));
  return list;
}
