// Here lives what a file is by what it holds, as far as a device can tell before the server looks at all of it: a name proves
// nothing. What may be of a sort that is taken is for the server to judge.

const HEAD = 1024;
const JPEG = [0xff, 0xd8, 0xff];
const PNG = [0x89, 0x50, 0x4e, 0x47];
const ARCHIVE = [0x50, 0x4b, 0x03, 0x04];
/** The sorts in the order in which they are named, each with the ends of its media types. */
const SORTS = [
  ["PDF", /\/pdf$/],
  ["JPEG", /\/jpeg$/],
  ["PNG", /\/png$/],
  ["HEIC", /\/hei[cf]$/],
  ["Word (.docx)", /wordprocessingml\.document$/],
  ["Excel (.xlsx)", /spreadsheetml\.sheet$/],
  ["CSV", /\/csv$/],
  ["text", /\/plain$/],
];

/** Why a file is none that an input takes, "" where it may be one; `accepted` are the media types of the input. */
export async function wrongSort(file, accepted) {
  const taken = SORTS.filter(([, ends]) => accepted.split(",").some((each) => ends.test(each))).map(([name]) => name);
  const found = sortsOf(await headOf(file));
  return taken.some((name) => found.includes(name)) ? "" : `it must be a ${listed(taken)} file.`;
}

/** The media type of a file, where the browser knows none that an input takes, by what it holds. */
export async function typeOf(file, accepted) {
  const types = accepted.split(",");
  const found = sortsOf(await headOf(file));
  const isFound = (type) => SORTS.some(([name, ends]) => found.includes(name) && ends.test(type));
  return types.includes(file.type) ? file.type : (types.find(isFound) ?? file.type);
}

/** Whether a file says of itself that it is a photo which every browser can show. */
export async function isPlainPhoto(file) {
  return ["JPEG", "PNG"].includes(sortsOf(await headOf(file))[0]);
}

const headOf = async (file) => new Uint8Array(await file.slice(0, HEAD).arrayBuffer());

function sortsOf(head) {
  const begins = (signs, at = 0) => signs.every((sign, index) => head[at + index] === sign);
  const text = String.fromCharCode(...head);
  if (begins(JPEG)) {
    return ["JPEG"];
  }
  if (begins(PNG)) {
    return ["PNG"];
  }
  if (/^(\xef\xbb\xbf)?[\t\n\r ]*%PDF-/.test(text)) {
    return ["PDF"];
  }
  if (begins(ARCHIVE)) {
    return ["Word (.docx)", "Excel (.xlsx)"];
  }
  return text.slice(4, 8) === "ftyp" ? ["HEIC"] : text.includes("\0") ? [] : ["CSV", "text"];
}

const listed = (names) => [names.slice(0, -1).join(", "), names.at(-1)].filter(Boolean).join(" or ");
