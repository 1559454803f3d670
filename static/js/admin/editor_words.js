// The editor's words in the person's language: it asks window.gettext, which must know them before it starts.

const field = document.querySelector("[data-editor-words]");
const words = field ? JSON.parse(field.dataset.editorWords) : {};
const before = window.gettext ?? ((text) => text);

window.gettext = (text) => words[text] ?? before(text);

document.addEventListener("prose-editor:ready", (event) => {
  const { editor, textarea } = event.detail;
  const label = textarea.getAttribute("aria-label");
  const box = editor.view.dom;
  box.setAttribute("role", "textbox");
  box.setAttribute("aria-multiline", "true");
  box.setAttribute("aria-label", label);
  // Error summaries and labels point at the field's id; what can be typed into is the box.
  box.id = `${textarea.id}_box`;
  for (const link of document.querySelectorAll(`a[href="#${textarea.id}"]`)) link.href = `#${box.id}`;
  document.querySelector(`label[for="${textarea.id}"]`)?.addEventListener("click", () => editor.commands.focus());
  const described = textarea.getAttribute("aria-describedby");
  if (described) box.setAttribute("aria-describedby", described);
  if (textarea.hasAttribute("aria-invalid")) box.setAttribute("aria-invalid", "true");
  renameMenu(box.closest(".prose-editor"));
});

function rename(menu) {
  for (const button of menu.querySelectorAll("button[title]")) {
    const word = words[button.title];
    if (!word) continue;
    button.title = word;
    button.setAttribute("aria-label", word);
  }
  for (const option of menu.querySelectorAll(".prose-menubar__option > *")) {
    const word = words[option.textContent];
    if (word && word !== option.textContent) option.textContent = word;
  }
}

// The menu comes after the box, and draws its choices anew when the cursor moves.
function renameMenu(whole) {
  const observer = new MutationObserver(() => {
    const menu = whole.querySelector(".prose-menubar");
    if (!menu) return;
    rename(menu);
    observer.disconnect();
    new MutationObserver(() => rename(menu)).observe(menu, { childList: true, subtree: true });
  });
  observer.observe(whole, { childList: true, subtree: true });
  const menu = whole.querySelector(".prose-menubar");
  if (menu) rename(menu);
}
