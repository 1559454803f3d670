// Choosing clips: tick all of the page, say how many are ticked, and keep the ticks in the address of this page.

const form = document.querySelector(".choice-form");
const all = form?.querySelector("[data-all]");

if (all) {
  const boxes = [...form.querySelectorAll("[name=chosen]")];
  const words = form.querySelector("[data-ticked]");
  const shown = new Set(boxes.map((box) => box.value));
  const elsewhere = form.elements.ticked.value.split("-").filter((number) => number && !shown.has(number));

  const update = () => {
    const here = boxes.filter((box) => box.checked).map((box) => box.value);
    const ticked = [...elsewhere, ...here];
    if (words) words.textContent = ticked.length ? words.dataset.words.replace("{n}", ticked.length) : "";
    all.checked = here.length === boxes.length;
    all.indeterminate = here.length > 0 && here.length < boxes.length;
    return ticked;
  };

  // Whoever reloads, or comes back from a clip, finds the ticks again.
  const keep = () => {
    const address = new URL(location.href);
    address.searchParams.set("ticked", update().join("-"));
    history.replaceState(history.state, "", address);
  };

  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    keep();
  });
  for (const box of boxes) box.addEventListener("change", keep);
  update();
}
