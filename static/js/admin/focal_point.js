// The point of a picture that stays in view: shown on it, and moved by a click; the two sliders do the same by keyboard.

const figure = document.querySelector("[data-focal='id_focal']");
const sliders = ["x", "y"].map((axis) => document.getElementById(`id_focal_${axis}`));

function showPoint(dot) {
  dot.style.insetInlineStart = `${sliders[0].value}%`;
  dot.style.insetBlockStart = `${sliders[1].value}%`;
}

function placePoint(event, picture) {
  const box = picture.getBoundingClientRect();
  sliders[0].value = Math.round(((event.clientX - box.left) / box.width) * 100);
  sliders[1].value = Math.round(((event.clientY - box.top) / box.height) * 100);
}

function begin() {
  const picture = figure.querySelector("img");
  const dot = document.createElement("span");
  dot.className = "focal-point";
  picture.after(dot);
  const hint = document.createElement("p");
  hint.className = "desk-help";
  hint.textContent = figure.dataset.words;
  figure.prepend(hint);
  picture.addEventListener("click", (event) => {
    placePoint(event, picture);
    showPoint(dot);
  });
  sliders.forEach((slider) => slider.addEventListener("input", () => showPoint(dot)));
  showPoint(dot);
}

if (figure && sliders.every(Boolean)) begin();
