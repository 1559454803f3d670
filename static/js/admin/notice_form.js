// The page of a notice: its preview below the form, and nobody leaves with unsaved text by mistake.

const form = document.getElementById("notice-form");
const panel = document.querySelector("[data-preview-panel]");
let changed = form.querySelector(".desk-errors") !== null;

document.getElementById("errors")?.focus();

for (const name of ["input", "change"]) form.addEventListener(name, () => { changed = true; });
form.addEventListener("submit", (event) => {
  if (event.submitter?.matches("[data-preview]")) open();
  else changed = false;
});
window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });

/** Links open beside the desk: the pages of the site let nobody frame them. */
function follow(event) {
  const link = event.target.closest("a[href]");
  if (!link || !/^https?:/.test(link.href) || link.getAttribute("href").startsWith("#")) return;
  event.preventDefault();
  window.open(link.href, "_blank", "noopener");
}

function show(frame) {
  const page = frame.contentDocument;
  if (!page?.querySelector(".notice")) return;
  page.addEventListener("click", follow);
  page.querySelector(".notice").scrollIntoView({ block: "end", behavior: "instant" });
  panel.dataset.shown = "yes";
}

/** Without this script the preview opens in a page of its own. */
function open() {
  panel.hidden = false;
  delete panel.dataset.shown;
  if (!panel.querySelector("iframe")) {
    panel.append(panel.querySelector("template").content.cloneNode(true));
    const frame = panel.querySelector("iframe");
    frame.addEventListener("load", () => show(frame));
  }
  panel.querySelector("h2").focus();
  panel.scrollIntoView({ block: "start", behavior: "instant" });
}

panel.querySelector("[data-close]").addEventListener("click", () => {
  panel.hidden = true;
  form.querySelector("[data-preview]").focus();
});
