// "More on this topic": one field finds a clip, takes an address, or keeps a title that waits for its clip.

import { attachCombobox, fetchResults, nameAndNote } from "./combobox.js";
import { makeSortable } from "./sortable.js";

const ADDRESS = /^https?:\/\//i;
const MAYBE_OURS = /^https?:\/\/[^/]+\/clips\/\d/i;

export function setUpLines(field) {
  const list = field.querySelector(".lines");
  const input = field.querySelector("[role=combobox]");
  if (!input) return;
  const name = field.dataset.lines;

  function addRow(kind, fill) {
    const row = field.querySelector(`template[data-kind=${kind}]`).content.cloneNode(true);
    for (const [part, value] of Object.entries(fill)) row.querySelector(`[name=${name}_${part}]`).value = value;
    list.append(row);
    list.dispatchEvent(new Event("change", { bubbles: true }));
    return list.lastElementChild;
  }

  function take(option) {
    if (option.kind === "url") {
      addRow("url", { url: option.text }).querySelector(`[name=${name}_title]`).focus();
    } else if (option.kind === "title") {
      addRow("title", { title: option.text });
    } else {
      const row = addRow("clip", { target: option.id, title: option.name });
      row.querySelector("[data-label]").textContent = option.name;
      row.querySelector("[data-note]").textContent = option.state;
    }
  }

  const typed = (text) => ({ kind: ADDRESS.test(text) ? "url" : "title", text });

  async function find(text) {
    if (ADDRESS.test(text) && !MAYBE_OURS.test(text)) return [typed(text)];
    const { results } = await fetchResults(field.dataset.source, text);
    if (ADDRESS.test(text)) return results.length ? results : [typed(text)];
    return [...results, typed(text)];
  }

  function draw(option) {
    if (!option.kind) return nameAndNote(option.name, [option.state, option.day].filter(Boolean).join(" · "));
    return nameAndNote(option.text, option.kind === "url" ? field.dataset.address : field.dataset.waiting);
  }

  /** A clip's own number, or its address on this site, means that clip; everything else is what was typed. */
  async function takeText(text) {
    const number = /^#?(\d+)$/.exec(text)?.[1];
    const [first] = number || MAYBE_OURS.test(text) ? await find(text) : [];
    take(first && (!number || first.id === Number(number)) ? first : typed(text));
  }

  // Whoever else offers clips hands the one that was taken to the field.
  field.addEventListener("take-line", (event) => take(event.detail));

  attachCombobox(input, { find, draw, take, takeText });
  makeSortable(list, field.querySelector("[data-status]"), field.dataset.position);
}
