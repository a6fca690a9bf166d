// Here lives the list of the photos and files that stand beside an answer on the server: a new one in it, and the buttons
// that take one out with the next save.

import { inWords } from "./photo-line.js";

const NEW_MARK = "0".repeat(16);

/** The list of files of a set; null on a page of this device, which only names them. */
export function listIn(set) {
  const list = set.querySelector("ul.files.listed");
  list?.removeAttribute("hidden");
  return list;
}

/** Say something in a set. */
export function say(set, words) {
  set.querySelector("[data-told]").textContent = words;
}

/** List a file that was added just now, unless it stands there. Gives the box of its caption, null where there is none. */
export function list(set, file) {
  const kept = listIn(set);
  const there = kept?.querySelector(`[data-file="${file.mark}"]`);
  if (!kept || there) {
    return there ? captionOf(there) : null;
  }
  const item = set.querySelector("template[data-new-file]").content.firstElementChild.cloneNode(true);
  item.dataset.file = file.mark;
  for (const each of item.querySelectorAll("[id], [for]")) {
    for (const attribute of ["id", "name", "for"]) {
      const value = each.getAttribute(attribute);
      if (value) {
        each.setAttribute(attribute, set.dataset.attachments + value.replace(NEW_MARK, file.mark));
      }
    }
  }
  item.querySelectorAll("[data-name]").forEach((each) => { each.textContent = file.name; });
  item.querySelector("[data-size]").textContent = `(${inWords(file.size)})`;
  item.querySelector("a").href = file.url;
  const picture = item.querySelector("img");
  if (file.preview) {
    picture.src = file.preview;
  } else {
    picture.remove();
  }
  const caption = captionOf(item);
  if (caption) {
    caption.value = caption.defaultValue = file.caption;
  }
  const shows = item.querySelector("select");
  if (shows) {
    shows.replaceChildren(...[...set.querySelector("details select").options].map((each) => each.cloneNode(true)));
    [...shows.options].forEach((each) => { each.defaultSelected = each.value === file.prompt; });
    shows.value = file.prompt;
  }
  kept.append(item);
  prepareRemoval(item);
  const boxes = [caption, shows].filter(Boolean);
  set.closest("form")?.dispatchEvent(new CustomEvent("listed", { detail: Object.fromEntries(boxes.map(({ name, value }) => [name, value])) }));
  return caption;
}

const captionOf = (item) => item.querySelector("input[type=text]");

/** A button in place of the box that takes a file out with the next save, which puts it back as well. */
export function prepareRemoval(item) {
  const box = item.querySelector("input[type=checkbox]");
  const name = item.querySelector("[data-name]").textContent;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link";
  box.parentElement.hidden = true;
  box.parentElement.after(button);
  show();
  button.addEventListener("click", () => {
    box.checked = !box.checked;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    show();
    say(item.closest("[data-attachments]"), `${name} ${box.checked ? "goes when you save this page." : "stays."}`);
  });

  function show() {
    const hidden = document.createElement("span");
    hidden.className = "visually-hidden";
    hidden.textContent = box.checked ? `: ${name} stays` : ` ${name}`;
    button.replaceChildren(box.checked ? "Undo" : "Remove", hidden);
    item.classList.toggle("gone", box.checked);
  }
}
