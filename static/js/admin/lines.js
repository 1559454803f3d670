// "More on this topic": one field finds a clip, takes an address, or keeps a title that waits for its clip.

import { attachCombobox, fetchResults, nameAndNote } from "./combobox.js";
import { makeSortable, nameOf } from "./sortable.js";

const ADDRESS = /^https?:\/\//i;
const MAYBE_OURS = /^https?:\/\/[^/]+\/clips\/\d/i;

export function setUpLines(field) {
  const list = field.querySelector(".lines");
  const input = field.querySelector("[role=combobox]");
  if (!input) return;
  const name = field.dataset.lines;
  const status = field.querySelector("[data-status]");

  function makeRow(kind, fill) {
    const row = field.querySelector(`template[data-kind=${kind}]`).content.firstElementChild.cloneNode(true);
    for (const [part, value] of Object.entries(fill)) row.querySelector(`[name=${name}_${part}]`).value = value;
    return row;
  }

  function makeClipRow(option) {
    const row = makeRow("clip", { target: option.id });
    row.querySelector("[data-label]").textContent = option.name;
    row.querySelector("[data-note]").textContent = option.note;
    row.querySelector(`[name=${name}_title]`).placeholder = option.name;
    return row;
  }

  function say(words, row) {
    const items = [...list.children];
    const place = items.indexOf(row) + 1;
    status.textContent = words.replace("{n}", place).replace("{of}", items.length).replace("{name}", () => nameOf(row));
    list.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function add(row) {
    list.append(row);
    say(field.dataset.added, row);
    return row;
  }

  function take(option) {
    if (option.kind === "url") {
      add(makeRow("url", { url: option.text })).querySelector(`[name=${name}_title]`).focus();
    } else {
      add(option.kind === "title" ? makeRow("title", { title: option.text }) : makeClipRow(option));
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
    if (option.id) {
      return nameAndNote(option.name, [option.found, option.state, option.day].filter(Boolean).join(" · "));
    }
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
  makeSortable(list, status, field.dataset.position, { gone: field.dataset.removed });

  // A title that several clips have: one of them takes the place of the line.
  list.addEventListener("click", (event) => {
    const { meant, name: headline, state } = event.target.closest("[data-meant]")?.dataset ?? {};
    if (!meant) return;
    const row = makeClipRow({ id: meant, name: headline, note: state });
    event.target.closest(".line").replaceWith(row);
    row.querySelector("[data-remove]").focus();
    say(field.dataset.position, row);
  });
}
