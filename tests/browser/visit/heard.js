// Here lives the ear of a schedule in each of its pages: what the page says of saving goes to the console, each time with
// what stands in its inputs just then, and so does what is written over what. Here, too, is the device's clock, to be turned.
(() => {
  const Real = Date;
  let shift = 0;
  globalThis.Date = class extends Real {
    constructor(...given) {
      super(...(given.length ? given : [Real.now() + shift]));
    }

    static now() {
      return Real.now() + shift;
    }
  };
  globalThis.turnClock = (milliseconds) => { shift = milliseconds; };

  const textOf = (input) => (/checkbox|radio/.test(input.type) && !input.checked ? "" : input.value);

  /** What the page shows, by the names of its inputs. */
  const shownNow = () => {
    const shown = {};
    for (const input of document.querySelectorAll("form [name*='.']")) {
      shown[input.name] = textOf(input) || shown[input.name] || "";
    }
    return shown;
  };

  const tell = (told) => console.debug("heard", JSON.stringify(told));

  /** Write into inputs as somebody does, and tell what stood in each before. */
  globalThis.writeNow = (entries, isLeft) => {
    tell({ wrote: entries, before: shownNow() });
    for (const [name, text] of Object.entries(entries)) {
      const choice = document.querySelector(`[name="${name}"][value="${CSS.escape(text)}"]:is([type=radio], [type=checkbox])`);
      if (choice) {
        choice.checked || choice.click();
        continue;
      }
      const input = document.querySelector(`[name="${name}"]`);
      input.value = text;
      input.dispatchEvent(new Event("input", { bubbles: true }));
      if (isLeft) {
        input.dispatchEvent(new Event("change", { bubbles: true }));
      }
    }
  };

  /** Take one of the texts of the first answer that two changed; tell both. Gives whether there was one. */
  globalThis.decideNow = (isFirst) => {
    const panel = document.querySelector(".clash");
    if (panel) {
      tell({ decided: [...panel.querySelectorAll("dd")].map((each) => each.textContent) });
      panel.querySelector(isFirst ? "button" : "button:last-of-type").click();
    }
    return Boolean(panel);
  };

  function hear(line) {
    if (line && !line.hidden && /^Saved/.test(line.textContent)) {
      tell({ line: line.textContent, shown: shownNow() });
    }
    for (const told of document.querySelectorAll("[data-attachments] [data-told]")) {
      if (told.textContent) {
        tell({ photo: told.textContent });
      }
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    const line = document.querySelector("#saving");
    const ear = new MutationObserver(() => hear(line));
    for (const place of [line, ...document.querySelectorAll("[data-attachments] [data-told]")].filter(Boolean)) {
      ear.observe(place, { childList: true, characterData: true, subtree: true, attributes: true });
    }
    hear(line);
  });
})();
