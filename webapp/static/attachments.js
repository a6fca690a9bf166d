// Here lives the choosing of photos and files, beside an answer or as one, and the list of those that are not sent yet. What
// is chosen is made smaller and kept on this device at once, where it can be; where not, it is sent from the open page, and
// what is not there yet when that is saved goes with it, as without scripts.

import { leadIn } from "./elements.js";
import { list, listIn, prepareRemoval, say } from "./file-items.js";
import { isPlainPhoto, typeOf, wrongSort } from "./file-sorts.js";
import { newId } from "./lines.js";
import { namedBy } from "./operations.js";
import { keepLooking, keepPhoto, sendPhotos, sendings } from "./photos.js";
import { captionIn, keptLine, plainLine, removedOf, sentSoFar, waitingIn, wasRemovedLate } from "./photo-line.js";
import { smaller } from "./shrinking.js";
import { NotSent, settled, upload } from "./uploading.js";

const AGAIN_AFTER = 5000;
const MEGABYTE = 1024 * 1024;
const UNSEEN = " This browser cannot show it: look at it, and take it again if it is broken.";
const LATE = "had reached Formspec before it was removed here, so it is listed with what was added. Remove it there.";

/**
 * Begin the choosing of files on a form. `opening` gives the vault, null where this device keeps nothing; `about` is what is
 * known of the draft, {draft, title, form, version}, `who` the account, "" for none; `name` is given the input of files of an
 * answer and what names them, where the page does not list those that were sent. Gives {shown, kept()}: `shown` comes back
 * once what waits already is listed, `kept` once all that was chosen is kept, or cannot be.
 */
