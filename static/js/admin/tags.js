// The tags of a clip: chips in order, a field that suggests, and names that nobody knows yet.

import { attachCombobox, fetchResults, nameAndNote } from "./combobox.js";
import { makeSortable } from "./sortable.js";

export function setUpTags(field) {
  const list = field.querySelector(".chips");
  const input = field.querySelector("[role=combobox]");
  if (!input) return;
  const status = field.querySelector("[data-status]");
  const { source, add } = field.dataset;

  const values = () => [...list.querySelectorAll("input")].map((hidden) => hidden.value);

  function fill(chip, value, label, note) {
    chip.querySelector("input").value = value;
    chip.querySelector("[data-label]").textContent = label;
    chip.querySelector("[data-note]").textContent = note;
    status.textContent = `${label} ${note}`;
  }

  function addChip(value, label, note) {
    status.textContent = label;
    if (values().includes(value)) return null;
    list.append(field.querySelector("template").content.cloneNode(true));
    fill(list.lastElementChild, value, label, note);
    list.dispatchEvent(new Event("change", { bubbles: true }));
    return list.lastElementChild;
  }

  function take(option) {
    if (option.blocked) {
      status.textContent = option.blocked;
      input.value = option.name;
    } else if (option.typed) {
      addChip(`name:${option.typed}`, option.typed, field.dataset.new);
    } else {
      addChip(`id:${option.id}`, option.label, option.status);
    }
  }

  async function find(text) {
    const { results, exact } = await fetchResults(source, text);
    return exact ? results : [...results, { typed: text }];
  }

  // What is typed is one name, spaces and digits included, and stands there at once, so that no quick save loses it;
  // then a tag that has the name already takes its place.
  async function takeText(text) {
    const chip = addChip(`name:${text}`, text, field.dataset.new);
    const { results, exact } = await fetchResults(source, text);
    if (!chip || !exact) return;
    const [tag] = results;
    if (tag.blocked) fill(chip, `name:${text}`, text, tag.blocked);
    else if (values().includes(`id:${tag.id}`)) chip.remove();
    else fill(chip, `id:${tag.id}`, tag.label, tag.status);
  }

  function draw(option) {
    if (option.typed) return nameAndNote(`${add}: ${option.typed}`, "");
    const alias = option.alias_of ? `→ ${option.alias_of}` : "";
    return nameAndNote(option.name, [alias, option.kind, option.count, option.blocked || option.status]
      .filter((word) => word !== "").join(" · "));
  }

  const box = attachCombobox(input, { find, draw, take, takeText });
  input.addEventListener("input", () => {
    if (!input.value.includes(",")) return;
    const names = input.value.split(",").map((name) => name.trim()).filter(Boolean);
    input.value = "";
    box.close();
    names.forEach(takeText);
  });
  makeSortable(list, status, field.dataset.position);
}
