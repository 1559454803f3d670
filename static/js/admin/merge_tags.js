// The basket of a merge: every choice is shown at once, in place, and stands in the address, so that back and reload work.

import { attachCombobox, fetchResults, nameAndNote } from "./combobox.js";

const form = document.querySelector("form[data-merge]");
const input = form.elements.q;
const status = document.querySelector("[data-status]");
const swapped = [...document.querySelectorAll("[data-swap]")];
let asked = 0;

function readAddress(submitter) {
  const address = new URL(form.action);
  address.search = new URLSearchParams(new FormData(form, submitter));
  if (!address.searchParams.get("q")) address.searchParams.delete("q");
  return address;
}

/** Put the parts of the page at that address in place of ours; what has the focus keeps its place. */
async function swap(address) {
  const mine = ++asked;
  let text;
  try {
    const answer = await fetch(address, { redirect: "error" });
    if (!answer.ok) throw new Error(answer.status);
    text = await answer.text();
  } catch {
    return location.assign(address);
  }
  if (mine !== asked) return;
  const page = new DOMParser().parseFromString(text, "text/html");
  const focused = document.activeElement.matches("[name=into], [name=kinds_differ]") ? document.activeElement : null;
  for (const part of swapped) part.replaceChildren(...page.querySelector(`[data-swap=${part.dataset.swap}]`).childNodes);
  if (focused) form.querySelector(`[name=${focused.name}][value="${focused.value}"]`)?.focus();
  else if (document.activeElement === document.body) input.focus();
  status.textContent = document.querySelector("[data-summary]")?.textContent ?? "";
}

function show(address) {
  history.pushState(null, "", address);
  return swap(address);
}

function add(number) {
  input.value = "";
  const address = readAddress();
  address.searchParams.append("tag", number);
  return show(address);
}

function draw(option) {
  const alias = option.alias_of ? `→ ${option.alias_of}` : "";
  const note = [alias, option.kind, option.count, option.blocked || option.status].filter((word) => word !== "");
  return nameAndNote(option.name, note.join(" · "));
}

attachCombobox(input, {
  find: async (text) => (await fetchResults(form.dataset.source, text)).results.filter((option) => !option.blocked),
  draw,
  take: (option) => add(option.id),
  async takeText(text) {
    const { results, exact } = await fetchResults(form.dataset.source, text);
    if (exact && !results[0].blocked) return add(results[0].id);
    input.value = text;
    return show(readAddress());
  },
});
form.addEventListener("change", (event) => {
  if (event.target !== input) show(readAddress());
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.submitter?.name === "tag") add(event.submitter.value);
  else show(readAddress(event.submitter));
});
form.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-swapping]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  show(new URL(link.href));
});
addEventListener("popstate", () => swap(new URL(location)));
// The page shows every choice by itself.
form.classList.add("is-live");
