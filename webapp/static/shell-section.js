// Here lives a section's page on this device: filled in from the vault, kept up by the form's rules, and saved as any other
// section's page is.

import { beginAttachments } from "./attachments.js";
import { showCopies } from "./copies.js";
import { formOf, holdLine } from "./lines.js";
import { standing, withFiles } from "./operations.js";
import { keepCounting } from "./photo-count.js";
import { keepSending } from "./sending.js";
import { begin as beginSaving } from "./saving.js";
import { begin, say, sayBack } from "./shell-page.js";

begin(async ({ place: form, vault, draft: before, operations, rules }) => {
  const { tasks, section, filling, live: script } = form.dataset;
  const [{ fillPage, listFiles, changesOf, following, freshId }, { live }] = await Promise.all([import(filling), import(script)]);
  const line = await holdLine(vault, before.draft, formOf(before));
  const photos = await vault.photos(before.draft).all();
  const waiting = await operations.all();
  const draft = (await vault.drafts.get(before.draft)) ?? before;
  const entries = standing(draft.entries, waiting);
  const now = () => standing({ ...entries, ...changesOf(form, section, entries).answers }, []);
  const own = Object.fromEntries(Object.entries(draft.entries).filter(([name]) => name.startsWith(`${section}.`)));
  const elsewhere = Object.fromEntries(Object.entries(withFiles(entries, photos)).filter(([name]) => !name.startsWith(`${section}.`)));
  form.elements.base.value = String(draft.revision);
  form.elements["note-id"].value = freshId();
  fillPage(form, rules.program, entries, rules.today);
  const about = { draft: draft.draft, ...formOf(draft) };
  const files = form.dataset.mostBytes && beginAttachments(form, { opening: Promise.resolve(vault), about, who: vault.who, name: listFiles });
  await (files && files.shown);
  live(form, { ...rules, entries: elsewhere });
  showCopies({ now: async () => ({ draft, entries: now() }), vault });
  document.getElementById("saved-line").textContent = "";
  if (!Object.keys(entries).length && !photos.length) {
    document.getElementById("saving").textContent = "Nothing is entered yet.";
  }
  const { told, again } = returning(vault, draft.draft);
  beginSaving(form, {
    opening: line,
    who: vault.who,
    kept: own,
    told,
    goOn: async (submitter) => {
      await (files && files.kept());
      const waits = await vault.photos(draft.draft).all().catch(() => photos);
      const next = following(rules.program, withFiles(now(), waits), rules.today, section);
      const goesOn = submitter?.value !== "list";
      location.assign(goesOn ? (next ? `${tasks}/sections/${next}` : `${tasks}/check`) : tasks);
    },
  }).catch(say);
  keepCounting(vault, draft.draft);
  keepSending(vault, again);
});

/**
 * What says on the page what became of what waited, once it has saved: told each state of the outbox, and again when other
 * was sent. While a change is on its way, what was said before stays.
 */
function returning(vault, draft) {
  let [state, before] = [null, ""];
  const again = async () => {
    const isOnItsWay = state?.isStoring || (state?.standing === "open" && state.unsent > 0);
    if (state?.savedAt && !isOnItsWay) {
      await sayBack(vault, draft, state.unsent > 0).catch(() => {});
    }
  };
  return {
    again,
    told: (now) => {
      state = now;
      const { standing, savedAt, unsent, refused, clashes, isStoring } = now;
      const news = [standing, savedAt, unsent, refused.length, clashes.length, isStoring].join(" ");
      if (news !== before) {
        before = news;
        again();
      }
    },
  };
}
