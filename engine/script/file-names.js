// Here lives which names of a form are of files: answers of files, attachments, and the boxes beside them. What stands under
// them names what the server keeps, and is not for a page to enter.

import { prepare } from "./layout.js";

const BESIDE = /\.(?:(?:remove|says|shows)\.[0-9a-f]{16}|shows|taken)$/;

/** A function that says whether a name is of files in the form of a program. */
export function namesFiles(program) {
  const { places } = prepare(program);
  const own = [...places.values()].filter(({ cell }) => cell?.reader === "files");
  const attached = [...places.values()]
    .filter(({ sort, address }) => sort === "question" && !places.has(`${address}.attachments`))
    .map(({ address, groups }) => ({ address: `${address}.attachments`, groups }));
  const forms = [...own, ...attached].map(formOf);
  return (name) => forms.some((form) => form.test(name.replace(BESIDE, "")));
}

/** The form of the names of an answer, whatever rows it is in. */
function formOf({ address, groups }) {
  const ends = groups.map((group) => group.address.length);
  const parts = [...ends, address.length].map((end, index) => address.slice(ends[index - 1] ?? 0, end));
  return new RegExp(`^${parts.map((part) => part.replaceAll(".", "\\.")).join("\\.[0-9a-z]+")}$`);
}
