// Here lives a section's page on this device: filled in from the vault, kept up by the form's rules, and saved to the vault.

import { showCopies } from "./copies.js";
import { saveOf, standing } from "./operations.js";
import { begin, say } from "./shell-page.js";

begin(async ({ place: form, draft, operations, waiting, entries, rules }) => {
  const { tasks, section, filling, live: script } = form.dataset;
  const [{ fillPage, changesOf, following }, { live }] = await Promise.all([import(filling), import(script)]);
  fillPage(form, rules.program, entries, rules.today);
  const elsewhere = Object.fromEntries(Object.entries(entries).filter(([name]) => !name.startsWith(`${section}.`)));
  live(form, { ...rules, entries: elsewhere });
  showCopies({ draft, operations, waiting, entries, now: () => standing({ ...entries, ...changesOf(form, section, entries).answers }, []) });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const changes = changesOf(form, section, entries);
      if (changes.groups.length) {
        await operations.put(saveOf(draft, waiting, section, changes));
      }
      const next = following(rules.program, { ...entries, ...changes.answers }, rules.today, section);
      const goesOn = event.submitter?.value !== "list";
      location.assign(goesOn ? (next ? `${tasks}/sections/${next}` : `${tasks}/check`) : tasks);
    } catch (fault) {
      say(fault);
    }
  });
});
