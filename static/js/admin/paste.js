// Pasting a text: the markup that the clipboard held goes along; and a pasted notice is kept without leaving the form.

const field = document.querySelector(".paste-form textarea");
const html = document.querySelector(".paste-form [name=html]");

if (field) {
  let pasted = false;
  field.addEventListener("paste", (event) => {
    // Only a text that is the clipboard's alone may be replaced by its markup.
    const whole = field.selectionStart === 0 && field.selectionEnd === field.value.length;
    html.value = whole ? event.clipboardData.getData("text/html") : "";
    pasted = true;
  });
  field.addEventListener("input", () => {
    if (!pasted) html.value = "";
    pasted = false;
  });
}

const panel = document.querySelector("[data-keep-notice]");

function chooseNotice({ value, label, html: text }) {
  const notices = document.querySelector("[data-notice]");
  const select = notices.querySelector("select");
  let option = [...select.options].find((one) => one.value === value);
  if (!option) {
    option = new Option(label, value);
    select.add(option, 1);
    const shown = document.createElement("div");
    shown.className = "notice-text";
    shown.dataset.option = value;
    notices.append(shown);
  }
  notices.querySelector(`[data-option="${value}"]`).innerHTML = text;
  select.value = value;
  select.dispatchEvent(new Event("change", { bubbles: true }));
  select.focus();
}

// Without this script the answer would be a page of data.
panel?.querySelector(".desk-actions button")?.removeAttribute("disabled");

panel?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const error = panel.querySelector("[data-error]");
  try {
    const response = await fetch(panel.action, { method: "POST", body: new FormData(panel) });
    const answer = await response.json();
    error.textContent = answer.sentence ?? "";
    if (response.ok) {
      chooseNotice(answer);
      panel.hidden = true;
      document.querySelector("#clip-form [name=pasted_notice]")?.remove();
    }
  } catch {
    error.textContent = panel.dataset.failed;
  }
  error.hidden = !error.textContent;
});
