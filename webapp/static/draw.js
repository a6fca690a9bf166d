// Lets a signature be drawn with a finger, a pen or the mouse, beside the typed name. What was drawn travels with the form as
// a PNG; nothing is sent where nothing was drawn, and whoever draws nothing, or runs no scripts, signs all the same.
const THICK = 5;
const INK = "#101820";
const PAPER = "#ffffff";

for (const place of document.querySelectorAll("[data-drawing]")) {
  const canvas = place.querySelector("canvas");
  const sent = place.querySelector("input[type=hidden]");
  const told = place.querySelector("[role=status]");
  const clear = place.querySelector("button");
  const brush = canvas.getContext("2d");
  let last = null;
  let middle = null;

  const blank = () => {
    brush.fillStyle = PAPER;
    brush.fillRect(0, 0, canvas.width, canvas.height);
    brush.strokeStyle = INK;
    brush.lineWidth = THICK;
    brush.lineCap = "round";
    brush.lineJoin = "round";
  };
  const say = (words, there) => {
    told.textContent = words;
    canvas.setAttribute("aria-label", there ? "Your drawn signature" : "Nothing is drawn yet");
  };
  const point = (event) => {
    const box = canvas.getBoundingClientRect();
    return {
      x: ((event.clientX - box.left - canvas.clientLeft) * canvas.width) / canvas.clientWidth,
      y: ((event.clientY - box.top - canvas.clientTop) * canvas.height) / canvas.clientHeight,
    };
  };
  const draw = (to) => {
    const half = { x: (last.x + to.x) / 2, y: (last.y + to.y) / 2 };
    brush.beginPath();
    brush.moveTo(middle.x, middle.y);
    brush.quadraticCurveTo(last.x, last.y, half.x, half.y);
    brush.stroke();
    last = to;
    middle = half;
  };
  const end = () => {
    if (last) {
      brush.beginPath();
      brush.moveTo(middle.x, middle.y);
      brush.lineTo(last.x, last.y);
      brush.stroke();
      last = null;
      sent.value = canvas.toDataURL("image/png");
      say("Drawn. It is sent with the letter when you sign.", true);
    }
  };

  const giveBack = async () => {
    try {
      const bytes = Uint8Array.from(atob(sent.value.split(",")[1]), (each) => each.charCodeAt(0));
      brush.drawImage(await createImageBitmap(new Blob([bytes], { type: "image/png" })), 0, 0);
      say("What you drew before is still here.", true);
    } catch {
      sent.value = "";
    }
  };

  canvas.addEventListener("pointerdown", (event) => {
    if (event.isPrimary && event.button === 0) {
      event.preventDefault();
      canvas.setPointerCapture(event.pointerId);
      last = middle = point(event);
    }
  });
  canvas.addEventListener("pointermove", (event) => {
    if (last && event.isPrimary) {
      const passed = event.getCoalescedEvents?.() ?? [];
      (passed.length ? passed : [event]).forEach((each) => draw(point(each)));
    }
  });
  for (const each of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(each, ({ isPrimary }) => isPrimary && end());
  }
  clear.addEventListener("click", () => {
    blank();
    sent.value = "";
    say("Nothing is drawn. You can sign without it.", false);
  });

  blank();
  place.hidden = false;
  say("", false);
  if (sent.value) {
    giveBack();
  }
}
