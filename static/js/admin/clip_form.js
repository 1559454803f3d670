// The clip form: brings its fields to life, saves with Ctrl+S, and lets nobody leave with unsaved text by mistake.

import { setUpAutosave } from "./autosave.js";
import { setUpChecks } from "./checks.js";
import { setUpKeys } from "./clip_keys.js";
import { setUpCounter } from "./counters.js";
import { setUpLineSuggestions } from "./line_suggestions.js";
import { setUpLines } from "./lines.js";
import { setUpPicture } from "./picture.js";
import { setUpResume } from "./resume.js";
import { setUpSession } from "./session.js";
import { setUpTags } from "./tags.js";

const form = document.getElementById("clip-form");
let changed = form.querySelector(".desk-errors, .clip-stale") !== null || form.hasAttribute("action");

setUpSession(form);
document.querySelectorAll("[data-tags]").forEach(setUpTags);
document.querySelectorAll("[data-lines]").forEach(setUpLines);
document.querySelectorAll("[data-line-suggestions]").forEach(setUpLineSuggestions);
document.querySelectorAll("[data-picture]").forEach(setUpPicture);
document.querySelectorAll("[data-count]").forEach(setUpCounter);
document.querySelectorAll("[data-checks]").forEach((group) => setUpChecks(group, form));
document.getElementById("errors")?.focus();
setUpKeys(form);

for (const field of form.querySelectorAll("[data-notice]")) {
  const select = field.querySelector("select");
  select.addEventListener("change", () => {
    for (const text of field.querySelectorAll("[data-option]")) text.hidden = text.dataset.option !== select.value;
  });
}

// Enter in a field of one line would press the first button of the page; only buttons and Ctrl+S save.
form.addEventListener("keydown", (event) => {
  const oneLine = event.target.matches("input:not([type=checkbox], [type=file], [role=combobox]), [data-one-line]");
  if (event.key !== "Enter" || !oneLine || event.target.closest("dialog")) return;
  event.preventDefault();
  if (!event.isComposing) event.target.closest(".clip-ask")?.querySelector("button[name=action]").click();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "s" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  const save = form.querySelector("button[name=action][value=save]");
  if (save) form.requestSubmit(save);
});

form.addEventListener("input", () => { changed = true; });
form.addEventListener("change", () => { changed = true; });
form.addEventListener("submit", (event) => {
  if (event.target === form && !event.defaultPrevented) changed = false;
});
setUpAutosave(form);
window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });

const menu = form.querySelector(".clip-menu");
document.addEventListener("click", (event) => {
  if (menu && !event.target.closest(".clip-menu > summary")) menu.open = false;
});
menu?.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

setUpResume(form);
