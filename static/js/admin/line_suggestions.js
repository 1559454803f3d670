// Clips that go with what is being written, below the lines "more on this topic"; one click or Enter takes one.

import { oneAtATime } from "./checks.js";

const SENT = ["csrfmiddlewaretoken", "headline", "lede", "section", "language", "tags", "relations_target"];

export function setUpLineSuggestions(box) {
  const field = box.closest("[data-lines]");
  const { form } = field.querySelector("[role=combobox]");
  const clip = form.querySelector("[data-connection]")?.dataset.clip ?? "";
  const list = box.querySelector("ul");
  const told = box.querySelector("[data-told]");
  let shown = [];
  let drawn = "[]";
  let sent = "";

  function drawOne(one) {
    const item = box.querySelector("template").content.firstElementChild.cloneNode(true);
    const link = item.querySelector("a");
    const button = item.querySelector("button");
    item.dataset.number = one.id;
    link.href = one.address;
    link.textContent = one.name;
    item.querySelector("small").textContent = [one.day, one.reason].join(" · ");
    button.setAttribute("aria-label", button.dataset.words.replace("{name}", () => one.name));
    button.addEventListener("click", () => take(one));
    return item;
  }

  /**
   * Without those that stand in the lines; who was at one of them is there again. Nothing is touched where nothing is
   * new: the press on a button ends the typing in a field, and the button must still be there for the click.
   */
  function draw() {
    const lines = new FormData(form).getAll("relations_target");
    const left = shown.filter((one) => !lines.includes(String(one.id)));
    const wanted = JSON.stringify(left);
    if (wanted === drawn) return;
    drawn = wanted;
    const active = list.contains(document.activeElement) ? document.activeElement : null;
    list.replaceChildren(...left.map(drawOne));
    box.hidden = left.length === 0;
    if (active) {
      const same = list.querySelector(`[data-number="${active.closest("li").dataset.number}"] ${active.localName}`);
      (same ?? field.querySelector("[role=combobox]")).focus();
    }
  }

  function take(one) {
    const buttons = [...list.querySelectorAll("button")];
    const next = buttons[buttons.indexOf(document.activeElement) + 1] ?? buttons.at(-2);
    (next ?? field.querySelector("[role=combobox]")).focus();
    field.dispatchEvent(new CustomEvent("take-line", { detail: one }));
    draw();
  }

  function tell() {
    const words = shown.length === 1 ? box.dataset.one : box.dataset.many.replace("{n}", shown.length);
    const sentence = shown.length ? words : "";
    if (told.textContent !== sentence) told.textContent = sentence;
  }

  async function ask() {
    const typed = [...new FormData(form)].filter(([name]) => SENT.includes(name));
    const body = new URLSearchParams([...typed, ["clip", clip]]);
    if (body.toString() === sent) return;
    const response = await fetch(box.dataset.source, { method: "POST", body });
    if (!response.ok || response.redirected) return;
    sent = body.toString();
    shown = (await response.json()).results;
    draw();
    tell();
  }

  const askSoon = oneAtATime(ask);
  for (const kind of ["input", "change"]) form.addEventListener(kind, askSoon);
  // A line that was taken away is offered again at once.
  form.addEventListener("change", draw);
  askSoon();
}
