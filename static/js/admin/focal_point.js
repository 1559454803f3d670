// The point of a picture that stays in view: moved by pointer, arrow keys or sliders, and shown on each way to cut it.

const figure = document.querySelector("[data-focal]");
const sliders = ["x", "y"].map((axis) => document.getElementById(`id_focal_${axis}`));
const crops = document.querySelectorAll("[data-crop]");
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const LONG_STEP = 10;

const place = () => sliders.map((slider) => Number(slider.value));

function makePoint() {
  const point = document.createElement("button");
  point.type = "button";
  point.className = "focal-point";
  figure.querySelector("img").after(point);
  return point;
}

function show(point) {
  const [x, y] = place();
  for (const crop of crops) crop.style.objectPosition = `${x}% ${y}%`;
  point.style.left = `${x}%`;
  point.style.top = `${y}%`;
  point.setAttribute("aria-label", figure.dataset.point.replace("{x}", `${x} %`).replace("{y}", `${y} %`));
}

function moveTo(point, x, y) {
  // The sliders keep it between 0 and 100.
  [sliders[0].value, sliders[1].value] = [Math.round(x), Math.round(y)];
  sliders[0].dispatchEvent(new Event("change", { bubbles: true }));
  show(point);
}

function followPointer(picture, point) {
  const frame = picture.parentElement;

  function follow(event) {
    const box = picture.getBoundingClientRect();
    moveTo(point, ((event.clientX - box.left) / box.width) * 100, ((event.clientY - box.top) / box.height) * 100);
  }

  frame.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    frame.setPointerCapture(event.pointerId);
    point.focus();
    follow(event);
  });
  frame.addEventListener("pointermove", (event) => {
    if (frame.hasPointerCapture(event.pointerId)) follow(event);
  });
}

function followKeys(point) {
  point.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const [x, y] = place();
    const length = event.shiftKey ? LONG_STEP : 1;
    moveTo(point, x + step[0] * length, y + step[1] * length);
  });
}

function begin() {
  const point = makePoint();
  show(point);
  if (sliders[0].disabled) {
    point.disabled = true;
    return;
  }
  const hint = document.createElement("p");
  hint.className = "desk-help";
  hint.textContent = figure.dataset.words;
  figure.prepend(hint);
  figure.classList.add("is-movable");
  followPointer(figure.querySelector("img"), point);
  followKeys(point);
  for (const slider of sliders) slider.addEventListener("input", () => show(point));
}

if (figure && sliders.every(Boolean)) begin();
