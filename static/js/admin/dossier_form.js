// The form of a dossier: clips are found while somebody types, dragged or moved by keys, and sorted by date.

import { attachCombobox, fetchResults, nameAndNote } from "./combobox.js";
import { makeSortable } from "./sortable.js";

const form = document.querySelector(".desk-form");
let changed = form.querySelector(".desk-errors") !== null;

function setUpClips(field) {
  const list = field.querySelector("[data-sortable]");
  const input = field.querySelector("[role=combobox]");
  if (!input) return;
  const status = field.querySelector("[data-status]");
  const name = field.dataset.clips;

  const say = (words, label = "") => { status.textContent = words.replace("{name}", () => label); };

  function addRow(option) {
    const row = field.querySelector("template").content.cloneNode(true).firstElementChild;
    row.dataset.when = option.when;
    row.querySelector(`[name=${name}]`).value = option.id;
    for (const button of row.querySelectorAll("[name=move]")) button.value = `${option.id}:${button.dataset.move}`;
    row.querySelector("[name=remove]").value = option.id;
    row.querySelector(".state").className = `state state-${option.kind}`;
    const words = { label: option.name, day: option.day, shape: option.shape, state: option.state };
    for (const [part, text] of Object.entries(words)) row.querySelector(`[data-${part}]`).textContent = text;
    list.append(row);
    list.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function take(option) {
    const there = [...list.querySelectorAll(`[name=${name}]`)].some((one) => one.value === String(option.id));
    if (there) return say(field.dataset.there, option.name);
    addRow(option);
    const number = list.children.length;
    say(field.dataset.position.replace("{n}", number).replace("{of}", number), option.name);
  }

  const find = async (text) => (await fetchResults(field.dataset.source, text)).results;
  const draw = (option) => nameAndNote(option.name, [`${option.shape} ${option.state}`, option.day, option.found].filter(Boolean).join(" · "));

  /** A number or an address means its clip; of words, the suggestions are shown until one is chosen. */
  async function takeText(text) {
    const found = await find(text);
    const number = /^#?(\d+)$/.exec(text)?.[1];
    const meant = found.find((option) => String(option.id) === number) ?? (/^https?:/i.test(text) ? found[0] : undefined);
    if (meant) return take(meant);
    box.reopen(text, found);
    if (!found.length) say(field.dataset.none);
  }

  const box = attachCombobox(input, { find, draw, take, takeText, chooses: (options) => options.length > 0 });

  // The buttons ask the server where there is no script; here they must not.
  field.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    event.preventDefault();
    if ("put" in button.dataset) box.useText();
    if (button.value === "date") sortByDate();
  });

  function sortByDate() {
    const rows = [...list.children];
    const undated = rows.filter((row) => !row.dataset.when);
    const dated = rows.filter((row) => row.dataset.when);
    dated.sort((one, other) => Date.parse(one.dataset.when) - Date.parse(other.dataset.when));
    list.append(...dated, ...undated);
    list.dispatchEvent(new Event("change", { bubbles: true }));
    say(field.dataset.sorted);
  }

  makeSortable(list, status, field.dataset.position);
}

document.querySelectorAll("[data-clips]").forEach(setUpClips);
document.getElementById("errors")?.focus();
form.addEventListener("input", () => { changed = true; });
form.addEventListener("change", () => { changed = true; });
form.addEventListener("submit", () => { changed = false; });
window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
