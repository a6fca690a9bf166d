// Here lives the line by which a photo or file that is not sent yet stands on a page: its picture, what is true of it, and,
// where this device keeps it, its removal, which can be undone for as long as the page is open.

import { element } from "./elements.js";
import { captionLock, keepCaption, keepPhoto, sendPhotos, sendings, takeOut, tryAgain, wasAdded } from "./photos.js";
import { DeviceError } from "./vault.js";

const BYTES = 1024;
const KEPT = "kept on this device, not sent yet.";
const ASKS_AGAIN = 30_000;
const REMOVED = {
  gone: "is removed, and is not sent.",
  asked: "is removed here. It may have reached Formspec before: this page looks as soon as there is a connection.",
  there: "had reached Formspec before it was removed here, so it is still there. Take it out on the page of its section.",
};
/** What was removed on this page, by its id: {photo, blob, came, show}; `came` is one of the words above. */
const removed = new Map();

sendings.addEventListener("photo", ({ detail: { photo, answer } }) => {
  const held = removed.get(photo.id);
  if (held && answer) {
    held.came = "there";
    held.show();
  }
});

/** A size in words. */
export const inWords = (size) => `${Math.max(1, Math.floor(size / BYTES))} KB`;

/** The photos that were removed on this page, of all drafts. */
export const removedHere = () => [...removed.values()].map(({ photo }) => photo);

/** The photos of a draft that were removed on this page. */
export const removedOf = (draft) => removedHere().filter((each) => each.draft === draft);

/** Whether a photo was removed on this page once the server had it. */
export const wasRemovedLate = ({ id }) => removed.get(id)?.came === "there";

/**
 * A line with a place for a picture, words, a box and buttons, as {item, say(words, part), refuse(words), picture(blob),
 * box(part), buttons(...)}.
 */
export function plainLine(name) {
  const [item, place, words] = [element("li"), element("div", "", { className: "file" }), element("span")];
  const bar = element("progress", "", { hidden: true });
  bar.setAttribute("aria-label", `Sending ${name}`);
  place.append(words, bar);
  item.append(place);
  const say = (said, part) => {
    item.classList.remove("wrong");
    words.textContent = said;
    bar.hidden = part === undefined;
    bar.value = part ?? 0;
  };
  return {
    item,
    say,
    refuse(said) {
      say(said);
      item.classList.add("wrong");
    },
    picture: (blob) => item.prepend(...pictureOf(blob)),
    box: (part) => bar.after(part),
    buttons: (...made) => {
      place.querySelectorAll("button, a").forEach((each) => each.remove());
      place.append(...made);
    },
  };
}

/** The list in a set of files of what is not sent yet. */
export function waitingIn(set) {
  const there = set.querySelector("ul.waiting");
  if (there) {
    return there;
  }
  const made = element("ul", "", { className: "files waiting" });
  set.querySelector("[data-told]").before(made);
  return made;
}

/** A button that does something with what has a name, which those hear who do not see where it stands. */
export function namedButton(words, name, act) {
  const made = element("button", words, { type: "button", className: "link" });
  made.append(element("span", ` ${name}`, { className: "visually-hidden" }));
  made.addEventListener("click", act);
  return made;
}

/** The box in which the caption of a photo is typed, in its line, with data-typed once it was; null where it has none. */
export const captionIn = (item) => item.querySelector("input[data-caption]");

/**
 * A box for the caption of a photo, as {part, show(photo)}; `keep` is given what is typed in it, and `left` is called when
 * nobody types in it any more.
 */
function captionBox(photo, keep, left) {
  const label = element("label", "Caption", { htmlFor: `caption-${photo.id}` });
  const box = element("input", "", { type: "text", id: label.htmlFor, maxLength: photo.longest });
  const part = element("div", "", { className: "part" });
  box.dataset.caption = "";
  label.append(element("span", ` of ${photo.name}`, { className: "visually-hidden" }));
  part.append(label, box);
  let leave = null;
  const rest = () => {
    leave?.();
    leave = null;
  };
  box.addEventListener("input", () => {
    box.dataset.typed = "";
    keep(box.value);
    if (!leave) {
      const isLeft = new Promise((go) => { leave = go; });
      navigator.locks.request(captionLock(photo), () => isLeft).then(left);
    }
  });
  box.addEventListener("blur", rest);
  document.addEventListener("visibilitychange", () => document.hidden && rest());
  return {
    part,
    show({ says = "" }) {
      if (box !== document.activeElement && box.value !== says) {
        box.value = says;
        delete box.dataset.typed;
      }
    },
  };
}

/** How much of a photo is sent, in words. */
export const sentSoFar = ({ name, size }, received) =>
  (received < size ? `${name}: ${Math.floor((received / size) * 100)} % is sent.` : `${name}: being looked at.`);

/**
 * The line of a photo that this device keeps, as {item, show(photo), learn(photo), hear(news)}: `show` is given it as it is
 * kept now, `learn` as well, where only what is said of it can be otherwise, and `hear` what a sending comes to. `told` is
 * given a sentence when it was removed or put back here.
 */
