// Here lives the one text that may become markup in the page of the editor: none at all. Ace empties its boxes by writing
// "" into them; whatever else it should ever write, now or in a later version, is refused by the browser.

window.trustedTypes?.createPolicy("default", { createHTML: (markup) => (markup === "" ? markup : null) });
