// Here lives the checking of a draft on this device: what is missing by the rules that run on a page, every answer and what
// it brought to light, and a submission that waits for a connection. The server has the last word when it comes to it.

import { element, leadIn, sayIn } from "./elements.js";
import { notesIn } from "./input-names.js";
import { missingIn } from "./left-words.js";
import { takeBack, withLine } from "./lines.js";
import { counted, isAwaited as waits, withFiles } from "./operations.js";
import { begin, keepSaying, say } from "./shell-page.js";
import { tally } from "./waiting.js";

const KEEPS = "Your submission is being kept on this device …";
const WAITING = "Waiting to be submitted.";
const WAITS = "Waiting to be submitted: it is sent, and checked once more, when there is a connection and a page of Formspec is open in this browser.";
const TAKEN_BACK = "It is not submitted from here any more. If it had reached Formspec before, it is submitted all the same: open this page again with a connection to see.";
const HELD = "It cannot be taken back just now, because another page of this form holds it. Close the other pages of this form, and try again.";
const NOT_ANSWERED = "Not answered";
const NOT_KNOWN = "Not known yet";
const UNSAID = "An answer needs correcting";

begin(async (page) => {
  const { place, vault, draft, waiting, photos, rules } = page;
  const entries = withFiles(page.entries, photos);
  const [{ left }, { answered }] = await Promise.all([import(place.dataset.left), import(place.dataset.answered)]);
  const come = left(rules.program, entries, rules.today);
  const { errors, warnings } = come;
  showMissing(place, come);
  showWarnings(warnings);
  showAnswers(place, answered(rules.program, entries, rules.today), entries);
  const show = prepare(vault, draft.draft, { isReady: !errors.length && !warnings.length, notes: unfiled(entries).length });
  await show(waiting);
  const { again, forget } = keepSaying(page, show);
  const told = document.getElementById("submit-told");
  const submitting = place.querySelector("[data-submits]");
  const act = (button, what) => button?.addEventListener("click", async () => {
    button.disabled = true;
    try {
      await what(vault.operations(draft.draft));
    } catch (fault) {
      told.textContent = "";
      say(fault);
    } finally {
      button.disabled = false;
    }
  });
  act(submitting, async (operations) => {
    told.textContent = KEEPS;
    await withLine(vault, draft, async (outbox) => {
      await outbox.submit();
      await show(await operations.all());
    });
    await again();
  });
  act(document.getElementById("take-back"), async (operations) => {
    const submissions = (await operations.all()).filter(waits);
    const gone = await Promise.all(submissions.map((each) => takeBack(vault, draft.draft, each)));
    await forget();
    await show(await operations.all(), gone.every(Boolean) ? TAKEN_BACK : HELD);
    (submitting?.closest("[hidden]") ? told : submitting ?? told).focus();
  });
}, { showsSubmitted: true });

/**
 * A function that shows whether the form can be submitted here, waits to be, was, or why it was refused; `news` is what was
 * done just now, which is said until something else becomes of it. `notes` counts those that are filed nowhere.
 */
function prepare(vault, id, { isReady, notes }) {
  let said = "";
  const left = document.getElementById("notes-left");
  left.querySelector("strong").textContent = notesLeft(notes);
  return async function show(waiting, news) {
    const known = await vault.drafts.get(id);
    const submissions = waiting.filter(({ kind }) => kind === "submit");
    const submission = submissions.find(waits) ?? submissions[0];
    const [isWaiting, isOver] = [Boolean(submission && waits(submission)), !submission && (!known || known.submitted)];
    said = news ?? (said === TAKEN_BACK && !submission ? said : "");
    document.getElementById("submit").hidden = !isReady || isOver || isWaiting;
    document.getElementById("take-back").hidden = !isWaiting;
    left.hidden = isOver || !notes;
    const held = isOver || !(isReady || isWaiting) ? null : tally(waiting, await vault.photos(id).all()).untaken;
    sayHeld(held);
    const told = document.getElementById("submit-told");
    const over = known ? "It was submitted. " : "This form is not on this device any more. ";
    sayIn(told, isOver ? over : (submission?.refused ?? (said || (isWaiting ? (held?.words ? WAITING : WAITS) : ""))));
    if (isOver) {
      told.append(element("a", "See it", { href: `/drafts/${id}` }));
    } else if (submission?.refused && submission.at) {
      told.append(" ", element("a", "Open the section", { href: submission.at }));
    }
  };
}

