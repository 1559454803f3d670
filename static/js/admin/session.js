// Before a save: is the person still logged in, and which token does the form need now? If not, the text stays here.

export const readToken = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];

/** "in", "out", or "away" while there is no answer. */
export async function askSession(address) {
  try {
    const answer = await fetch(address, { redirect: "manual", cache: "no-store" });
    if (answer.type === "opaqueredirect") return "out";
    return answer.ok ? "in" : "away";
  } catch {
    return "away";
  }
}

export function setUpSession(form) {
  const alert = form.querySelector("[data-session]");
  let asking = false;
  let passed = false;

  function show(state) {
    alert.hidden = state === "in";
    for (const sentence of alert.querySelectorAll("[data-when]")) sentence.hidden = sentence.dataset.when !== state;
    if (!alert.hidden) alert.focus();
  }

  // Once a text has arrived again, the line and the log-in are there.
  form.addEventListener("kurzclips:autosaved", () => show("in"));
  form.addEventListener("submit", async (event) => {
    if (event.target !== form) return;
    if (passed) {
      passed = false;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (asking) return;
    asking = true;
    const state = await askSession(alert.dataset.session);
    asking = false;
    show(state);
    if (state !== "in") return;
    form.elements.csrfmiddlewaretoken.value = readToken() ?? form.elements.csrfmiddlewaretoken.value;
    passed = true;
    form.requestSubmit(event.submitter);
  });
}
