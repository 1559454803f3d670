// A form whose work may take long: it sends itself, says how far the work is, and goes on where the answer says.

const TYPE = "application/x-ndjson";

// Also for forms that come into the page later.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-progress]")) return;
  event.preventDefault();
  if (event.target.getAttribute("aria-busy") !== "true") send(event.target);
});

// What was left half-way by the back button shows itself as it is now.
addEventListener("pageshow", (event) => {
  if (event.persisted && document.querySelector("form[data-progress]")) location.reload();
});

async function send(form) {
  const body = new FormData(form);
  begin(form);
  try {
    const answer = await fetch(form.action, { method: "POST", body, redirect: "manual", headers: { Accept: TYPE } });
    // The log-in, or a page that says why not: it is there to be read.
    if (answer.type === "opaqueredirect" || answer.status === 403) return location.reload();
    if (!answer.ok) throw new Error(answer.status);
    await follow(form, answer);
  } catch {
    stop(form, "broken");
  }
}

async function follow(form, answer) {
  for await (const line of readLines(answer)) {
    if (line.address) return location.assign(line.address);
    if (line.refusal) return stop(form, "refusal", line.refusal);
    show(form, line);
  }
  throw new Error("The answer has no end.");
}

async function* readLines(answer) {
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value = "" } = await reader.read();
    const lines = (rest + value).split("\n");
    rest = lines.pop();
    for (const line of lines) if (line) yield JSON.parse(line);
    if (done) return;
  }
}

const part = (form, name) => form.querySelector(`[data-progress-${name}]`);

function begin(form) {
  form.setAttribute("aria-busy", "true");
  for (const button of form.querySelectorAll("button")) button.disabled = true;
  part(form, "refusal").hidden = part(form, "broken").hidden = true;
  part(form, "box").hidden = false;
  part(form, "bar").removeAttribute("value");
  part(form, "words").textContent = part(form, "words").dataset.begin;
}

function show(form, { done, of }) {
  const [bar, words] = [part(form, "bar"), part(form, "words")];
  const format = new Intl.NumberFormat(document.documentElement.lang);
  bar.max = of;
  bar.value = done;
  words.textContent = words.dataset.step.replace("{done}", format.format(done)).replace("{of}", format.format(of));
}

// Whether it was done is not known here when the line broke: the list of moderations knows, and the button stays off.
function stop(form, name, sentence) {
  part(form, "box").hidden = true;
  const trouble = part(form, name);
  if (sentence) trouble.textContent = sentence;
  trouble.hidden = false;
  trouble.focus();
  if (name === "broken") return;
  form.removeAttribute("aria-busy");
  for (const button of form.querySelectorAll("button")) button.disabled = false;
}
