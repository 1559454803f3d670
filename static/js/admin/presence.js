// Presence: this page tells that it is open, and shows who else has the clip open.

import { makeName } from "./tab.js";

export function setUpPresence(box, tab, connection) {
  const list = document.querySelector("[data-present]");
  const status = document.querySelector("[data-presence-status]");
  const address = box.dataset.presence;
  if (!list || !address) return;
  let typed = false;
  let timer = 0;
  let there = null;
  let visit = makeName();

  // A beat that is under way when the page is left may arrive after its end: the name of the visit tells.
  const words = (fields) => new URLSearchParams({ tab, visit, ...fields }).toString();

  /** Who comes and goes is said aloud, once; that somebody typed again is only shown. */
  function announce(names) {
    const came = names.filter((name) => !there?.includes(name));
    const left = (there ?? []).filter((name) => !names.includes(name));
    const tell = (sentence, who) => (who.length ? [sentence.replace("{who}", who.join(", "))] : []);
    const said = [...tell(status.dataset.came, came), ...tell(status.dataset.left, left)].join(" ");
    if (said) status.textContent = said;
    there = names;
  }

  function draw(others) {
    list.replaceChildren(...others.map((one) => {
      const item = document.createElement("li");
      item.textContent = item.title = one.words;
      return item;
    }));
  }

  async function pulse() {
    clearTimeout(timer);
    const hadTyped = typed;
    typed = false;
    const answer = await connection.post(address, words(hadTyped ? { typed: "1" } : {}));
    if (!answer) typed ||= hadTyped;
    // What cannot be known any more is not shown.
    draw(answer?.others ?? []);
    if (answer?.others) announce(answer.others.map((one) => one.who));
    clearTimeout(timer);
    timer = setTimeout(pulse, Number(box.dataset.pulse));
  }

  const form = box.closest("form");
  for (const event of ["input", "change"]) form.addEventListener(event, () => { typed = true; });
  document.addEventListener("visibilitychange", () => { if (!document.hidden && !connection.isDown()) pulse(); });
  connection.onReturn(pulse);
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    visit = makeName();
    pulse();
  });
  window.addEventListener("pagehide", () => {
    clearTimeout(timer);
    connection.tell(address, words({ end: "1" }));
  });
  pulse();
}
