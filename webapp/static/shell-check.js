// Here lives the checking of a draft on this device: what is missing by the rules that run on a page, and a submission that
// waits for a connection. The server has the last word when it comes to it.

import { element } from "./elements.js";
import { withLine } from "./lines.js";
import { counted } from "./operations.js";
import { begin, keepSaying, say } from "./shell-page.js";

const KEEPS = "Your submission is being kept on this device …";
const WAITS = "Submitted on this device. It is sent, and checked once more, when there is a connection.";

begin(async (page) => {
  const { place, vault, draft, waiting, entries, rules } = page;
  const { left } = await import(place.dataset.left);
  const { errors, warnings } = left(rules.program, entries, rules.today);
  showMissing(place, errors);
  showWarnings(warnings);
  const isReady = !errors.length && !warnings.length;
  const show = prepare(isReady, draft.draft);
  show(waiting);
  const again = keepSaying(page, show);
  place.querySelector("[data-submits]")?.addEventListener("click", async ({ currentTarget: button }) => {
    button.disabled = true;
    document.getElementById("submit-told").textContent = KEEPS;
    try {
      await withLine(vault, draft, async (outbox) => {
        await outbox.submit();
        show(await vault.operations(draft.draft).all());
      });
      await again();
    } catch (fault) {
      document.getElementById("submit-told").textContent = "";
      say(fault);
    } finally {
      button.disabled = false;
    }
  });
});

/** A function that shows whether the form can be submitted here, waits to be, was, or why it was refused. */
function prepare(isReady, draft) {
  let isAsked = false;
  return function show(waiting) {
    const submissions = waiting.filter(({ kind }) => kind === "submit");
    const submission = submissions.find(({ refused }) => !refused) ?? submissions[0];
    const isDone = isAsked && !submission;
    isAsked ||= Boolean(submission);
    document.getElementById("submit").hidden = !isReady || isDone || Boolean(submission && !submission.refused);
    const told = document.getElementById("submit-told");
    told.textContent = submission ? submission.refused ?? WAITS : "";
    if (isDone) {
      told.append("It was submitted. ", element("a", "See it", { href: `/drafts/${draft}` }));
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

function group(place, id, errors) {
  const title = element("h3", place.querySelector(`li[data-section="${id}"]`)?.textContent ?? "");
  const list = element("ul");
  list.append(...errors.map(({ name, message }) => {
    const line = element("li");
    line.append(element("a", message || "Something is to be corrected", { href: `${place.dataset.sections}${id}#${name}` }));
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
