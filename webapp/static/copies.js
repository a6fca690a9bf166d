// Here lives a person's own copy of a draft: saved to a plain file from this device, and read back as typed changes.

import { button, element } from "./elements.js";
import { counted, countedPhotos } from "./operations.js";
import { DeviceError } from "./vault.js";

const SORT = "formspec-copy";
const NOT_ONE = "This file is no copy of a form that was saved here. Choose another.";
const ANOTHER = "This is a copy of another draft of this form, and may be about something else.";
const READ = "The copy was read. Look at the sections: what it holds stands in them.";
const OTHER = "This is a copy of another form, so nothing was read from it.";

/**
 * Show the place for copies of a draft, and do what it offers: `now` gives the entries as they stand on the page, `enter`
 * takes answers as if they were typed, and comes back when they are kept. `isOfFiles` says of a name that it is of files.
 */
export function showCopies({ draft, vault, now, enter, isOfFiles }) {
  const place = document.getElementById("copies");
  const told = document.getElementById("copies-told");
  const file = document.getElementById("copy-file");
  place.hidden = false;
  place.querySelector("[data-copies]").addEventListener("click", async () => {
    download(copyOf(draft, now()), nameOf(draft));
    const left = leftOut(await vault.photos(draft.draft).all());
    told.textContent = `The copy is saved, where this browser keeps downloads. It is not encrypted. ${left}`;
  });
  const say = (fault) => { told.textContent = fault instanceof DeviceError ? fault.message : NOT_ONE; };
  const read = async (changed) => {
    await enter(Object.entries(changed).map(([name, text]) => ({ [name]: text })));
    told.textContent = READ;
  };
  file?.addEventListener("change", async () => {
    try {
      const { isOther, changed } = changesIn(await file.files[0].text(), draft, now(), isOfFiles);
      if (!Object.keys(changed).length) {
        told.textContent = "The copy holds nothing that is not here.";
      } else if (isOther) {
        ask(told, changed, read, say);
      } else {
        await read(changed);
      }
    } catch (fault) {
      say(fault);
    }
    file.value = "";
  });
}

/** Ask whether a copy of another draft is to be read into this one. */
function ask(told, changed, read, say) {
  const count = Object.keys(changed).length;
  const actions = element("div", "", { className: "actions" });
  const leave = button("Read nothing", () => told.replaceChildren(), say);
  actions.append(leave, button("Read it into this form", () => read(changed), say));
  told.replaceChildren(element("p", `${ANOTHER} It would set ${counted(count, "answer", "answers")} here.`), actions);
  leave.focus();
}

/** What a copy says of photos that are not sent yet, which are not in it. */
export const leftOut = (photos) =>
  (photos.length ? `Not in it: ${countedPhotos(photos)}, kept on this device until sent.` : "");

/** The name of the file of a copy. */
export const nameOf = ({ form, draft }) => `${form}-copy-${draft}.json`;

/** The text of a copy: the form, its version, and every entry as it was typed. */
export function copyOf({ draft, form, version, revision }, entries) {
  return JSON.stringify({ [SORT]: 1, draft, form, version, revision, saved: new Date().toISOString(), entries }, null, 2);
}

/**
 * What a copy holds otherwise than the entries that stand, by name, but for what is of files, which only the server can add:
 * {changed, isOther}, of which the last says that it is of another draft. Throws a DeviceError when it is no copy of the form.
 */
export function changesIn(text, { draft, form, version }, entries, isOfFiles) {
  const copy = JSON.parse(text);
  if (copy?.[SORT] !== 1 || typeof copy.entries !== "object" || !Object.values(copy.entries).every((each) => typeof each === "string")) {
    throw new DeviceError(NOT_ONE);
  }
  if (copy.form !== form || copy.version !== version) {
    throw new DeviceError(OTHER);
  }
  const isChanged = ([name, typed]) => typed !== (entries[name] ?? "") && !isOfFiles(name);
  return { changed: Object.fromEntries(Object.entries(copy.entries).filter(isChanged)), isOther: copy.draft !== draft };
}

/** Let the browser save a text as a file. */
export function download(text, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
