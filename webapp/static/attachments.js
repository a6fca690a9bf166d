// Here lives the sending of photos and files that stand beside an answer: made smaller on the device, and sent in pieces
// as soon as they are chosen. What is not there yet when the page is saved goes with the page, as without scripts.
const PIECE = 256 * 1024;
const LONGEST_SIDE = 2560;
const SMALL = 1024 * 1024;
const QUALITY = 0.85;
const AGAIN_AFTER = 5000;
const ID_BYTES = 16;
const NEW_MARK = "0".repeat(16);
const EXPIRED = 403;
const UNAVAILABLE = 503;
const GONE = 404;
const SHRINKS = /^image\/(jpeg|png|heic|heif)$/;

const form = document.querySelector("form[data-uploads]");
const jobs = new Set();
let turn = Promise.resolve();

form?.addEventListener("change", ({ target }) => {
  const set = target.closest("[data-attachments]");
  if (set && target.type === "file") {
    const shows = set.querySelector("details select")?.value ?? "";
    [...target.files].forEach((file) => begin(set, file, shows));
    target.value = "";
  }
});
form?.addEventListener("submit", () => putBack([...jobs]));
for (const each of ["beforeunload", "leaving"]) {
  window.addEventListener(each, (event) => jobs.size && !form.dataset.sent && event.preventDefault());
}
form?.querySelectorAll("[data-attachments] [data-file]").forEach(prepareRemoval);

function begin(set, file, shows) {
  const line = document.createElement("li");
  const said = document.createElement("span");
  const bar = document.createElement("progress");
  bar.setAttribute("aria-label", `Sending ${file.name}`);
  line.append(said, bar);
  listIn(set).append(line);
  const id = [...crypto.getRandomValues(new Uint8Array(ID_BYTES))].map((each) => each.toString(16).padStart(2, "0"));
  const job = { set, file, shows, line, said, bar, id: id.join("") };
  job.said.textContent = `${file.name}: waiting to be sent.`;
  jobs.add(job);
  turn = turn.then(() => sent(job));
}

function listIn(set) {
  const list = set.querySelector("ul.files");
  list.hidden = false;
  return list;
}

async function sent(job) {
  const whole = await smaller(job.file);
  while (jobs.has(job)) {
    try {
      finish(job, await through(job, whole));
    } catch (failure) {
      if (failure.refused) {
        refuse(job, failure.refused);
      } else {
        job.said.textContent = `${job.file.name}: no connection. It is sent as soon as there is one. Keep this page open.`;
        await pause();
      }
    }
  }
}

/** Sends a file from where it has come to, and gives what became of it. */
async function through(job, { blob, name }) {
  const { id, shows, set } = job;
  const fields = { id, name, shows, size: blob.size, address: set.dataset.attachments };
  let { received } = await ask("", fields);
  while (received < blob.size) {
    tell(job, received / blob.size);
    ({ received } = await ask(`/${id}/pieces`, { at: received }, blob.slice(received, received + PIECE)));
  }
  tell(job, 1);
  return ask(`/${id}/done`, {});
}

function tell({ file, said, bar }, part) {
  bar.value = part;
  said.textContent = part < 1 ? `${file.name}: ${Math.floor(part * 100)} % is sent.` : `${file.name}: being looked at.`;
}

async function ask(path, fields, piece, isAgain = false) {
  const body = new FormData();
  for (const [name, value] of Object.entries({ ...fields, csrf: form.elements.csrf.value })) {
    body.append(name, value);
  }
  if (piece) {
    body.append("piece", piece, "piece");
  }
  const answer = await fetch(form.dataset.uploads + path, { method: "POST", body, redirect: "error" });
  const said = await answer.json().catch(() => ({}));
  if (answer.ok) {
    return said;
  }
  if (answer.status === EXPIRED && said.csrf && !isAgain) {
    form.elements.csrf.value = said.csrf;
    return ask(path, fields, piece, true);
  }
  const comesBack = answer.status === UNAVAILABLE || (answer.status === GONE && path) || said.received !== undefined;
  throw comesBack ? new Error() : { refused: said.refused ?? `It was not added: Formspec refused it (${answer.status}).` };
}

function finish(job, { file, before, base }) {
  jobs.delete(job);
  job.line.remove();
  if (form.elements.base.value === String(before)) {
    form.elements.base.value = base;
  }
  if (file && !listIn(job.set).querySelector(`[data-file="${file.mark}"]`)) {
    list(job.set, file);
  }
  say(job.set, `${job.file.name} is added and saved.`);
}

function list(set, file) {
  const item = set.querySelector("template[data-new-file]").content.firstElementChild.cloneNode(true);
  item.dataset.file = file.mark;
  for (const each of item.querySelectorAll("[id], [for]")) {
    for (const attribute of ["id", "name", "for"]) {
      const value = each.getAttribute(attribute);
      if (value) {
        each.setAttribute(attribute, value.replace(NEW_MARK, file.mark));
      }
    }
  }
  item.querySelectorAll("[data-name]").forEach((each) => { each.textContent = file.name; });
  item.querySelector("[data-size]").textContent = `(${Math.max(1, Math.round(file.size / 1024))} KB)`;
  item.querySelector("a").href = file.url;
  const picture = item.querySelector("img");
  if (file.preview) {
    picture.src = file.preview;
  } else {
    picture.remove();
  }
  const shows = item.querySelector("select");
  if (shows) {
    [...shows.options].forEach((each) => { each.defaultSelected = each.value === file.prompt; });
    shows.value = file.prompt;
  }
  listIn(set).append(item);
  prepareRemoval(item);
}

function refuse(job, sentence) {
  jobs.delete(job);
  job.bar.remove();
  job.line.classList.add("wrong");
  job.said.textContent = sentence;
  say(job.set, sentence);
}

function say(set, words) {
  set.querySelector("[data-told]").textContent = words;
}

/** A button in place of the box that takes a file out with the next save, which puts it back as well. */
function prepareRemoval(item) {
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

/** Puts files that are not there yet back into their inputs, so that they go with the page. */
function putBack(waiting) {
  for (const set of new Set(waiting.map((job) => job.set))) {
    const held = new DataTransfer();
    waiting.filter((job) => job.set === set).forEach((job) => { held.items.add(job.file); jobs.delete(job); });
    set.querySelector("input[type=file][multiple]").files = held.files;
  }
}

function pause() {
  return new Promise((go) => {
    window.addEventListener("online", go, { once: true });
    setTimeout(go, AGAIN_AFTER);
  });
}

/** A photo no larger than it is kept, the right way up; as it is, where it is small or the browser cannot read it. */
async function smaller(file) {
  const asItIs = { blob: file, name: file.name };
  if (!SHRINKS.test(file.type)) {
    return asItIs;
  }
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null);
  const by = bitmap ? Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height)) : 1;
  if (!bitmap || (by === 1 && file.size <= SMALL) || (by === 1 && file.type === "image/png")) {
    return asItIs;
  }
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(bitmap.width * by);
  canvas.height = Math.round(bitmap.height * by);
  canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const blob = await new Promise((made) => { canvas.toBlob(made, "image/jpeg", QUALITY); });
  const name = file.name.replace(/\.(jpe?g|png|hei[cf])$/i, "");
  return blob && blob.size < file.size ? { blob, name: `${name}.jpg` } : asItIs;
}
