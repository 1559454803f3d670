// The settings of the site: the logo from the library, and the colour picked where the browser has a picker.

import { setUpPicture } from "./picture.js";
import "./unsaved.js";

const DIGITS = /^#?([0-9a-f]{6})$/i;

function setUpColour(field) {
  const [typed, picker] = field.querySelectorAll("input");

  typed.addEventListener("input", () => {
    const found = DIGITS.exec(typed.value.trim());
    picker.value = found ? `#${found[1]}` : field.dataset.house;
  });
  picker.addEventListener("input", () => { typed.value = picker.value; });
  picker.hidden = typed.disabled;
}

document.querySelectorAll("[data-picture]").forEach(setUpPicture);
document.querySelectorAll("[data-colour]").forEach(setUpColour);
