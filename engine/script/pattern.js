// Whether an answer fits the pattern that a spec gives for it, as `engine/matching.py` decides it on the server.
const compiled = new Map();

// Say whether a text of one line fits a pattern, from its first character to its last.
export function matches(pattern, text) {
  if (!compiled.has(pattern)) {
    compiled.set(pattern, new RegExp(`^(?:${pattern})$`, "u"));
  }
  return !text.includes("\n") && compiled.get(pattern).test(text);
}
