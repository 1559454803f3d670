// The library of pictures takes several files at once: dropped anywhere on the page, pasted, or chosen.

import { acceptFiles, sendFile, showShare } from "./picture_files.js";

const zone = document.querySelector("[data-library]");
const { dataset } = zone;
const list = zone.querySelector("[data-files]");
const status = zone.querySelector("[data-status]");
const waiting = [];
let running = false;

function addRow(file) {
  const row = document.createElement("li");
  const name = document.createElement("span");
  const bar = document.createElement("progress");
  const words = document.createElement("span");
  name.textContent = file.name;
  name.className = "drop-name";
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", file.name);
  words.className = "drop-words";
  words.textContent = dataset.waiting;
  row.append(name, bar, words);
  list.append(row);
  return { row, bar, words };
}

function finish({ row, bar, words }, sentence, edit) {
  bar.remove();
  words.textContent = sentence;
  row.classList.toggle("has-error", edit === undefined);
  status.textContent = `${row.querySelector(".drop-name").textContent}: ${sentence}`;
  if (!edit) return;
  const link = document.createElement("a");
  link.href = edit;
  link.textContent = dataset.describe;
  row.append(link);
}

async function send(file, shown) {
  if (file.size > Number(dataset.most)) return finish(shown, dataset.large);
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const { ok, answer } = await sendFile(dataset.upload, { file }, token, (share) => {
    showShare(shown.bar, shown.words, share, dataset);
  });
  return finish(shown, ok ? dataset.done : answer?.sentence ?? dataset.failed, ok ? answer.edit : undefined);
}

/** One after the other: each takes the server a second or two, and others are working too. */
async function work() {
  if (running) return;
  running = true;
  while (waiting.length) await send(...waiting.shift());
  running = false;
  await refresh();
}

/** The list as it is now, without what was typed elsewhere on the page being lost. */
async function refresh() {
  try {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    const fresh = page.getElementById("changelist-form");
    if (fresh) document.getElementById("changelist-form").replaceWith(fresh);
  } catch {
    // The rows above say what became of each file; the list follows with the next visit.
  }
}

function take(files) {
  for (const file of files) waiting.push([file, addRow(file)]);
  work();
}

zone.hidden = false;
acceptFiles(document.body, take);
zone.querySelector("[data-file]").addEventListener("change", (event) => {
  take([...event.target.files]);
  event.target.value = "";
});
window.addEventListener("beforeunload", (event) => { if (running) event.preventDefault(); });
