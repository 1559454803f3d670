// The keys of every page of the desk: "/" goes to the search, "n" begins a clip, "?" shows all keys.
// Keys of one sign work only while nobody types, and each person can switch them off.

const SWITCHED_OFF = "kurzclips-single-keys-off";
const TYPING = "input:not([type=checkbox], [type=radio], [type=submit], [type=button]), textarea, select, [contenteditable=true], [role=textbox]";

// No key leads away from a form in which something may be typed already.
const FORM = "main form[method=post] .desk-field";

const dialog = document.getElementById("keys");
const single = dialog.querySelector("[data-single]");

/** A browser that keeps nothing has the keys on. */
function keep(action) {
  try {
    return action();
  } catch {
    return null;
  }
}

function goToSearch() {
  const field = document.querySelector("main [role=search] [type=search]");
  const list = document.querySelector(`.bar a[href="${dialog.dataset.find}"]`);
  if (field) {
    field.focus();
    field.select();
  } else if (list && !document.querySelector(FORM)) {
    location.assign(`${list.href}#search`);
  }
}

function beginClip() {
  const link = document.querySelector("a.bar-new");
  if (link && !document.querySelector(FORM)) location.assign(link.href);
}

function showKeys() {
  for (const row of dialog.querySelectorAll("[data-for]")) row.hidden = !document.querySelector(row.dataset.for);
  dialog.showModal();
}

const KEYS = { "/": goToSearch, n: beginClip, "?": showKeys };

/** Keys of one sign that a page has beside these: `{ a: function }`. */
export function addKeys(more) {
  Object.assign(KEYS, more);
}

document.addEventListener("keydown", (event) => {
  const action = KEYS[event.key];
  if (!action || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
  if (event.defaultPrevented || !single.checked || event.target.closest?.(TYPING)) return;
  if (document.querySelector("dialog:modal, :popover-open")) return;
  event.preventDefault();
  action();
});

single.checked = keep(() => localStorage.getItem(SWITCHED_OFF)) === null;
single.addEventListener("change", () => keep(() => {
  if (single.checked) localStorage.removeItem(SWITCHED_OFF);
  else localStorage.setItem(SWITCHED_OFF, "yes");
}));
dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());

for (const button of document.querySelectorAll("[data-keys]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    button.closest("details")?.removeAttribute("open");
    showKeys();
  });
}
if (/^(Mac|iP)/.test(navigator.platform)) {
  for (const key of document.querySelectorAll("kbd[data-mod]")) key.textContent = "⌘";
}
if (location.hash === "#search") goToSearch();
