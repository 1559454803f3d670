// Proposed tags by keyboard: j and k go from one to the next, a approves, c, m and r open the field to correct, map or reject.

import { attachCombobox, fetchResults, nameAndNote } from "./combobox.js";
import { addKeys } from "./keys.js";

const list = document.querySelector(".proposals");
const cards = [...document.querySelectorAll("[data-proposal]")];
let leaving = false;

const here = () => cards.indexOf(document.activeElement?.closest("[data-proposal]"));

function go(step) {
  const at = here();
  const card = cards[at < 0 ? 0 : Math.min(Math.max(at + step, 0), cards.length - 1)];
  card?.focus();
}

function enter(details) {
  details.querySelector("input[type=text]").focus();
}

/** Without a proposal in hand the first one is shown: no key decides about one that nobody looked at. */
function act(name) {
  const card = cards[here()];
  if (!card) return go(0);
  const control = card.querySelector(`[data-do="${name}"]`);
  if (control?.matches("details")) {
    control.open = true;
    enter(control);
  } else if (!leaving) {
    control?.click();
  }
}

function setUpMap(input) {
  const form = input.form;
  const own = form.elements.tag.value;
  const status = form.querySelector("[data-status]");

  function send(name) {
    input.value = name;
    form.requestSubmit();
  }

  async function find(text) {
    const { results } = await fetchResults(list.dataset.source, text);
    return results.filter((tag) => !tag.status && !tag.blocked && String(tag.id) !== own);
  }

  function draw(tag) {
    return nameAndNote(`${tag.label} (${tag.count})`, [tag.kind, ...(tag.alias_of ? [tag.name] : [])].join(" · "));
  }

  function take(tag) {
    status.textContent = tag.label;
    send(tag.label);
  }

  // Only what is there can be meant: the first one is marked at once.
  attachCombobox(input, { find, draw, take, takeText: send, chooses: (found) => found.length > 0 });
}

document.querySelectorAll("[data-proposal] [role=combobox]").forEach(setUpMap);

// Who opens a field types into it: on its button the next letter would be a key, and might reject.
list?.addEventListener("click", (event) => {
  const details = event.target.closest("summary")?.parentElement;
  if (details && !details.open) setTimeout(enter, 0, details);
});

// A key that is pressed twice decides once; who comes back with the browser's button may decide again.
document.addEventListener("submit", (event) => {
  if (leaving) event.preventDefault();
  leaving = true;
});
addEventListener("pageshow", () => {
  leaving = false;
});

// Escape in a field goes back to the proposal, where the keys of one sign work again.
list?.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || !event.target.matches("input")) return;
  event.target.closest("details").open = false;
  event.target.closest("[data-proposal]").focus();
});

if (cards.length) {
  addKeys({
    j: () => go(1),
    k: () => go(-1),
    a: () => act("approve"),
    c: () => act("approve-more"),
    m: () => act("map-more"),
    r: () => act("reject-more"),
  });
  document.querySelector("[data-keys-hint]")?.removeAttribute("hidden");
  if (!document.querySelector("[data-proposal] [autofocus]")) cards.find((card) => `#${card.id}` === location.hash)?.focus();
}
