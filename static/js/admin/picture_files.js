// Files that are dropped or pasted, and their way to the server with a word on how far they are.

const WRITING = "input:not([type=file], [type=range], [type=checkbox], [type=button]), textarea, [contenteditable=true]";

const hasFiles = (transfer) => [...(transfer?.types ?? [])].includes("Files");

/** `take(files)` gets what is dropped on the zone, or pasted where no text is being written, in the zone also there. */
export function acceptFiles(zone, take) {
  function mark(over) {
    zone.toggleAttribute("data-over", over);
  }

  for (const kind of ["dragenter", "dragover"]) {
    zone.addEventListener(kind, (event) => {
      if (!hasFiles(event.dataTransfer)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
      mark(true);
    });
  }
  zone.addEventListener("dragleave", (event) => mark(zone.contains(event.relatedTarget)));
  zone.addEventListener("drop", (event) => {
    mark(false);
    if (!hasFiles(event.dataTransfer)) return;
    event.preventDefault();
    if (event.dataTransfer.files.length) take([...event.dataTransfer.files]);
  });
  document.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])].filter((file) => file.type.startsWith("image/"));
    // Office programs put a picture of the text beside the text.
    const isText = event.clipboardData?.types.includes("text/plain");
    const writing = event.target.closest?.(WRITING);
    if (!files.length || (writing && (isText || !zone.contains(writing)))) return;
    event.preventDefault();
    take(files);
  });
  // A file that misses its place would be opened by the browser instead of the page.
  for (const kind of ["dragover", "drop"]) {
    window.addEventListener(kind, (event) => {
      if (event.defaultPrevented || !hasFiles(event.dataTransfer)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "none";
    });
  }
}

/** Resolves to {ok, answer}; `tell(share)` hears how much is sent, from 0 to 1. fetch() would not say. */
export function sendFile(address, fields, token, tell) {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("X-CSRFToken", token);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) tell(event.loaded / event.total);
    });
    request.addEventListener("load", () => resolve({ ok: request.status === 201, answer: request.response }));
    for (const kind of ["error", "abort", "timeout"]) {
      request.addEventListener(kind, () => resolve({ ok: false, answer: null }));
    }
    request.send(data);
  });
}

/** Shows a share in a <progress>; once all is sent the server still has to make the smaller forms. */
export function showShare(bar, words, share, { sending, working }) {
  if (share < 1) bar.value = share;
  else bar.removeAttribute("value");
  words.textContent = share < 1 ? `${sending} … ${Math.round(share * 100)} %` : `${working} …`;
}
