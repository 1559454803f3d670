// The picture of a clip: chosen from the library, or sent from here and then chosen.

import { attachCombobox, fetchResults } from "./combobox.js";
import { acceptFiles, sendFile, showShare } from "./picture_files.js";

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
    const note = document.createElement("small");
    image.src = picture.preview;
    image.alt = "";
    words.textContent = picture.alt || picture.caption || `#${picture.id}`;
    note.textContent = [picture.credit, picture.source].filter(Boolean).join(" · ");
    return [image, words, " ", note];
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
  const chosen = field.querySelector("[data-chosen]");
  const button = field.querySelector("[data-send]");
  const form = field.closest("form");
  let sending = null;

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

  /** Whether the picture is in the library and chosen; all that was typed stays if not. */
  async function send() {
    if (findMissing()) return false;
    const progress = field.querySelector("[data-progress]");
    const tell = (share) => showShare(progress.firstElementChild, progress.lastElementChild, share, field.dataset);
    const values = { file: file.files[0], alt_text: alt.value, credit: credit.value };
    complain("");
    tell(0);
    progress.hidden = false;
    button.disabled = true;
    const { ok, answer } = await sendFile(field.dataset.upload, values, form.elements.csrfmiddlewaretoken.value, tell);
    progress.hidden = true;
    button.disabled = false;
    if (!ok) {
      complain(answer?.sentence ?? field.dataset.failed);
      return false;
    }
    file.value = alt.value = credit.value = "";
    showChosen();
    choose(answer);
    return true;
  }

  /** One picture is sent once, however often somebody asks meanwhile. */
  function sendOnce() {
    sending ??= send().finally(() => { sending = null; });
    return sending;
  }

  function showChosen() {
    const picture = file.files[0];
    words.hidden = !picture;
    URL.revokeObjectURL(chosen.src);
    chosen.hidden = true;
    chosen.src = picture ? URL.createObjectURL(picture) : "data:,";
  }

  function lookAt() {
    complain(file.files[0]?.size > Number(field.dataset.most) ? field.dataset.large : "");
    if (!error.hidden) file.value = "";
    showChosen();
    if (file.files.length) alt.focus();
  }

  function take(files) {
    if (sending) return;
    const transfer = new DataTransfer();
    transfer.items.add(files[0]);
    file.files = transfer.files;
    lookAt();
    form.dispatchEvent(new Event("change"));
  }

  acceptFiles(field, take);
  file.addEventListener("change", lookAt);
  // What the browser itself cannot show, such as HEIC, is shown once it is taken in.
  chosen.addEventListener("load", () => { chosen.hidden = false; });
  button.addEventListener("click", sendOnce);
  // A file that was chosen and not yet sent goes first, so that saving the clip loses nothing.
  form.addEventListener("submit", async (event) => {
    if (!file.files.length) return;
    event.preventDefault();
    const step = event.submitter;
    if (await sendOnce()) form.requestSubmit(step);
    else if (!error.hidden) file.focus();
  });
}
