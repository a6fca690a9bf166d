// Gives a button that copies what stands in another element of the page, where the browser can copy.
for (const button of document.querySelectorAll("[data-copy]")) {
  const from = document.getElementById(button.dataset.copy);
  const words = button.textContent;
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText((from.value ?? from.innerText).trim());
      button.textContent = "Copied";
    } catch {
      button.textContent = "It could not be copied";
    }
    setTimeout(() => { button.textContent = words; }, 4000);
  });
}
