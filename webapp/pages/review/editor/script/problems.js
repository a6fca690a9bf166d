// Here lives the list of problems: each with the way to its line, and a button that puts it right where there is one way.

export function prepareProblems(form, box, check) {
  const verdict = document.querySelector("#verdict");
  const list = document.querySelector("#problems");
  let kept = [];
  let isSound = !list.querySelector(".wrong");

  list.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-line]");
    if (link) {
      event.preventDefault();
      box.goTo(Number(link.dataset.line), Number(link.dataset.column));
    }
  });

  function show({ problems, verdict: words, text }) {
    isSound = problems.every((each) => each.level !== "error");
    box.mark(problems);
    if (verdict.textContent !== words) {
      verdict.textContent = words;
    }
    if (JSON.stringify(kept) === JSON.stringify(problems)) {
      return;
    }
    kept = problems;
    const held = list.contains(document.activeElement);
    list.replaceChildren(...problems.map(entry));
    if (held) {
      (list.querySelector("a, button") ?? form.querySelector("[name=then]")).focus();
    }
  }

  function mend(key) {
    const found = kept.find((each) => each.key === key && each.remedy);
    if (found) {
      box.change(found.remedy);
    }
    check();
  }

  return { show, mend, isSound: () => isSound };
}

function entry(problem) {
  const said = document.createElement("li");
  said.className = problem.level === "error" ? "problem wrong" : "problem";
  const words = document.createElement("p");
  const link = document.createElement("a");
  link.href = `#line-${problem.line}`;
  link.dataset.line = problem.line;
  link.dataset.column = problem.column;
  link.textContent = `Line ${problem.line}`;
  words.append(link, " ");
  if (problem.level !== "error") {
    const warning = document.createElement("strong");
    warning.textContent = "Warning.";
    words.append(warning, " ");
  }
  words.append(problem.message);
  said.append(words);
  if (problem.remedy) {
    const button = document.createElement("button");
    button.className = "button second";
    button.name = "mend";
    button.value = problem.key;
    button.textContent = problem.remedy.label;
    said.append(button);
  }
  return said;
}
