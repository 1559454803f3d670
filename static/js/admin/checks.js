// The checks: the hard ones answered at once in the page, all of them by the server when typing stops; a click jumps to
// the field, or puts a typing habit right where it stands.

import { countWords, WORD } from "./counters.js";
import { openEditor, openField } from "./text_fixes.js";

const PAUSE = 800;

const ANSWERS = {
  headline: (form) => WORD.test(form.elements.headline.value),
  section: (form) => form.elements.section.value !== "",
  lede: (form) => form.elements.lede.value.trim() !== "",
  body: (form) => countWords(form.elements.body.value) > 0,
  picture: (form) => form.elements.picture.dataset.ready !== "no",
};

/** The rich text box of a field, or the field itself. */
const findField = (id) => document.getElementById(`${id}_box`) ?? document.getElementById(id);

function jumpTo(field) {
  for (let group = field.closest("details"); group; group = group.parentElement.closest("details")) group.open = true;
  field.focus();
  field.scrollIntoView({ block: "center" });
}

export function setUpChecks(group, form) {
  const told = group.querySelector("[data-told]");
  const status = group.querySelector("[data-status]");
  const { source, fixes, done, open, fixed, failed } = group.dataset;
  let shown = "";

  function answerAtOnce() {
    for (const item of group.querySelectorAll("[data-check]")) {
      const answer = ANSWERS[item.dataset.check]?.(form);
      if (answer === undefined) continue;
      item.classList.toggle("is-done", answer);
      item.querySelector(".check-word").textContent = answer ? done : open;
    }
  }

  function tell() {
    const sentence = group.querySelector("[data-tells]").dataset.tells;
    if (told.textContent !== sentence) told.textContent = sentence;
  }

  /** The list anew; who stood on a line of it stands there again. */
  function show(html) {
    if (html !== shown) {
      const line = group.contains(document.activeElement) && document.activeElement.closest("[data-check]");
      const place = line && { name: line.dataset.check, tag: document.activeElement.tagName };
      group.querySelector("[data-tells]").outerHTML = html;
      shown = html;
      if (place) {
        const same = group.querySelector(`[data-check="${place.name}"]`);
        (same?.querySelector(place.tag) ?? same?.querySelector("a") ?? group.querySelector("summary")).focus();
      }
    }
    answerAtOnce();
    tell();
  }

  /** Every text of the form; a chosen file is not sent before somebody saves. */
  const readForm = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));

  async function ask() {
    const response = await fetch(source, { method: "POST", body: readForm() });
    if (response.ok && !response.redirected) show(await response.text());
  }

  const askSoon = source ? oneAtATime(ask) : () => {};

  async function fix(button) {
    const [kind, name] = button.value.split(":");
    const field = findField(form.elements[name].id);
    const text = field.editor ? openEditor(field.editor) : openField(field);
    const body = new URLSearchParams(text.pieces.map((piece) => ["text", piece]));
    body.append("kind", kind);
    body.append("language", form.elements.language.value);
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    try {
      const response = await fetch(fixes, { method: "POST", body });
      if (!response.ok || response.redirected) throw new Error(response.statusText);
      text.apply((await response.json()).edits);
      status.textContent = fixed;
      askSoon();
    } catch {
      status.textContent = failed;
    }
  }

  group.addEventListener("click", (event) => {
    const button = event.target.closest("[data-fix]");
    const field = findField(event.target.closest("[data-jump]")?.hash.slice(1));
    if (button || field) event.preventDefault();
    if (button) fix(button);
    else if (field) jumpTo(field);
  });
  for (const kind of ["input", "change"]) {
    form.addEventListener(kind, () => {
      status.textContent = "";
      answerAtOnce();
      askSoon();
    });
  }
  tell();
}

/** Runs after a pause in the calls, never twice at a time; what was called meanwhile runs once more after it. */
export function oneAtATime(run) {
  let timer, busy = false, again = false;
  async function start() {
    if (busy) { again = true; return; }
    busy = true;
    await run().catch(() => {});
    busy = false;
    if (again) { again = false; start(); }
  }
  return () => {
    clearTimeout(timer);
    timer = setTimeout(start, PAUSE);
  };
}
