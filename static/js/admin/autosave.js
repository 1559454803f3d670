// Autosave: what is typed goes to the server a moment later, beside the clip; until it is there the browser keeps it.

import { openConnection } from "./connection.js";
import { openTexts, settleSent } from "./kept_texts.js";
import { setUpPresence } from "./presence.js";
import { nameTab } from "./tab.js";

// Whoever types without a pause is autosaved all the same, after so many times the usual wait.
const WITHOUT_PAUSE = 6;
// A page that is being left may send about 64 KB.
const LAST_WORDS = 60_000;
const OF_THE_PAGE = ["csrfmiddlewaretoken", "tab"];

/** All that the form holds right now, as a save would send it. */
function readForm(form) {
  const fields = [...new FormData(form)];
  return new URLSearchParams(fields.filter(([name, value]) => !OF_THE_PAGE.includes(name) && typeof value === "string"))
    .toString();
}

const withTab = (text, tab) => `${text}&tab=${tab}`;

export async function setUpAutosave(form) {
  const box = form.querySelector("[data-connection]");
  if (!box) return;
  const { clip, person, save } = box.dataset;
  const field = form.elements.tab;
  // What came back from a save that was refused, or was made of a pasted text, is in no other place.
  const isUnsaved = "unsaved" in box.dataset;
  const stored = isUnsaved ? "" : readForm(form);
  const texts = openTexts(person, clip);
  settleSent(document.querySelector(".messages .success") !== null);

  const left = save ? texts.list().filter((one) => !(isUnsaved && one.tab === field.value)) : [];
  const offered = [...document.querySelectorAll("[data-offers] [data-tab]")].map((offer) => offer.dataset.tab);
  const connection = openConnection(form, box);
  let isTyped = stored === "";
  form.addEventListener("input", () => { isTyped = true; });
  const given = field.value;
  field.value = await nameTab(clip, given, [...offered, ...left.map((one) => one.tab)]);
  setUpPresence(box, field.value, connection);
  if (!save) return;
  const isTaken = given !== "" && given === field.value && !isUnsaved;
  keepSaving(form, box, connection, texts, stored, isTyped, isTaken);
  if (left.length) await handIn(left, box, connection, texts);
}

/** Texts of pages that could not send them any more go to the server now, which offers them in this page. */
async function handIn(left, box, connection, texts) {
  let isNew = false;
  for (const { tab, at, text } of left) {
    const ago = Math.round((Date.now() - at) / 1000);
    const answer = await connection.post(`${box.dataset.save}&ago=${ago}`, withTab(text, tab));
    if (!answer) return;
    // What is refused stays in the browser, and keeps no other text from being offered.
    if (answer.refusal) continue;
    texts.forget(tab);
    isNew = true;
  }
  if (!isNew) return;
  // The text that stands in the form was typed on after the server last heard of it.
  if (document.querySelector("[data-taken]")) return location.reload();
  const response = await fetch(location.pathname);
  // The policy forbids the style element for the editor also in a document that is only parsed: its nonce is another.
  const html = (await response.text()).replace(/<style\b[^>]*><\/style>/g, "");
  const page = new DOMParser().parseFromString(html, "text/html");
  const offers = page.querySelector("[data-offers]");
  if (offers) document.querySelector("[data-offers]").replaceWith(offers);
}

function keepSaving(form, box, connection, texts, stored, isTyped, isTaken) {
  const said = form.querySelector("[data-autosaved]");
  const refused = box.querySelector("[data-refused]");
  const tab = form.elements.tab.value;
  const after = Number(box.dataset.after);
  let kept = stored;
  let running = null;
  let isTouched = isTyped;
  let isThere = isTaken;
  let isSent = false;
  let first = 0;
  let timer = 0;

  const isPending = (text) => isTouched && !isSent && text !== kept;

  function note() {
    isTouched = true;
    first ||= Date.now();
    texts.keep(tab, readForm(form));
    if (!connection.isDown()) plan(Math.max(0, Math.min(after, first + after * WITHOUT_PAUSE - Date.now())));
  }

  function plan(wait) {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  }

  async function save() {
    const text = readForm(form);
    if (running || !isPending(text)) return;
    first = 0;
    running = connection.post(box.dataset.save, withTab(text, tab));
    const answer = await running;
    running = null;
    if (answer) settle(answer, text);
  }

  function settle(answer, text) {
    refused.hidden = !answer.refusal;
    refused.textContent = answer.refusal ?? "";
    kept = text;
    if (isPending(readForm(form))) plan(after);
    if (answer.refusal) return;
    if (readForm(form) === text) texts.forget(tab);
    said.textContent = answer.words;
    isThere = true;
    tell();
  }

  /** For what shows the kept text, such as the preview. */
  function tell() {
    if (isThere) form.dispatchEvent(new CustomEvent("kurzclips:autosaved"));
  }

  form.addEventListener("input", note);
  form.addEventListener("change", note);
  form.addEventListener("kurzclips:autosave-now", () => (isPending(readForm(form)) ? save() : tell()));
  connection.onReturn(save);
  document.addEventListener("visibilitychange", save);
  form.addEventListener("submit", async (event) => {
    if (event.target !== form || event.defaultPrevented) return;
    clearTimeout(timer);
    if (running) {
      // It would come after the save, as a text that was never saved.
      event.preventDefault();
      await running;
      return form.requestSubmit(event.submitter);
    }
    isSent = true;
    texts.markSent(tab);
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) isSent = false; });
  window.addEventListener("pagehide", () => {
    const text = readForm(form);
    if (isPending(text) && text.length < LAST_WORDS) connection.tell(box.dataset.save, withTab(text, tab));
  });
  if (isTyped) note();
}
