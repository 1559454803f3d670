// Tags named in the text that is being written, as buttons below the field; they come quietly, and one click takes one.

import { oneAtATime } from "./checks.js";

const SENT = ["headline", "lede", "body", "csrfmiddlewaretoken"];

/** `values()` are the tags that the clip has; `onTake(tag)` adds one. */
export function setUpTagsInText(box, form, { values, onTake }) {
  const none = box.querySelector("[data-none]");
  let shown = [];
  let sent = null;

  function draw() {
    const has = values();
    const left = shown.filter((tag) => !has.includes(`id:${tag.id}`));
    const focused = box.contains(document.activeElement) && document.activeElement.value;
    box.querySelectorAll("button").forEach((button) => button.remove());
    box.append(...left.map((tag) => {
      const button = document.createElement("button");
      button.type = "button";
      button.value = tag.id;
      button.textContent = `+ ${tag.label}`;
      button.addEventListener("click", () => use(tag));
      return button;
    }));
    none.hidden = left.length > 0;
    if (focused) box.querySelector(`button[value="${focused}"]`)?.focus();
  }

  /** The focus goes to the next one, or back to the field. */
  function use(tag) {
    const buttons = [...box.querySelectorAll("button")];
    const place = buttons.findIndex((button) => button.value === String(tag.id));
    onTake(tag);
    draw();
    const rest = box.querySelectorAll("button");
    (rest[Math.min(place, rest.length - 1)] ?? box.parentElement.querySelector("[role=combobox]")).focus();
  }

  async function ask() {
    const body = new URLSearchParams(SENT.map((name) => [name, form.elements[name].value]));
    values().forEach((value) => body.append("tags", value));
    if (body.toString() === sent) return;
    const response = await fetch(box.dataset.source, { method: "POST", body });
    if (!response.ok || response.redirected) return;
    sent = body.toString();
    shown = (await response.json()).results;
    draw();
  }

  const askSoon = oneAtATime(ask);
  box.hidden = false;
  for (const kind of ["input", "change"]) form.addEventListener(kind, askSoon);
  askSoon();
}
