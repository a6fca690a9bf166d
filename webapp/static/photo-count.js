// Here lives what is said beside the buttons of a section's page of the photos and files of its draft that are not sent yet.

import { countedPhotos } from "./operations.js";
import { keepLooking } from "./photos.js";

/** Say how many photos of a draft this device keeps that are not sent, and how many were not taken, while a page is open. */
export function keepCounting(vault, draft) {
  const place = document.getElementById("photos-unsent");
  if (place) {
    keepLooking(vault, draft, (photos) => {
      const [waiting, refused] = [photos.filter((each) => !each.refused), photos.filter((each) => each.refused)];
      place.textContent = [
        waiting.length && `${countedPhotos(waiting)} not sent yet.`,
        refused.length && `${countedPhotos(refused)} not taken: see On this device.`,
      ].filter(Boolean).join(" ");
      place.hidden = !photos.length;
      place.classList.toggle("wrong", refused.length > 0);
    });
  }
}
