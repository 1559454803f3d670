// The line from an open form to the newsroom: sends, says calmly when nobody answers, and notices when it is back.

import { askSession, readToken } from "./session.js";

const PATIENCE = 15_000;
const FIRST_RETRY = 1_000;
const LAST_RETRY = 30_000;

export function openConnection(form, box) {
  const returns = [];
  let state = "in";
  let tries = 0;
  let timer = 0;

  function show(next) {
    const isBack = next === "in" && state !== "in";
    state = next;
    for (const line of box.querySelectorAll("[data-when]")) line.hidden = line.dataset.when !== next;
    clearTimeout(timer);
    if (next === "in") tries = 0;
    // Whether somebody else is still logged in tells what is sent when the person comes back to this page.
    else if (next !== "other") timer = setTimeout(check, Math.min(FIRST_RETRY * 2 ** tries++, LAST_RETRY));
    if (!isBack) return;
    // Who logged in again has a new token; the checks and the pictures send that of the form.
    form.elements.csrfmiddlewaretoken.value = readToken() ?? form.elements.csrfmiddlewaretoken.value;
    returns.forEach((resume) => resume());
  }

  async function check() {
    clearTimeout(timer);
    show(await askSession(box.dataset.session));
  }

  /** What an answer means that is not one of ours: a login page, or an error of the server or of a proxy before it. */
  async function explain(response) {
    if (response.type === "opaqueredirect") return "out";
    if (response.ok || response.status >= 500) return "away";
    return askSession(box.dataset.session);
  }

  const readHeaders = () => ({
    "X-CSRFToken": readToken() ?? form.elements.csrfmiddlewaretoken.value,
    "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8",
  });

  /** Resolves to the answer; to {refusal} where the server will not take this; to null while it cannot be reached. */
  async function post(address, body) {
    try {
      const signal = AbortSignal.timeout(PATIENCE);
      const response = await fetch(address, { method: "POST", body, redirect: "manual", headers: readHeaders(), signal });
      const isOurs = response.headers.get("Content-Type")?.startsWith("application/json");
      const answer = isOurs ? await response.json() : null;
      show(response.status === 409 ? "other" : answer ? "in" : await explain(response));
      if (state !== "in") return null;
      return response.ok ? answer : { refusal: answer?.sentence ?? box.dataset.failed };
    } catch {
      show("away");
      return null;
    }
  }

  /** Say something while the page goes; nobody waits for the answer. */
  function tell(address, body) {
    fetch(address, { method: "POST", body, keepalive: true, headers: readHeaders() }).catch(() => {});
  }

  const checkIfDown = () => { if (state !== "in" && !document.hidden) check(); };
  window.addEventListener("offline", () => show("away"));
  window.addEventListener("online", check);
  window.addEventListener("focus", checkIfDown);
  document.addEventListener("visibilitychange", checkIfDown);
  return { post, tell, onReturn: (resume) => returns.push(resume), isDown: () => state !== "in" };
}
