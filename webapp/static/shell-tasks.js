// Here lives the list of a draft's sections on this device: how far each has come, and what is left.

import { showCopies } from "./copies.js";
import { sayIn } from "./elements.js";
import { withLine } from "./lines.js";
import { asItStands, counted } from "./operations.js";
import { begin, keepSaying } from "./shell-page.js";

begin(async (page) => {
  const { place, vault, draft, entries, rules } = page;
  const [{ left }, { namesTyped }] = await Promise.all([import(place.dataset.left), import(place.dataset.typedNames)]);
  let last = { draft, entries };
  const now = async () => {
    last = await asItStands(vault, last.draft).catch(() => last);
    return last;
  };
  const look = async () => show(place, left(rules.program, (await now()).entries, rules.today));
  await look();
  const { again } = keepSaying(page, look);
  showCopies({
    vault,
    now,
    isTyped: namesTyped(rules.program),
    enter: async (groups, known) => {
      await withLine(vault, known, (outbox) => outbox.change(groups, { isPaused: false }));
      await again();
    },
  });
});

/** Say how far each section has come, and what is left. */
function show(place, come) {
  for (const each of come.sections) {
    const line = place.querySelector(`li[data-section="${each.id}"]`);
    line.hidden = !each.asked;
    sayIn(line.querySelector(".state"), stateOf(each));
  }
  const isReady = !come.errors.length && !come.warnings.length;
  sayIn(document.getElementById("left"), isReady ? "Everything is answered, by the rules that run here" : leftIn(come));
  sayIn(document.getElementById("state-check"), isReady ? "Ready" : "Not ready yet");
}

function leftIn({ errors, warnings }) {
  const missing = errors.filter(({ code }) => code === "required").length;
  const wrong = errors.length - missing;
  const parts = [
    missing && `${counted(missing, "answer", "answers")} left to give`,
    wrong && `${counted(wrong, "answer needs", "answers need")} correcting`,
    warnings.length && `${counted(warnings.length, "warning", "warnings")} to look at`,
  ];
  return parts.filter(Boolean).join(", ");
}

function stateOf({ needed, answered, wrong, started }) {
  if (wrong) {
    return `${wrong} ${wrong === 1 ? "needs" : "need"} correcting`;
  }
  if (!started) {
    return needed ? "Not started" : "Not started (optional)";
  }
  return needed && answered < needed ? `${answered} of ${needed} answered` : needed ? "Complete" : "Filled in";
}
