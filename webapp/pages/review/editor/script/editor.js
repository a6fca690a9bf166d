// Here lives the putting together of the editor: a box to write in, problems as one types, saving, and the preview. All of
// it works without this script, too; then it takes a press of Save to see it.
//
// The page gives form#spec-form with the addresses to ask (data-check, data-save, data-complete), textarea#text, #verdict,
// #problems, #saved, #clashes, and iframe#preview with #widths.

import { aceBox } from "./ace-box.js";
import { asker, isPassing, pause } from "./live.js";
import { plainBox } from "./plain-box.js";
import { preparePreview } from "./preview.js";
import { prepareProblems } from "./problems.js";
import { prepareSaving } from "./saving.js";

const CHECK_AFTER = 200;
const CHECK_AGAIN_AFTER = 2000;
const SAVE_AFTER = 1000;

const form = document.querySelector("#spec-form");
if (form) {
  start(form);
}

function start(form) {
  const box = window.ace ? aceBox(form, window.ace) : plainBox(form);
  const preview = preparePreview();
  const problems = prepareProblems(form, box, check);
  const saving = prepareSaving(form, box, () => preview.refresh(problems.isSound()));
  const ask = asker(form, form.dataset.check);
  const soonChecked = pause(CHECK_AFTER, check);
  const laterChecked = pause(CHECK_AGAIN_AFTER, check);
  const soonSaved = pause(SAVE_AFTER, saving.save);
  document.querySelector("#numbered")?.setAttribute("hidden", "");

  async function check() {
    const answer = await ask({ text: box.text() });
    if (answer?.body?.problems) {
      problems.show(answer.body);
      preview.sections(answer.body.sections, box.at().line);
    } else if (answer && isPassing(answer.status)) {
      laterChecked();
    }
  }

  box.changed(() => {
    saving.changed();
    soonChecked();
    soonSaved();
  });
  box.moved((line) => preview.follow(line));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.submitter?.name === "mend") {
      problems.mend(event.submitter.value);
    } else {
      saving.save();
    }
    delete form.dataset.sent;
  });
  check();
}
