// The picture of a clip: chosen from the library, or sent from here and then chosen.

import { attachCombobox, fetchResults } from "./combobox.js";

export function setUpPicture(field) {
  const hidden = field.querySelector("input[type=hidden]");
  const search = field.querySelector("[role=combobox]");
  const shown = field.querySelector("[data-shown]");
  const error = field.querySelector("[data-error]");
  if (!search) return;

  function choose(picture) {
    hidden.value = picture?.id ?? "";
    hidden.dataset.ready = picture ? (picture.ready ? "yes" : "no") : "";
    shown.hidden = !picture;
    if (picture) {
      const image = shown.querySelector("img");
      image.src = picture.preview;
      image.alt = picture.alt;
      shown.querySelector("[data-alt]").textContent = picture.alt;
      shown.querySelector("[data-credit]").textContent = picture.credit;
      field.querySelector("[data-status]").textContent = picture.alt;
      const edit = shown.querySelector("[data-edit]");
      edit.hidden = !picture.edit;
      if (picture.edit) edit.href = picture.edit;
    }
    hidden.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function draw(picture) {
    const image = document.createElement("img");
    const words = document.createElement("span");
    image.src = picture.preview;
    image.alt = "";
    words.textContent = picture.alt || picture.caption || `#${picture.id}`;
    return [image, words];
  }

  const find = async (text) => (await fetchResults(field.dataset.source, text)).results;
  attachCombobox(search, { find, draw, take: choose, takeText: () => {}, openEmpty: true });
  shown.querySelector("[data-remove]").addEventListener("click", () => {
    choose(null);
    search.focus();
  });
  if (field.querySelector("[data-file]")) setUpUpload(field, error, choose);
}

function setUpUpload(field, error, choose) {
  const file = field.querySelector("[data-file]");
  const words = field.querySelector("[data-words]");
  const alt = field.querySelector("[data-alt-text]");
  const credit = field.querySelector("[data-credit-text]");
  const form = field.closest("form");

  function complain(sentence) {
    error.textContent = sentence;
    error.hidden = !sentence;
  }

  /** A sentence beside each empty field; the focus goes to the first. */
  function findMissing() {
    const empty = [alt, credit].filter((input) => !input.value.trim());
    for (const input of [alt, credit]) input.nextElementSibling.hidden = !empty.includes(input);
    empty[0]?.focus();
    return empty.length > 0;
  }

  async function send() {
    if (findMissing()) return false;
    const data = new FormData();
    data.append("file", file.files[0]);
    data.append("alt_text", alt.value);
    data.append("credit", credit.value);
    const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
    complain("");
    try {
      const response = await fetch(field.dataset.upload, { method: "POST", body: data, headers });
      const answer = await response.json();
      if (!response.ok) return complain(answer.sentence);
      choose(answer);
      file.value = alt.value = credit.value = "";
      words.hidden = true;
      return true;
    } catch {
      return complain(field.dataset.failed);
    }
  }

  file.addEventListener("change", () => {
    complain("");
    words.hidden = !file.files.length;
    if (file.files.length) alt.focus();
  });
  field.querySelector("[data-send]").addEventListener("click", send);
  // A file that was chosen and not yet sent goes first, so that saving the clip loses nothing.
  form.addEventListener("submit", async (event) => {
    if (!file.files.length) return;
    event.preventDefault();
    const button = event.submitter;
    if (await send()) form.requestSubmit(button);
    else if (!error.hidden) file.focus();
  });
}
