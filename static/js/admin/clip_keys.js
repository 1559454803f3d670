// The keys of the clip form: Ctrl+Enter takes the one next step after asking once, Ctrl+K makes a link of a word.

const isMod = (event) => (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;

// As the desk writes English dates elsewhere.
const { lang } = document.documentElement;
const LOCALE = lang === "en" ? "en-GB" : lang;

/** What is checked and not well yet, in the words of the page. */
function listOpen(selector) {
  const open = [...document.querySelectorAll(selector)].filter((item) => !item.classList.contains("is-done"));
  return open.map((item) => (item.querySelector("[data-jump]") ?? item.firstChild).textContent.trim());
}

function fill(part, sentences) {
  part.hidden = sentences.length === 0;
  part.querySelector("ul").replaceChildren(...sentences.map((sentence) => {
    const item = document.createElement("li");
    item.textContent = sentence;
    return item;
  }));
}

/** The chosen minute if it is still to come; the page was made at `now`, both by the clock of the newsroom. */
function readPlan(form, now) {
  const { value } = form.elements.publish_at ?? { value: "" };
  return value && Date.parse(`${value}Z`) > Date.parse(`${now}Z`) + performance.now() ? new Date(value) : null;
}

function setUpStep(form) {
  const button = form.querySelector(".clip-bar button.primary[name=action]");
  const dialog = document.getElementById("ask-next");
  if (!button) return;

  function ask() {
    if (!dialog) return form.requestSubmit(button);
    const plan = readPlan(form, dialog.dataset.now);
    const told = { dateStyle: "long", timeStyle: "short" };
    for (const sentence of dialog.querySelectorAll("[data-when]")) {
      sentence.hidden = (sentence.dataset.when === "later") !== (plan !== null);
      const time = sentence.querySelector("[data-moment]");
      if (plan && time) time.textContent = plan.toLocaleString(LOCALE, told);
    }
    fill(dialog.querySelector("[data-missing]"), listOpen(".checks:not(.checks-soft) [data-check]"));
    fill(dialog.querySelector("[data-worth]"), listOpen(".checks-soft [data-check]"));
    dialog.showModal();
  }

  // Before the editor, for which it would be a new line.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !isMod(event) || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat && !document.querySelector("dialog:modal, :popover-open")) ask();
  }, { capture: true });
  button.setAttribute("aria-keyshortcuts", "Control+Enter Meta+Enter");
  dialog?.querySelector("[data-cancel]").addEventListener("click", () => dialog.close());
  dialog?.querySelector("[data-confirm]").addEventListener("click", () => {
    dialog.close();
    form.requestSubmit(button);
  });
}

/** With nothing marked, the word at the cursor becomes the link; the editor itself asks for the address. */
function markWord(editor) {
  const { $from, empty } = editor.state.selection;
  if (!empty || editor.isActive("link")) return;
  const text = $from.parent.textBetween(0, $from.parent.content.size, null, " ");
  const [before] = /\S*$/.exec(text.slice(0, $from.parentOffset));
  const [after] = /^\S*/.exec(text.slice($from.parentOffset));
  const word = /[\p{L}\p{N}](.*[\p{L}\p{N}])?/u.exec(before + after);
  if (!word) return;
  const from = $from.pos - before.length + word.index;
  editor.commands.setTextSelection({ from, to: from + word[0].length });
  leaveWord(editor, $from.pos, from + word[0].length);
}

/** Once the question is answered nothing stays marked, or the next key would replace the word. */
function leaveWord(editor, cursor, end) {
  const leave = () => {
    if (document.querySelector("dialog:modal")) return;
    editor.off("focus", leave);
    setTimeout(() => editor.commands.setTextSelection(editor.isActive("link") ? end : cursor), 0);
  };
  editor.on("focus", leave);
}

function setUpLinks(form) {
  form.addEventListener("keydown", (event) => {
    const { editor } = event.target;
    if (event.key === "k" && isMod(event) && editor) markWord(editor);
  }, { capture: true });
}

/** A new clip begins with its headline; a phone would cover the page with its keyboard. */
function setUpStart(form) {
  const isNew = !form.elements.version.value && !form.elements.headline.value;
  const isFree = document.activeElement === document.body && matchMedia("(pointer: fine)").matches;
  if (isNew && isFree) form.elements.headline.focus({ preventScroll: true });
}

export function setUpKeys(form) {
  setUpStep(form);
  setUpLinks(form);
  setUpStart(form);
}
