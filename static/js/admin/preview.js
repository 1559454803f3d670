// The preview beside the clip form: the page as readers will see it, anew each time that what was typed is kept.
// The form is asked with the event `kurzclips:autosave-now` to keep what is not kept yet, and tells `kurzclips:autosaved`.

const WIDTHS = { phone: 360, desk: 1280 };

const form = document.getElementById("clip-form");
const panel = document.getElementById("clip-preview");
const stage = panel.querySelector(".clip-preview-stage");
const opener = form.querySelector("[data-preview-open]");
const wide = matchMedia("(width >= 60rem)");
let shown = null;
let coming = null;
let before = null;
let isTyped = false;

function say(state) {
  for (const sentence of stage.querySelectorAll("[data-when]")) sentence.hidden = sentence.dataset.when !== state;
}

/** The page keeps its own width, and is made smaller as a whole where the panel is narrower. */
function fit() {
  const width = WIDTHS[panel.dataset.width];
  panel.style.setProperty("--shown-width", `${width}px`);
  panel.style.setProperty("--shown-scale", Math.min(1, stage.clientWidth / width || 1));
  // A phone lays its bar over the page.
  if (shown?.contentDocument) {
    shown.contentDocument.documentElement.style.scrollbarWidth = panel.dataset.width === "phone" ? "none" : "";
  }
}

function choose(name, value) {
  panel.dataset[name] = value;
  for (const button of panel.querySelectorAll(`[data-choose=${name}]`)) {
    button.setAttribute("aria-pressed", String(button.dataset.value === value));
  }
  fit();
}

/** Links open beside the desk: the pages of the site let nobody frame them. */
function follow(event) {
  const link = event.target.closest("a[href]");
  if (!link || !/^https?:/.test(link.href) || link.getAttribute("href").startsWith("#")) return;
  event.preventDefault();
  window.open(link.href, "_blank", "noopener");
}

function show(frame) {
  if (frame !== coming) return;
  coming = null;
  if (!frame.contentDocument) {
    frame.remove();
    say("away");
    return;
  }
  const old = shown;
  shown = frame;
  fit();
  frame.contentDocument.addEventListener("click", follow);
  frame.contentDocument.addEventListener("keydown", onKey);
  if (old) frame.contentWindow.scrollTo({ top: old.contentWindow.scrollY, behavior: "instant" });
  frame.classList.add("is-shown");
  if (document.activeElement === old && old) frame.focus();
  old?.remove();
  say("");
}

/** Until something that was typed is kept: what is saved. A new clip has neither. */
function findAddress() {
  const { typed, saved } = panel.dataset;
  return isTyped ? typed.replace("/tab/", `/${encodeURIComponent(form.elements.tab.value)}/`) : saved;
}

/** The new page is loaded behind the old one, so that nothing flickers and the place is kept. */
function refresh() {
  const address = findAddress();
  if (!panel.open || !address) return;
  coming?.remove();
  coming = stage.querySelector("template").content.cloneNode(true).querySelector("iframe");
  const frame = coming;
  frame.src = address;
  frame.addEventListener("load", () => show(frame));
  stage.append(frame);
}

/** Beside the form it takes no focus: one goes on typing. On a small screen it covers the form. */
function open() {
  before = document.activeElement;
  if (wide.matches) panel.setAttribute("open", "");
  else panel.showModal();
  opener.setAttribute("aria-expanded", "true");
  fit();
  form.dispatchEvent(new CustomEvent("kurzclips:autosave-now"));
  refresh();
}

function close() {
  const inside = panel.contains(document.activeElement);
  panel.close();
  if (inside) (before?.isConnected && before !== document.body ? before : opener).focus();
}

function onKey(event) {
  if (event.code === "KeyP" && event.altKey && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    if (panel.open) close();
    else open();
  } else if (event.key === "Escape" && panel.open && !event.defaultPrevented) {
    const here = event.view !== window || panel.contains(event.target) || event.target === opener;
    if (!here) return;
    event.preventDefault();
    close();
  }
}

const { theme } = document.documentElement.dataset;
const dark = theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
choose("scheme", dark ? "dark" : "light");
for (const button of panel.querySelectorAll("[data-choose]")) {
  button.addEventListener("click", () => choose(button.dataset.choose, button.dataset.value));
}
new ResizeObserver(fit).observe(stage);
panel.querySelector("[data-close]").addEventListener("click", close);
panel.addEventListener("close", () => opener.setAttribute("aria-expanded", String(panel.open)));
wide.addEventListener("change", () => {
  if (!panel.open) return;
  panel.close();
  open();
});
opener.addEventListener("click", () => (panel.open ? close() : open()));
opener.hidden = false;
document.addEventListener("keydown", onKey);
form.addEventListener("kurzclips:autosaved", () => {
  isTyped = true;
  refresh();
});
