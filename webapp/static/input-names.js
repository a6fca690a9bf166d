// Here lives what the name of an input says: where it stands, and whether it is of a note.

/** The section of the inputs of notes. */
export const NOTES = "--note";
const NOTE = /^--note\.[0-9a-z]{12}$/;
const FILED = ".filed";
const BOX = /\.attachments\.(?:says|shows)\.[0-9a-f]{16}$/;

/** The section that an input belongs to, by its name; notes have one of their own. */
export const sectionOf = (name) => name.split(".", 1)[0];

/** Whether an input belongs to a place: a section by its id, or a row of one by its address. */
export const isOf = (name, place) => `${name}.`.startsWith(`${place}.`);

/** Whether an input stands on the page of a place: it is one of its own, or the page's note. */
export const isHere = (name, place) => isOf(name, place) || isOfNote(name);

/** Whether a name is that of a box beside a file: its caption, or what it shows. No entry has that name. */
export const isBox = (name) => BOX.test(name);

/** Whether a name belongs to a note: to its words, or to where it was filed. */
export const isOfNote = (name) => sectionOf(name) === NOTES;

/** The name that says where a note was filed, by the name of its words. */
export const filingOf = (name) => name + FILED;

/** The name of the words of a note, by the name that says where it was filed. */
export const wordsOf = (name) => name.slice(0, -FILED.length);

/** Whether a name is that of where a note was filed. Such a note and its answer stay together until both are sent. */
export const isFiling = (name) => isOfNote(name) && name.endsWith(FILED);

/** The notes among entries, the first written first, each {name, text, filed}: `filed` is the answer's name, "" for none. */
export function notesIn(entries) {
  const names = Object.keys(entries).filter((name) => NOTE.test(name) && entries[name]).sort();
  return names.map((name) => ({ name, text: entries[name], filed: entries[filingOf(name)] ?? "" }));
}