export function beginAttachments(form, { opening, about, who, name = () => {} }) {
  const most = Number(form.dataset.mostBytes);
  const longest = Number(form.dataset.longestCaption);
  const jobs = new Set();
  const lines = new Map();
  let isPreparing = 0;
  let turn = Promise.resolve();
  let sending = Promise.resolve();

  form.querySelectorAll("[data-attachments] [data-file]").forEach(prepareRemoval);
  form.addEventListener("change", ({ target }) => {
    const set = target.closest("[data-attachments]");
    if (set && target.type === "file") {
      const shows = set.querySelector("details select")?.value ?? "";
      [...target.files].forEach((file) => choose(set, file, shows));
      target.value = "";
    }
  }, { capture: true });
  form.addEventListener("submit", (event) => {
    if (isPreparing) {
      event.preventDefault();
      event.stopImmediatePropagation();
      const { submitter } = event;
      turn.then(() => form.requestSubmit(submitter));
      return;
    }
    putBack([...jobs]);
  });
  for (const each of ["beforeunload", "leaving"]) {
    window.addEventListener(each, (event) => (jobs.size || isPreparing) && !form.dataset.sent && event.preventDefault());
  }
  const shown = opening.then((vault) => vault && showKept(vault));
  return { shown, kept: () => turn };

  function choose(set, file, shows) {
    const line = plainLine(file.name);
    count(line.item, { id: newId(), name: file.name, size: file.size, type: inputOf(set).accept.split(",")[0] });
    line.say(`${file.name}: being made ready. Keep this page open.`);
    waitingIn(set).append(line.item);
    isPreparing += 1;
    turn = turn.then(() => prepare({ set, file, shows, line })).catch(({ message }) => tell(set, line, file.name, message)).finally(() => { isPreparing -= 1; });
  }

  async function prepare({ set, file, shows, line }) {
    const { blob, name: called, isSeen } = await asTaken(file, inputOf(set).accept);
    const why = await reasonAgainst(blob, set);
    if (why) {
      tell(set, line, file.name, `“${file.name}” was not added: ${why}`);
      return;
    }
    const unseen = !isSeen && (await isPlainPhoto(file)) ? UNSEEN : "";
    const photo = {
      ...about,
      id: newId(),
      address: set.dataset.attachments,
      name: called,
      size: blob.size,
      type: await typeOf(blob, inputOf(set).accept),
      shows,
      longest: "captioned" in set.dataset ? longest : 0,
      chosen: Date.now(),
      received: 0,
    };
    const job = { set, file, line, photo, blob, unseen, why: "" };
    const vault = await opening;
    if (!vault || !(await keep(vault, job))) {
      jobs.add(job);
      sending = sending.then(() => sendFromHere(job));
    }
  }

  /** Why a file is not taken, as far as a device can tell; "" where it may be. */
  async function reasonAgainst(blob, set) {
    if (!blob.size) {
      return "it is empty.";
    }
    const { accept, dataset } = inputOf(set);
    const taken = Math.min(most, Number(dataset.mostBytes ?? most));
    return blob.size > taken ? `it must be ${Math.floor(taken / MEGABYTE)} MB or smaller.` : wrongSort(blob, accept);
  }

  /** Keep a photo on this device, and send it from there; gives whether it is kept. */
  async function keep(vault, job) {
    try {
      await keepPhoto(vault, job.photo, job.blob);
    } catch (fault) {
      job.why = `${fault.message} `;
      return false;
    }
    job.line.item.remove();
    say(job.set, `${job.photo.name} is kept on this device until it is sent.${job.unseen}`);
    showLine(vault, job.photo);
    sendPhotos(vault).catch(() => {});
    return true;
  }

  function showKept(vault) {
    const { look, first } = keepLooking(vault, about.draft, (photos, moment) => {
      photos.forEach((photo) => showLine(vault, photo));
      const kept = new Map([...photos, ...removedOf(about.draft)].map((each) => [each.id, each]));
      [...lines].filter(([id, { since }]) => !kept.has(id) && since < moment).forEach(([id, { photo }]) => goneElsewhere(id, photo));
    });
    sendings.addEventListener("photo", ({ detail }) => {
      const line = lines.get(detail.photo.id);
      if (line && detail.answer) {
        finish(line, detail.answer);
      } else if (line && detail.refused) {
        line.photo = { ...detail.photo, refused: detail.refused };
        line.show(line.photo);
        recount(line.item, line.photo);
        lead(line.set, line.item, detail.photo.name);
      } else {
        line?.hear(detail);
      }
    });
    window.addEventListener("pageshow", look);
    return first;
  }

  function showLine(vault, photo) {
    const set = form.querySelector(`[data-attachments="${CSS.escape(photo.address)}"]`);
    const there = lines.get(photo.id);
    if (there) {
      (there.photo.refused === photo.refused ? there.learn : there.show)(photo);
      there.photo = photo;
      recount(there.item, photo);
    }
    if (set && !lines.has(photo.id)) {
      const line = keptLine(vault, photo, (sentence) => {
        say(set, sentence);
        recount(line.item, lines.get(photo.id)?.photo ?? photo);
      });
      lines.set(photo.id, { ...line, photo, set, since: Date.now() });
      waitingIn(set).append(line.item);
      recount(line.item, photo);
    }
  }

  /** Let a file that is not sent yet count as one of the answer, unless it was removed or refused. */
  function recount(item, photo) {
    const before = item.dataset.named;
    count(item, photo.refused || removedOf(about.draft).some(({ id }) => id === photo.id) ? null : photo);
    if (item.dataset.named !== before) {
      form.dispatchEvent(new Event("files"));
    }
  }

  /** Another page has sent a photo, or removed it: the server knows which. */
  async function goneElsewhere(id, photo) {
    const line = lines.get(id);
    lines.delete(id);
    const answer = await settled(photo);
    if (answer) {
      finish(line, answer);
    } else {
      line.item.remove();
      form.dispatchEvent(new Event("files"));
    }
  }

  function finish({ item, photo, set }, { file, before, base, entry = "", cleared = [] }) {
    lines.delete(photo.id);
    if (form.elements.base.value === String(before)) {
      form.elements.base.value = base;
    }
    const typed = captionIn(item);
    const isCaptioned = !file || goOn(typed, list(set, file), file.caption);
    if (!listIn(set)) {
      name(inputOf(set), entry);
    }
    if (item.contains(document.activeElement)) {
      (set.querySelector("summary") ?? inputOf(set)).focus();
    }
    item.remove();
    const values = Object.fromEntries(cleared.map((name) => [name, ""]));
    form.dispatchEvent(new CustomEvent("added", { detail: { before, base, values } }));
    form.dispatchEvent(new Event("files"));
    const added = `${photo.name} is added and saved${isCaptioned ? "." : `. Its caption stays “${file.caption}”: “${typed.value}” was not saved.`}`;
    say(set, wasRemovedLate(photo) ? `${photo.name} ${LATE}` : added);
  }

  /** Send a photo that this device does not keep, for as long as the page is open. */
  async function sendFromHere(job) {
    const { photo, blob, line, set } = job;
    const told = (received) => {
      line.say(sentSoFar(photo, received), received / photo.size);
      return jobs.has(job);
    };
    while (jobs.has(job)) {
      try {
        const answer = await upload(photo, blob, { who, told });
        jobs.delete(job);
        if (answer) {
          finish({ item: line.item, photo, set }, answer);
        }
      } catch (fault) {
        await (fault instanceof NotSent ? pause(job, fault) : refuse(job, fault));
      }
    }
  }

  function refuse(job, { message }) {
    jobs.delete(job);
    tell(job.set, job.line, job.photo.name, message);
  }

  function pause({ photo, line, why }, { message }) {
    line.say(`${photo.name}: ${message || "no connection."} ${why}It is sent as soon as it can be. Keep this page open.`);
    return new Promise((go) => {
      window.addEventListener("online", go, { once: true });
      setTimeout(go, AGAIN_AFTER);
    });
  }

  /** Put files that are not there yet back into their inputs, so that they go with the page. */
  function putBack(waiting) {
    for (const set of new Set(waiting.map((job) => job.set))) {
      const held = new DataTransfer();
      waiting.filter((job) => job.set === set).forEach((job) => { held.items.add(job.file); jobs.delete(job); });
      inputOf(set).files = held.files;
    }
  }
}

