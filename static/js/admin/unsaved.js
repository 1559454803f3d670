// A form whose text nobody leaves by mistake, and whose errors are heard at once.

const form = document.querySelector(".desk-form");
let changed = form.querySelector(".desk-errors, .page-anew") !== null;

document.getElementById("errors")?.focus();
for (const name of ["input", "change"]) form.addEventListener(name, () => { changed = true; });
form.addEventListener("submit", () => { changed = false; });
window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
