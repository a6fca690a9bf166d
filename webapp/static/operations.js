// Here lives what stands in a draft on this device: the entries that were last known, with what was typed since on top.
//
// An operation that is not sent yet is one of
//   {id, kind: "save", draft, section, base, answers, made}   answers: what was typed, by name, "" where it was emptied
//   {id, kind: "submit", draft, base, made}                   always the last of its draft
// where base is the revision that was last known, and made the moment in milliseconds.

/** The entries of a draft with its operations on top. */
export function standing(entries, operations) {
  const typed = operations.filter(({ kind }) => kind === "save").map(({ answers }) => answers);
  return Object.fromEntries(Object.entries(Object.assign({}, entries, ...typed)).filter(([, text]) => text !== ""));
}

/** A save of what was typed in a section. */
export const saveOf = (draft, section, base, answers) => ({ ...begun("save", draft, base), section, answers });

/** A submission, which is sent when all before it was. */
export const submitOf = (draft, base) => begun("submit", draft, base);

/** How many changes something is, in words. */
export const counted = (count, one = "change", many = "changes") => `${count} ${count === 1 ? one : many}`;

/** The day on which a device lets go of what was kept at a moment. */
export const dayAfter = (moment, days) => new Date(moment + days * 24 * 60 * 60 * 1000).toLocaleDateString("en-GB", { day: "numeric", month: "long" });

/** Today in London, as rules see it. */
export const today = () => new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/London" }).format(new Date());

const begun = (kind, draft, base) => ({ id: crypto.randomUUID(), kind, draft, base, made: Date.now() });