/** Say, before a form is submitted and while it waits to be, what holds that up, and where that is seen to. */
function sayHeld(held) {
  const place = document.getElementById("submit-held");
  const [was, is] = held?.isOne ? ["was", "that is"] : ["were", "they are"];
  place.hidden = !held?.words;
  if (held?.words) {
    leadIn(place.firstElementChild, `${held.words} ${was} not taken. The form is submitted only once ${is} put right or removed: see `, "On this device", "/visit");
  }
}

/** What is said of notes that are filed nowhere before a form is submitted. */
function notesLeft(count) {
  const [are, they, them] = count === 1 ? ["is", "it is", "it"] : ["are", "they are", "them"];
  return `${counted(count, "note", "notes")} ${are} not filed with a question: ${they} left out of the record, and cannot be read any more once the form is submitted. File ${them} before you submit.`;
}

function showMissing(place, come) {
  const { errors, isInPart } = come;
  const section = document.getElementById("missing");
  section.hidden = !errors.length;
  document.getElementById("missing-title").textContent = `Before you can ${isInPart ? "complete this part" : "submit"}: ${missingIn(come)}`;
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
  const [headings, texts] = ["headings", "prompts"].map((id) => JSON.parse(document.getElementById(id).textContent));
  const listed = [
    [place.dataset.concerns, concerns],
    [place.dataset.actions, actions],
    ["Could not find out", unknown],
  ].filter(([, found]) => found.length);
  const found = document.getElementById("found");
  found.hidden = !listed.length;
  found.querySelector("div").replaceChildren(...listed.flatMap(([title, each]) => findings(place, title, each)));
  const notes = unfiled(entries);
  document.getElementById("answers").querySelector("div").replaceChildren(
    ...sections.filter(({ questions }) => questions.length).flatMap((each) => answersOf(place, each, { headings, texts })),
    ...(notes.length ? [element("h3", `Notes that belong to no question yet (${notes.length})`), listOf(notes)] : []),
  );
}

function findings({ dataset: { lang } }, title, found) {
  const list = element("dl", "", { className: "conflict" });
  for (const { question, text, beside = [] } of found) {
    list.append(worded("dt", question, lang), element("dd", text), ...(beside.length ? [worded("dd", beside.join(", "), lang)] : []));
  }
  return [element("h3", `${title} (${found.length})`), list];
}

function answersOf(place, { id, questions }, { headings, texts }) {
  const { lang } = place.dataset;
  const words = titleOf(place, id);
  const [title, change] = [element("h3"), element("a", "Change", { href: place.dataset.sections + id, className: "change" })];
  change.append(element("span", ` ${words}`, { className: "visually-hidden" }));
  title.append(worded("span", words, lang), " ", change);
  const list = element("dl", "", { className: "conflict" });
  for (const { words: question, parts, seen, prompts, unseen, files } of questions) {
    const said = parts.flatMap((part) => linesOf(part, headings, lang));
    const none = element("dd", parts.some(({ isWorkedOut }) => isWorkedOut) ? NOT_KNOWN : NOT_ANSWERED);
    const beside = [
      prompts && `${seen} of ${counted(prompts, "prompt", "prompts")} ticked as seen`,
      files.length && `${counted(files.length, "photo or file", "photos and files")}: ${files.join(", ")}`,
    ].filter(Boolean);
    list.append(worded("dt", question, lang), ...(said.length ? said : [none]));
    list.append(...beside.map((text) => element("dd", text, { className: "quiet" })));
    if (unseen.length) {
      list.append(unticked(unseen.map((name) => texts[name]), lang));
    }
  }
  return [title, list];
}

/** The evidence that nobody ticked as seen, each by its own words. */
function unticked(texts, lang) {
  const [place, listed] = [element("dd", "Not ticked as seen:", { className: "quiet" }), element("ul")];
  listed.append(...texts.map((text) => worded("li", text, lang)));
  place.append(listed);
  return place;
}

/** What an answer says, each text under what it is called where that is not the question itself. */
function linesOf({ address, role, text, unknown, reason }, headings, lang) {
  const heading = role === "answer" ? "" : headings[address];
  return [
    text && worded("dd", heading ? `${heading}: ${text}` : text, lang),
    unknown && element("dd", `Could not find out: ${unknown}`),
    reason && element("dd", `Because: ${reason}`),
  ].filter(Boolean);
}

/** An element with words of the form, in the language that it is read in. */
const worded = (tag, text, lang) => element(tag, text, lang ? { lang } : {});

const unfiled = (entries) => notesIn(entries).filter(({ filed }) => !filed).map(({ text }) => text);

function listOf(texts) {
  const list = element("ul");
  list.append(...texts.map((text) => element("li", text)));
  return list;
}