export function keptLine(vault, given, told = () => {}) {
  let photo = given;
  const line = plainLine(photo.name);
  const failed = (fault) => line.refuse(`${photo.name}: ${fault instanceof DeviceError ? fault.message : fault.name}`);
  const button = (words, act) => namedButton(words, photo.name, () => act().catch(failed));
  const caption = photo.longest ? captionBox(photo, keepLater, () => sendPhotos(vault).catch(() => {})) : null;
  let typed = "";
  let turn = null;

  /** Take in how a photo is kept now; what is typed meanwhile is newer. */
  function learn(now) {
    photo = turn ? { ...now, says: typed } : now;
    caption?.show(photo);
  }

  function show(now) {
    learn(now);
    const held = removed.get(photo.id);
    caption?.part.toggleAttribute("hidden", Boolean(held));
    if (held?.came === "there") {
      line.refuse(removedWords(held));
      line.buttons(element("a", "Open the section", { href: `/drafts/${photo.draft}/sections/${photo.address.split(".")[0]}` }));
    } else if (held) {
      line.say(removedWords(held));
      line.buttons(button("Undo", putBack));
    } else if (photo.refused) {
      line.refuse(photo.refused.includes(photo.name) ? photo.refused : `${photo.name}: ${photo.refused}`);
      line.buttons(button("Try again", again), button("Remove", remove));
    } else {
      line.say(`${photo.name} (${inWords(photo.size)}): ${KEPT}`);
      line.buttons(button("Remove", remove));
    }
  }

  /** Keep a caption while it is typed, and one that comes while another is being kept after it. */
  function keepLater(says) {
    typed = says;
    photo = { ...photo, says };
    turn ??= Promise.resolve().then(async () => {
      for (let kept = null; kept !== typed;) {
        kept = typed;
        await keepCaption(vault, photo, kept);
      }
    }).catch(failed).finally(() => { turn = null; });
  }

  const removedWords = ({ came }) => `${photo.name} ${REMOVED[came]}`;

  /** Show the line once more, with the focus in it where it was. */
  function showAnew() {
    const isFocused = line.item.contains(document.activeElement);
    show(photo);
    if (isFocused) {
      line.item.querySelector("button, a").focus();
    }
  }

  async function remove() {
    const held = { photo, blob: await vault.blobs.get(photo.id), came: "asked", show: showAnew };
    removed.set(photo.id, held);
    try {
      const out = await takeOut(vault, photo);
      held.photo = photo = out.photo;
      held.came = out.mayBeThere ? held.came : "gone";
    } catch (fault) {
      removed.delete(photo.id);
      throw fault;
    }
    show(photo);
    told(removedWords(held));
    line.item.querySelector("button, a").focus();
    findOut(held);
  }

  /** Find out whether a photo that was removed is on the server, until that is known. */
  async function findOut(held) {
    const isOpen = () => held.came === "asked" && removed.get(photo.id) === held;
    while (isOpen()) {
      const isThere = await wasAdded(vault, photo).catch(() => null);
      if (isThere === null) {
        await connection();
      } else if (isOpen()) {
        held.came = "gone";
        showAnew();
        told(removedWords(held));
      }
    }
  }

  async function putBack() {
    const held = removed.get(photo.id);
    photo = held.photo;
    await keepPhoto(vault, photo, held.blob);
    removed.delete(photo.id);
    show(photo);
    told(`${photo.name} is kept on this device again.`);
    line.item.querySelector("button").focus();
    sendPhotos(vault).catch(failed);
  }

  async function again() {
    show({ ...photo, refused: undefined });
    await tryAgain(vault, photo);
  }

  function hear({ received, waits }) {
    if (removed.has(photo.id)) {
      return;
    }
    if (received !== undefined) {
      line.say(sentSoFar(photo, received), received / photo.size);
    } else if (waits !== undefined) {
      line.say(`${photo.name} (${inWords(photo.size)}): ${KEPT} ${waits}`);
    }
  }

  if (caption) {
    line.box(caption.part);
  }
  show(photo);
  if (photo.type.startsWith("image/")) {
    vault.blobs.get(photo.id).then((blob) => blob && line.picture(blob)).catch(() => {});
  }
  return { item: line.item, show, learn, hear };
}

/** Wait for a connection, or for a while. */
const connection = () => new Promise((go) => {
  window.addEventListener("online", go, { once: true });
  setTimeout(go, ASKS_AGAIN);
});

function pictureOf(blob) {
  if (!blob.type.startsWith("image/")) {
    return [];
  }
  const picture = element("img", "", { alt: "" });
  const address = URL.createObjectURL(blob);
  const letGo = () => URL.revokeObjectURL(address);
  picture.addEventListener("load", letGo);
  picture.addEventListener("error", () => {
    letGo();
    picture.remove();
  });
  picture.src = address;
  return [picture];
}
