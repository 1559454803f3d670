// The tags of a clip: chips in order, a field that suggests, and names that nobody knows yet.

import { attachCombobox, fetchResults, nameAndNote } from "./combobox.js";
import { makeSortable } from "./sortable.js";
import { setUpTagsInText } from "./tags_in_text.js";

export function setUpTags(field) {
  const list = field.querySelector(".chips");
  const input = field.querySelector("[role=combobox]");
  if (!input) return;
  const status = field.querySelector("[data-status]");
  const { source, add, also, marked } = field.dataset;

  const values = () => [...list.querySelectorAll("input")].map((hidden) => hidden.value);

  function fill(chip, value, label, note) {
    chip.querySelector("input").value = value;
    chip.querySelector("[data-label]").textContent = label;
    chip.querySelector("[data-note]").textContent = note;
    status.textContent = `${label} ${note}`;
  }

  const changed = () => list.dispatchEvent(new Event("change", { bubbles: true }));

  function addChip(value, label, note) {
    status.textContent = label;
    if (values().includes(value)) return null;
    list.append(field.querySelector("template").content.cloneNode(true));
    fill(list.lastElementChild, value, label, note);
    changed();
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

  // The new one is the last, and never marked by itself: a beginning would become a tag beside the one that it means.
  const withNew = (results, text) => [...results, { typed: text }];
  const chooses = (options) => !options[0]?.typed && options.length > 0;

  async function find(text) {
    const { results, exact } = await fetchResults(source, text);
    return exact ? results : withNew(results, text);
  }

  function settle(chip, text, tag) {
    if (tag.blocked) fill(chip, `name:${text}`, text, tag.blocked);
    else if (values().includes(`id:${tag.id}`)) chip.remove();
    else fill(chip, `id:${tag.id}`, tag.label, tag.status);
    changed();
  }

  // What is typed is one name, spaces and digits included, and stands there at once, so that no quick save loses it;
  // then a tag that has the name already takes its place.
  async function takeName(text) {
    const chip = addChip(`name:${text}`, text, field.dataset.new);
    const { results, exact } = await fetchResults(source, text);
    if (chip?.isConnected && exact) settle(chip, text, results[0]);
    return { chip, results, exact };
  }

  // Enter before the suggestions were there: if tags begin like that, they are asked about, unless one has typed on.
  async function takeText(text) {
    const { chip, results, exact } = await takeName(text);
    const isFree = input.value === "" && document.activeElement === input;
    if (exact || !results.length || !chip?.isConnected || !isFree) return;
    chip.remove();
    changed();
    box.reopen(text, withNew(results, text));
    status.textContent = marked.replace("{name}", () => results[0].label);
  }

  function draw(option) {
    if (option.typed) return nameAndNote(`${add}: ${option.typed}`, "");
    const alias = option.alias_of ? also.replace("{name}", () => option.name) : "";
    const name = option.blocked ? option.name : `${option.label} (${option.count})`;
    return nameAndNote(name, [option.blocked ? "" : option.kind, alias, option.blocked || option.status]
      .filter((word) => word !== "").join(" · "));
  }

  const box = attachCombobox(input, { find, draw, take, takeText, chooses });
  input.addEventListener("input", () => {
    if (!input.value.includes(",")) return;
    const names = input.value.split(",").map((name) => name.trim()).filter(Boolean);
    input.value = "";
    box.close();
    names.forEach(takeName);
  });
  makeSortable(list, status, field.dataset.position, { first: field.dataset.first });
  const found = field.querySelector("[data-found]");
  if (input.form.elements.body) setUpTagsInText(found, input.form, { values, onTake: take });
}
