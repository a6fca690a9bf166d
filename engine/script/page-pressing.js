// Here lives what may not happen while somebody presses on something: what is pressed must not move away under the pointer.

const waiting = [];
let isPressed = false;

document.addEventListener("pointerdown", () => { isPressed = true; }, true);
document.addEventListener("pointerup", release, true);
document.addEventListener("pointercancel", release, true);

/** Act now; while something is pressed, once it was let go and what it does is done. */
export function whenReleased(act) {
  if (isPressed) {
    waiting.push(act);
  } else {
    act();
  }
}

function release() {
  isPressed = false;
  setTimeout(() => waiting.splice(0).forEach((act) => act()));
}
