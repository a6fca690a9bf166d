// Here lives what stands in a draft on this device: the entries that were last known, with what was typed since on top.
//
// An operation that is not sent yet is one of
//   {id, kind: "save", draft, order, made, base, tried, section, answers, groups}
//   {id, kind: "submit", draft, order, made, base, tried}    always the last of its draft
// where `answers` is what was typed, by the name of its input, "" where it was emptied; `groups` are the names that make one
// answer together; `base` is the revision that was last known; `made` the moment in milliseconds, and `order` the place
// among the operations of the draft; `tried` says that it may have arrived.

/** The entries of a draft with its operations on top. */
export function standing(entries, operations) {
  const typed = operations.filter(({ kind }) => kind === "save").map(({ answers }) => answers);
  return Object.fromEntries(Object.entries(Object.assign({}, entries, ...typed)).filter(([, text]) => text !== ""));
}

/** A save of what was typed in a section, after those that wait. */
export const saveOf = (draft, waiting, section, { answers, groups }) => ({ ...begun("save", draft, waiting), section, answers, groups });

/** A submission, which is sent when all before it was. */
export const submitOf = (draft, waiting) => begun("submit", draft, waiting);

/** How many changes something is, in words. */
export const counted = (count, one = "change", many = "changes") => `${count} ${count === 1 ? one : many}`;

/** The day on which a device lets go of what was kept at a moment. */
export const dayAfter = (moment, days) => new Date(moment + days * 24 * 60 * 60 * 1000).toLocaleDateString("en-GB", { day: "numeric", month: "long" });

/** Today in London, as rules see it. */
export const today = () => new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/London" }).format(new Date());

const begun = (kind, { draft, revision }, waiting) => ({
  id: crypto.randomUUID(),
  kind,
  draft,
  order: Math.max(0, ...waiting.map(({ order }) => order)) + 1,
  made: Date.now(),
  base: revision,
  tried: false,
});
