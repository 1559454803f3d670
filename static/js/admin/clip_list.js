// The run sheet: tick all rows of the page, and say how many are ticked.

const form = document.querySelector(".sheet-form");
const all = form?.querySelector("[data-all]");

if (all) {
  const boxes = [...form.querySelectorAll("[name=chosen], [name=line]")];
  const words = form.querySelector("[data-chosen]");
  const resting = words.textContent;

  const update = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    words.textContent = ticked ? words.dataset.words.replace("{n}", ticked) : resting;
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
  };

  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    update();
  });
  form.addEventListener("change", update);
  update();
}
