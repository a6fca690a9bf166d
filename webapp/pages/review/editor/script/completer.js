// Here lives what Ace asks when somebody wants to know what may stand at the cursor; the server knows.

import { asker } from "./live.js";

const WORD = /[\w.-]/;

export function completer(form) {
  const ask = asker(form, form.dataset.complete);
  return {
    identifierRegexps: [WORD],
    async getCompletions(editor, session, { row, column }, prefix, give) {
      const place = { line: row + 1, column: column - prefix.length + 1 };
      const answer = await ask({ text: editor.getValue(), ...place });
      const found = answer?.body?.completions ?? [];
      give(null, found.map((each, at) => ({
        caption: each.word,
        value: each.word + each.adds,
        docText: each.meaning,
        score: found.length - at,
      })));
    },
  };
}
