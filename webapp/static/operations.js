// Here lives what stands in a draft on this device: the entries that were last known, with what was typed since on top.
// What an operation is, is said in `typed-list.js`, where they are made.

import { isBox } from "./input-names.js";

/** How long the name of what a draft is about is shown at most. */
const NAME = 80;
const BESIDE = ".attachments";
const SHA256 = 64;
const NO_TYPE = "application/octet-stream";
const LONGEST_NAME = 200;
const BREAKS = /[\x00-\x1f\x7f-\x9f\u2028\u2029]/g;

/** The entries of a draft with its operations on top, but for what is said of files that the server has. */
export function standing(entries, operations) {
  const typed = operations.map(({ answers }) => answers);
  const stand = ([name, text]) => text !== "" && !isBox(name);
  return Object.fromEntries(Object.entries(Object.assign({}, entries, ...typed)).filter(stand));
}

/** What an answer names a file by that waits: its id stands in place of the checksum, which only the server makes. */
export const namedBy = ({ id, size, type, name }) =>
  `${id.padStart(SHA256, "f")} ${Math.max(size, 1)} ${type || NO_TYPE} ${name.replace(BREAKS, " ").trim().slice(-LONGEST_NAME).trim()}`;

/** Entries with the files that wait to be sent and are an answer, as the rules of a form count them; those refused are none. */
export function withFiles(entries, photos) {
  const counted = photos.filter(({ refused, address }) => !refused && !address.endsWith(BESIDE));
  const added = Map.groupBy(counted, ({ address }) => address);
  const lines = [...added].map(([name, files]) => [name, [entries[name], ...files.map(namedBy)].filter(Boolean).join("\n")]);
  return { ...entries, ...Object.fromEntries(lines) };
}

/**
 * What is known of a draft by now, and its entries with what waits on top, as {draft, entries}; `known` is what was known
 * before. What waits is looked at first: what is answered meanwhile is known before it waits no more.
 */
export async function asItStands(vault, known) {
  const waiting = await vault.operations(known.draft).all();
  const draft = (await vault.drafts.get(known.draft)) ?? known;
  return { draft, entries: standing(draft.entries, waiting) };
}

/**
 * What a draft is about, with these entries: what was typed as its `subject`, the name of an input, "" where that is no one
 * text; else what was known to the server.
 */
export function aboutOf({ about = "", subject = "" }, entries) {
  const typed = entries[subject]?.trim().replace(/\s+/g, " ") ?? (subject ? "" : about);
  return typed.length > NAME ? `${typed.slice(0, NAME).trimEnd()}…` : typed;
}

/** The title of a form with what one of them is about. */
export const named = (title, about) => (about ? `${title.replace(/\.$/, "")}: ${about}` : title);

/** Whether the server did not take an operation, or somebody has to choose first. */
export const isStuck = ({ refused, theirs }) => Boolean(refused || theirs);

/** Whether an operation is to be sent. */
export const isSendable = (op) => !isStuck(op);

/** Whether an operation may still take in what is typed. */
export const isFree = (op) => !op.tried && op.kind === "save" && isSendable(op);

/** Whether an operation has one of these inputs. */
export const touches = ({ answers }, names) => names.some((name) => name in answers);

/** The entries of these names. */
export const pick = (from, names) => Object.fromEntries(names.map((name) => [name, from[name]]));

/** How many changes something is, in words. */
export const counted = (count, one = "change", many = "changes") => `${count} ${count === 1 ? one : many}`;

/** How many photos or files these are, in words. */
export const countedPhotos = (photos) =>
  (photos.every(({ type }) => type.startsWith("image/")) ? counted(photos.length, "photo", "photos") : counted(photos.length, "file", "files"));

/** How many changed answers and submissions these are that are to be sent; a submission that was refused is none. */
export const countOf = (operations) => operations.filter((op) => !isDeclined(op)).reduce((sum, op) => sum + (op.groups?.length || 1), 0);

/** How many changed answers, photos and submissions these are, in words, as the subject of a sentence; "" where there are none. */
export function countedAll(operations, photos) {
  const submissions = operations.filter((op) => isSubmission(op) && !isDeclined(op));
  const changes = countOf(operations) - submissions.length;
  const parts = [
    changes && counted(changes),
    photos.length && countedPhotos(photos),
    submissions.length && counted(submissions.length, "submission", "submissions"),
  ].filter(Boolean);
  return [parts.slice(0, -1).join(", "), parts.at(-1)].filter(Boolean).join(" and ");
}

/** Whether an operation is a submission that is to be sent. */
export const isAwaited = (op) => isSubmission(op) && isSendable(op);

/** Whether an operation submits a draft, and changes nothing of it. */
export const isSubmission = ({ kind }) => kind === "submit";

/** Whether an operation is a submission that was refused: nothing of it waits, and it is to be made again. */
export const isDeclined = (op) => isSubmission(op) && Boolean(op.refused);

/** Until when something is kept, as a sentence; "" where it is not known. */
export const keptUntil = (moment) => (moment ? `Kept until ${dayOf(moment)}.` : "");

/** The day of a moment, in words. */
export const dayOf = (moment) => new Date(moment).toLocaleDateString("en-GB", { day: "numeric", month: "long" });

/** Today in London, as rules see it. */
export const today = () => new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/London" }).format(new Date());

/** Whether it was the same person that changed the other text of a clash, by what the server says of who wrote it. */
export const isOwn = ({ who }) => Boolean(who?.endsWith(" in another window"));
