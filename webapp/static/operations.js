// Here lives what stands in a draft on this device: the entries that were last known, with what was typed since on top.
// What an operation is, is said in `typed-list.js`, where they are made.

/** The entries of a draft with its operations on top. */
export function standing(entries, operations) {
  const typed = operations.map(({ answers }) => answers);
  return Object.fromEntries(Object.entries(Object.assign({}, entries, ...typed)).filter(([, text]) => text !== ""));
}

/** Whether the server did not take an operation, or somebody has to choose first. */
export const isStuck = ({ refused, theirs }) => Boolean(refused || theirs);

/** How many changes something is, in words. */
export const counted = (count, one = "change", many = "changes") => `${count} ${count === 1 ? one : many}`;

/** How many photos or files these are, in words. */
export const countedPhotos = (photos) =>
  (photos.every(({ type }) => type.startsWith("image/")) ? counted(photos.length, "photo", "photos") : counted(photos.length, "file", "files"));

/** How many changes and photos these are, in words, as the subject of a sentence; "" where there are none. */
export const countedAll = (operations, photos) =>
  [operations.length && counted(operations.length), photos.length && countedPhotos(photos)].filter(Boolean).join(" and ");

/** The day on which a device lets go of what was kept at a moment. */
export const dayAfter = (moment, days) => new Date(moment + days * 24 * 60 * 60 * 1000).toLocaleDateString("en-GB", { day: "numeric", month: "long" });

/** Today in London, as rules see it. */
export const today = () => new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/London" }).format(new Date());
