// Here lives the preview beside the text: it shows the section that the cursor is in, after each save that has no
// problems, and keeps its place.

export function preparePreview() {
  const frame = document.querySelector("#preview");
  const widths = document.querySelector("#widths");
  const around = document.querySelector("#editor-frame");
  let known = [];
  let shown = "";

  widths.hidden = false;
  widths.addEventListener("click", (event) => {
    const chosen = event.target.closest("[data-width]");
    if (chosen) {
      const width = chosen.dataset.width;
      for (const each of widths.children) {
        each.setAttribute("aria-pressed", String(each === chosen));
      }
      frame.classList.toggle("phone", width === "phone");
      frame.classList.toggle("wide", width === "wide");
      around.classList.toggle("wide", width === "wide");
    }
  });

  // a page in a frame keeps its focus to itself, so that the ring around the frame is set by hand
  addEventListener("blur", () => frame.classList.toggle("entered", document.activeElement === frame));
  addEventListener("focus", () => frame.classList.remove("entered"));

  function load({ keepsPlace }) {
    const inner = frame.contentWindow;
    const place = keepsPlace ? inner.scrollY : 0;
    const address = shown ? `${frame.dataset.src}?section=${encodeURIComponent(shown)}` : frame.dataset.src;
    frame.addEventListener("load", () => inner.scrollTo(0, place), { once: true });
    inner.location.replace(address);
  }

  function follow(line) {
    const found = known.findLast((each) => each.line <= line)?.id ?? known[0]?.id ?? "";
    if (found && found !== shown) {
      shown = found;
      load({ keepsPlace: false });
    }
  }

  return {
    sections(listed, line) {
      if (listed.length) {
        const isFirst = !known.length;
        known = listed;
        if (isFirst && !shown) {
          shown = known.findLast((each) => each.line <= line)?.id ?? known[0].id;
        }
      }
    },
    follow,
    refresh: (isSound) => isSound && load({ keepsPlace: true }),
  };
}
