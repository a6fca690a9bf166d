// Here lives the list of a draft's sections on this device: how far each has come, what is left, and where that goes on.

import { showCopies } from "./copies.js";
import { element, sayIn } from "./elements.js";
import { notesIn, sectionOf } from "./input-names.js";
import { glanceOf, leftIn, stateOf } from "./left-words.js";
import { withLine } from "./lines.js";
import { asItStands, counted, withFiles } from "./operations.js";
import { begin, keepSaying } from "./shell-page.js";

const REQUIRED = "required";
const HEARD = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", hour: "numeric", minute: "2-digit", hourCycle: "h12", timeZone: "Europe/London" });

begin(async (page) => {
  const { place, vault, draft, entries, rules } = page;
  const { left: counting, answered: reading, typedNames } = place.dataset;
  const [{ left }, { answered }, { namesTyped }] = await Promise.all([import(counting), import(reading), import(typedNames)]);
  let last = { draft, entries };
  const now = async () => {
    last = await asItStands(vault, last.draft).catch(() => last);
    return last;
  };
  const look = async () => {
    const photos = await vault.photos(draft.draft).all().catch(() => []);
    const { draft: known, entries: typed } = await now();
    const stand = withFiles(typed, photos);
    const { concerns } = answered(rules.program, stand, rules.today);
    show({ place, draft: known }, left(rules.program, stand, rules.today), concerns);
    showNotes(notesIn(stand));
  };
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

/** Say how far each section has come, what is left, and where that goes on. */
function show({ place, draft }, come, concerns) {
  const pageOf = (id) => `/drafts/${draft.draft}/sections/${id}`;
  const isOpen = (id) => pageOf(id) in draft.shells;
  for (const each of come.sections) {
    const line = place.querySelector(`li[data-section="${each.id}"]`);
    const { words, look } = stateOf({ ...each, fillable: !("workedOut" in line.dataset) });
    const state = line.querySelector(".state");
    line.hidden = !each.asked;
    showState(state, words, draft.does?.[each.id] ?? "");
    state.className = `state ${look}`;
  }
  showHeard(draft);
  const isReady = !come.errors.length && !come.warnings.length;
  sayIn(document.getElementById("left"), leftIn(come));
  sayIn(document.getElementById("state-check"), isReady ? place.dataset.ready : "Not ready yet");
  sayIn(document.getElementById("glance"), glanceOf(come, "finds" in place.dataset ? concerns.length : null));
  const next = come.errors.find(({ name, code }) => code === REQUIRED && isOpen(sectionOf(name)));
  const first = come.sections.find(({ id, asked }) => asked && isOpen(id));
  showWay(document.getElementById("next-unanswered"), next && `${pageOf(sectionOf(next.name))}#${next.name}`);
  showWay(document.getElementById("all-answered"), !next && `/drafts/${draft.draft}/check`);
  showWay(document.getElementById("write-note"), first && `${pageOf(sectionOf(next?.name ?? first.id))}#new-note`);
}

/** Show how far a section has come, and who does it, "" for nobody in particular. */
function showState(place, words, does) {
  if (place.textContent !== words + does) {
    place.replaceChildren(words, ...(does ? [element("span", does, { className: "does" })] : []));
  }
}

/** Say since when it was not heard who does which section, where any was given to somebody. */
function showHeard({ does = {}, heard }) {
  const place = document.getElementById("heard");
  place.hidden = !Object.keys(does).length;
  sayIn(place, place.hidden ? "" : `Who does which section is as this device last heard it, on ${HEARD.format(heard)}.`);
}

/** Show the way to the notes, where there are any, with how many are filed nowhere. */
function showNotes(notes) {
  const open = notes.filter(({ filed }) => !filed).length;
  const link = document.getElementById("file-notes");
  link.hidden = !notes.length;
  sayIn(link, open ? `${counted(open, "note", "notes")} to file` : "Notes");
}

/** Show a link that leads somewhere, and none that does not. */
function showWay(link, href) {
  link.hidden = !href;
  link.href = href || "";
}
