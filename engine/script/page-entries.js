// Here lives what stands in the inputs of a page, as the entries that the server would make of it.

const CONTROL = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/g;
const LINE_END = /\r\n?|[\x0b\x0c\x85]/g;
const REMOVAL = /^(.+)\.remove\.([0-9a-f]+)$/;
const NO_TYPE = "application/octet-stream";
const SHA256 = 64;

/** A function that gives the entries of a form now, on top of those that the other sections hold; `inputs` gives its inputs. */
export function prepareEntries(form, elsewhere, inputs = () => inputsOf(form)) {
  return () => {
    const entries = { ...elsewhere };
    const files = new Map();
    for (const input of inputs()) {
      enter(input, entries, files);
    }
    for (const [name, lines] of files) {
      entries[name] = lines.join("\n");
    }
    return entries;
  };
}

/** The inputs of a form that something is entered in. */
export function inputsOf(form) {
  return [...form.elements].filter(({ name }) => name.includes("."));
}

function enter(input, entries, files) {
  const removal = REMOVAL.exec(input.name);
  if (removal) {
    keepFile(files, removal[1], input.checked ? [] : [heldFile(removal[2], input.form.elements.namedItem(removal[1]))]);
  } else if (input.type === "file") {
    keepFile(files, input.name, [...[...input.files].map(chosenFile), ...namedFiles(input)]);
  } else if ((input.type !== "checkbox" && input.type !== "radio") || input.checked) {
    entries[input.name] = input.value.replace(LINE_END, "\n").replace(CONTROL, "");
  }
}

function keepFile(files, name, lines) {
  files.set(name, [...(files.get(name) ?? []), ...lines]);
}

/** A file that an answer holds already, as far as a page knows it: its type is one that the input takes. */
function heldFile(mark, { accept }) {
  const [type] = accept.split(",");
  return `${mark.padEnd(SHA256, "0")} 1 ${type} ${mark}`;
}

/** The files that a page names beside an input without a box for each: those that wait, and those that a device knows of. */
function namedFiles(input) {
  const named = "mostBytes" in input.dataset ? input.closest("[data-attachments]").querySelectorAll("[data-named]") : [];
  return [...named].map(({ dataset }) => dataset.named);
}

/** A file that is chosen and not sent yet, under a checksum that only tells it from the others. */
function chosenFile({ name, size, type }, index) {
  return `${String(index).padStart(SHA256, "f")} ${Math.max(size, 1)} ${type || NO_TYPE} ${name}`;
}