/** Go on in another box with the caption that was typed in one, where `kept` is saved; gives whether nothing of it is lost. */
function goOn(typed, box, kept) {
  const isKept = typed?.dataset.typed === undefined || typed.value.trim().replace(/\s+/g, " ") === kept;
  if (box && !isKept) {
    box.value = typed.value;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
  if (box && typed && typed === document.activeElement) {
    box.focus();
    box.setSelectionRange(typed.selectionStart, typed.selectionEnd);
  }
  return isKept || Boolean(box);
}

/** A file as it is kept: made smaller, unless the answer does not take what it would be then. */
async function asTaken(file, accept) {
  const made = await smaller(file);
  return made.blob === file || accept.split(",").includes(made.blob.type) ? made : { ...made, blob: file, name: file.name };
}

const inputOf = (set) => set.querySelector("input[type=file][multiple]");

/** Let the line of a file say what an answer would name it by, as the rules of the page count it; null for none. */
function count(item, file) {
  if (file) {
    item.dataset.named = namedBy(file);
  } else {
    delete item.dataset.named;
  }
}

function tell(set, line, name, sentence) {
  line.refuse(sentence);
  count(line.item, null);
  set.closest("form")?.dispatchEvent(new Event("files"));
  lead(set, line.item, name);
}

/** Say in a set that a file was not added, with the way to its line. */
function lead(set, item, name) {
  item.id ||= `file-${newId()}`;
  item.tabIndex = -1;
  leadIn(set.querySelector("[data-told]"), `${name} was not added: `, "see why", `#${item.id}`);
}
