// Here lives what is said of what waits on this device, and of what was not taken: how much it is, why, and where it is seen to.

import { element, standIn } from "./elements.js";
import { countOf, counted, countedAll, isAwaited, isSendable, isStuck, isSubmission } from "./operations.js";

const THEIRS = "Somebody else changed an answer that you changed too: choose what should stay.";
const SECTION = "Open the section";

/**
 * How many changed answers and photos of these are to be sent, and how many were not taken, each as {words, isOne}, the words
 * "" where there are none. A submission is neither.
 */
export function tally(operations, photos) {
  const typed = operations.filter((op) => !isSubmission(op));
  const of = (changes, files) => ({ words: countedAll(changes, files), isOne: countOf(changes) + files.length === 1 });
  return {
    unsent: of(typed.filter(isSendable), photos.filter(({ refused }) => !refused)),
    untaken: of(typed.filter(isStuck), photos.filter(({ refused }) => refused)),
  };
}

/** What is said of a form that waits to be submitted, "" of one that does not. */
export function submitting(operations, photos) {
  const { words, isOne } = tally(operations, photos).untaken;
  const when = words ? ` once ${words} that ${isOne ? "was not taken is" : "were not taken are"} put right or removed.` : ": it is sent when there is a connection.";
  return operations.some(isAwaited) ? `Waiting to be submitted${when}` : "";
}

/** Say on a page what waits, as `unsent` gives it, what was not taken, why, and where it is seen. */
export function tellUnsent(waiting) {
  const place = document.getElementById("unsent");
  const [operations, photos] = together(waiting);
  const { unsent: left, untaken } = tally(operations, photos);
  const submissions = waiting.filter((each) => each.operations.some(isAwaited)).length;
  const words = [
    left.words && `${left.words} of yours on this device ${left.isOne ? "is" : "are"} not sent yet. `,
    untaken.words && `${untaken.words} of yours on this device ${untaken.isOne ? "was" : "were"} not taken. `,
    submissions && `${counted(submissions, "form waits", "forms wait")} to be submitted. `,
  ].filter(Boolean).join("");
  const line = element("p", words);
  line.append(element("a", "See what is on this device", { href: "/visit" }));
  const why = waiting.map(reasons);
  standIn(place, [...(words ? [line] : []), ...why]);
  place.toggleAttribute("hidden", !words && why.every(({ hidden }) => hidden));
}

/** The operations and the photos of several drafts. */
export const together = (waiting) => [waiting.flatMap(({ operations }) => operations), waiting.flatMap(({ photos }) => photos)];

/** What waits of each draft, as {draft, operations, photos}. */
export async function unsent(vault) {
  const [typed, photos] = [await vault.waiting(), await vault.waitingPhotos()];
  const drafts = new Set([...typed.keys(), ...photos.keys()]);
  return [...drafts].map((draft) => ({ draft, operations: typed.get(draft) ?? [], photos: photos.get(draft) ?? [] }));
}

/** Why operations on a draft and photos were not taken, as a list, each with the way to where something can be done about it. */
export function reasons({ draft, operations, photos }) {
  const list = element("ul", "", { className: "reasons" });
  const ofPhotos = photos.filter(({ refused }) => refused).map(({ refused, address }) => ({ refused, section: address.split(".")[0] }));
  const ofTyped = operations.filter(isStuck).flatMap((op) => (op.refused ? [op] : clashesOf(op)));
  list.append(...[...ofTyped, ...ofPhotos].map(({ refused, check, section, at, name }) => {
    const line = element("li", `${refused} `);
    const isPage = section && !section.startsWith("--");
    const href = at || (isPage ? `/drafts/${draft}/sections/${section}${name ? `#${name}` : ""}` : "");
    const links = [check && ["Check your answers", `/drafts/${draft}/check`], href && [SECTION, href]].filter(Boolean);
    line.append(...links.flatMap(([words, to], place) => [place ? " " : "", element("a", words, { href: to })]));
    return line;
  }));
  list.hidden = !list.children.length;
  return list;
}

/** What is said of each answer of an operation that two changed: who changed which, and where it stands. */
const clashesOf = ({ section, groups, theirs, writers = {}, said = {} }) => groups.map((names) => {
  const find = (from) => names.map((each) => from[each]).find(Boolean);
  const [label, who] = [find(said)?.label, find(writers)];
  const refused = label ? `${who || "Somebody else wrote"} in “${label}”, where you wrote too. Choose what should stay.` : THEIRS;
  return { section, name: names.find((each) => each in theirs), refused };
});
