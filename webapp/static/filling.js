// Comforts for a draft that is filled in: where somebody was on the page goes with a save, what has the focus is kept
// clear of the bar, however high what it says makes it, what a link leads to is opened and has the focus, and boxes grow
// with what is typed in browsers that do not see to that themselves.
const at = document.querySelector('input[name="at"]');
const bar = document.querySelector(".save-bar");
if (bar) {
  const measured = new ResizeObserver(() => document.documentElement.style.setProperty("--bar", `${bar.offsetHeight}px`));
  measured.observe(bar);
}
document.addEventListener("focusin", ({ target }) => {
  if (at && target.name?.includes(".")) {
    at.value = target.name;
  }
  requestAnimationFrame(() => {
    const lies = bar && !bar.contains(target) && getComputedStyle(bar).position === "fixed";
    if (lies && target.getBoundingClientRect().bottom > bar.getBoundingClientRect().top) {
      target.scrollIntoView({ block: "nearest" });
    }
  });
});

function reveal() {
  const target = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
  for (let each = target?.parentElement?.closest("details"); each; each = each.parentElement.closest("details")) {
    each.open = true;
  }
  target?.focus();
  const question = target?.closest(".question");
  const room = window.innerHeight - (bar?.offsetHeight ?? 0);
  if (question && target.getBoundingClientRect().bottom - question.getBoundingClientRect().top < room) {
    question.scrollIntoView();
  }
}
window.addEventListener("hashchange", reveal);
reveal();

if (!CSS.supports("field-sizing", "content")) {
  const grow = (box) => {
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`;
  };
  document.querySelectorAll("textarea").forEach(grow);
  document.addEventListener("input", ({ target }) => {
    if (target.tagName === "TEXTAREA") {
      grow(target);
    }
  });
}

const jump = document.querySelector(".jump");
document.addEventListener("keydown", ({ key }) => {
  if (jump?.open && key === "Escape") {
    jump.open = false;
    jump.querySelector("summary").focus();
  }
});
