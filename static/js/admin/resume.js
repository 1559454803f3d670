// A save does not interrupt: while it is under way nothing can be typed that it would miss, and on the page that comes
// back the cursor is where it was.

const KEY = "kurzclips-cursor";
const FRESH = 15_000;

function describeCursor() {
  const field = document.activeElement;
  const place = { at: Date.now(), top: scrollY, id: field.id };
  if (field.editor) return { ...place, editor: field.editor.state.selection.from };
  return { ...place, start: field.selectionStart, end: field.selectionEnd };
}

function readCursor() {
  const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  sessionStorage.removeItem(KEY);
  return kept && Date.now() - kept.at < FRESH ? kept : null;
}

function putCursor({ id, start, end, top }) {
  const field = id && document.getElementById(id);
  if (!field) return;
  field.focus({ preventScroll: true });
  if (typeof start === "number") field.setSelectionRange?.(start, end);
  scrollTo({ top });
}

function putIntoEditor(place) {
  document.addEventListener("prose-editor:ready", ({ detail: { editor } }) => {
    editor.chain().setTextSelection(place.editor).focus(null, { scrollIntoView: false }).run();
    scrollTo({ top: place.top });
  }, { once: true });
}

/** Listens at the document: after all who listen at the form, whenever they began. What they prevented is no save. */
export function setUpResume(form) {
  const place = readCursor();
  if (place && !document.getElementById("errors")) (place.editor ? putIntoEditor : putCursor)(place);
  document.addEventListener("submit", (event) => {
    if (event.target !== form || event.defaultPrevented) return;
    if (event.submitter?.value === "save") sessionStorage.setItem(KEY, JSON.stringify(describeCursor()));
    form.inert = true;
  });
  window.addEventListener("pageshow", () => { form.inert = false; });
}
