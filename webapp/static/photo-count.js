// Here lives what is said beside the buttons of a section's page of the photos and files of its draft that are not sent yet.

import { leadIn, sayIn } from "./elements.js";
import { countedPhotos } from "./operations.js";
import { keepLooking } from "./photos.js";

/** Say how many photos of a draft this device keeps that are not sent, and how many were not taken, while a page is open. */
export function keepCounting(vault, draft) {
  const place = document.getElementById("photos-unsent");
  if (place) {
    keepLooking(vault, draft, (photos) => {
      const [waiting, refused] = [photos.filter((each) => !each.refused), photos.filter((each) => each.refused)];
      const unsent = waiting.length ? `${countedPhotos(waiting)} not sent yet. ` : "";
      if (refused.length) {
        leadIn(place, `${unsent}${countedPhotos(refused)} not taken: see `, "On this device", "/visit");
      } else {
        sayIn(place, unsent.trim());
      }
      place.hidden = !photos.length;
      place.classList.toggle("wrong", refused.length > 0);
    });
  }
}
