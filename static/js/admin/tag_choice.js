// Fields for one tag: what is chosen from the suggestions stands in the field, as if it had been typed.

import { attachCombobox, fetchResults, nameAndNote } from "./combobox.js";

export function setUpTagChoice(field) {
  const input = field.querySelector("[role=combobox]");

  function put(text) {
    input.value = text;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function draw(option) {
    const alias = option.alias_of ? `→ ${option.alias_of}` : "";
    return nameAndNote(option.name, [alias, option.kind, option.count, option.blocked || option.status]
      .filter((word) => word !== "").join(" · "));
  }

  // A beginning and Enter mean the tag that begins so; Escape, or the Tab key, leaves what was typed.
  attachCombobox(input, {
    find: async (text) => (await fetchResults(field.dataset.source, text)).results,
    draw,
    take: (option) => put(option.blocked ? option.name : option.label),
    takeText(text) {
      put(text);
      // Among the fields of a search, Enter searches as it does in the others.
      input.closest(".choice-search")?.querySelector("[name=search]").click();
    },
    chooses: (found) => found.length > 0 && !found[0].blocked,
  });
}

for (const field of document.querySelectorAll("[data-tag-choice]")) setUpTagChoice(field);
