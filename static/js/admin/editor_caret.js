// Where the cursor stands in the rich text: the editor learns of it before it acts, also on a page that is busy.

// Before timers where a browser can do that: a moment after it got the focus the editor puts the cursor where it
// believes it to be.
const runNext = (run) => window.scheduler?.postTask?.(run, { priority: "user-blocking" }) ?? setTimeout(run);

// A browser tells that the cursor moved when it finds the time, after the next keys if need be. The editor would act
// where the cursor was before: after a click, End and Enter it would divide its first line.
document.addEventListener("prose-editor:ready", ({ detail: { editor } }) => {
  const readCursor = () => document.dispatchEvent(new Event("selectionchange"));

  for (const kind of ["keydown", "mousedown"]) {
    editor.view.dom.closest(".prose-editor").addEventListener(kind, (event) => {
      if (event.isComposing) return;
      readCursor();
      runNext(readCursor);
    }, { capture: true });
  }
});
