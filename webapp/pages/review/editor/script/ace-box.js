// Here lives the box to write in as Ace has it: line numbers, colours, undo, search, and words that may stand at the
// cursor. It stands in the place of the textarea, which keeps the text for a save without it.

import { completer } from "./completer.js";
import { difference } from "./plain-box.js";

const THEME = { cssClass: "ace-formspec", cssText: "", isDark: false };
const UNUSED = ["gotoline", "openCommandPalette", "showSettingsMenu", "togglerecording", "replaymacro", "openlink"];
const LABEL = "The text of the form. Press Esc, then Tab, to leave it.";

export function aceBox(form, ace) {
  const area = form.elements.text;
  const place = document.createElement("div");
  place.className = "spec-box";
  place.id = "spec-box";
  area.before(place);
  ace.config.set("useStrictCSP", true);
  ace.config.set("loadWorkerFromBlob", false);
  const editor = ace.edit(place, {
    useWorker: false,
    mode: "ace/mode/yaml",
    value: area.value,
    useSoftTabs: true,
    tabSize: 2,
    fontSize: "15px",
    wrap: true,
    indentedSoftWrap: false,
    showPrintMargin: false,
    enableKeyboardAccessibility: true,
    textInputAriaLabel: LABEL,
  });
  editor.setTheme(THEME);
  editor.commands.removeCommands(UNUSED);
  editor.commands.addCommand({
    name: "save",
    bindKey: { win: "Ctrl-S", mac: "Command-S" },
    exec: () => form.requestSubmit(),
  });
  ace.require("ace/ext/language_tools");
  editor.setOptions({ enableBasicAutocompletion: [completer(form)], enableLiveAutocompletion: false });
  editor.session.getUndoManager().reset();
  area.hidden = true;
  document.querySelectorAll(".with-ace").forEach((each) => each.removeAttribute("hidden"));
  document.querySelector('label[for="text"]').addEventListener("click", () => editor.focus());
  editor.session.on("change", () => {
    area.value = editor.getValue();
  });
  return boxOf(editor, ace.require("ace/range").Range);
}

function boxOf(editor, Range) {
  const session = editor.session;
  let markers = [];

  function change({ start, end, text }) {
    const from = session.doc.indexToPosition(start, 0);
    const to = session.doc.indexToPosition(end, 0);
    session.replace(Range.fromPoints(from, to), text);
  }

  function mark(problems) {
    markers.forEach((each) => session.removeMarker(each));
    markers = problems.map((each) => {
      const line = session.getLine(each.line - 1);
      const from = Math.min(each.column - 1, Math.max(line.trimEnd().length - 1, 0));
      const word = /^[^\s,:{}[\]]+/.exec(line.slice(from));
      const range = new Range(each.line - 1, from, each.line - 1, from + Math.max(word ? word[0].length : 1, 1));
      return session.addMarker(range, each.level === "error" ? "spec-wrong" : "spec-warning", "text");
    });
    session.setAnnotations(
      problems.map((each) => ({ row: each.line - 1, column: each.column - 1, text: each.message, type: each.level })),
    );
  }

  return {
    text: () => editor.getValue(),
    set: (text) => change(difference(editor.getValue(), text)),
    change,
    goTo(line, column) {
      editor.gotoLine(line, column - 1, false);
      editor.focus();
    },
    at() {
      const { row, column } = editor.getCursorPosition();
      return { line: row + 1, column: column + 1 };
    },
    mark,
    changed: (act) => session.on("change", act),
    moved: (act) => session.selection.on("changeCursor", () => act(editor.getCursorPosition().row + 1)),
  };
}
