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

  function addChip(value, label, note) {
    if (values().includes(value)) {
      status.textContent = label;
      return;
    }
    const chip = field.querySelector("template").content.cloneNode(true);
    chip.querySelector("input").value = value;
    chip.querySelector("[data-label]").textContent = label;
    chip.querySelector("[data-note]").textContent = note;
    list.append(chip);
    status.textContent = `${label} ${note}`;
    list.dispatchEvent(new Event("change", { bubbles: true }));
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

  // What is typed is one name, spaces and digits included; a tag that has it already goes before a new one.
  async function takeText(text) {
    const { results, exact } = await fetchResults(source, text);
    take(exact ? results[0] : { typed: text });
  }

  function draw(option) {
    if (option.typed) return nameAndNote(`${add}: ${option.typed}`, "");
    const alias = option.alias_of ? `→ ${option.alias_of}` : "";
    return nameAndNote(option.name, [alias, option.kind, option.count, option.blocked || option.status]
      .filter((word) => word !== "").join(" · "));
  }

  const box = attachCombobox(input, { find, draw, take, takeText });
  input.addEventListener("input", async () => {
    if (!input.value.includes(",")) return;
    const names = input.value.split(",").map((name) => name.trim()).filter(Boolean);
    input.value = "";
    box.close();
    for (const name of names) await takeText(name);
  });
  makeSortable(list, status, field.dataset.position);
}
