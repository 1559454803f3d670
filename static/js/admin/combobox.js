// A text field with suggestions below it, by the ARIA combobox pattern: arrows choose, Enter takes, Escape closes.

const PAUSE = 150;

/**
 * find(text) resolves to options; draw(option) returns the element's content; take(option) uses one;
 * takeText(text) uses what was typed when no option is chosen. `openEmpty` asks also for an empty text.
 * chooses(options) says that the first one is marked by itself, as long as they belong to the text that stands there.
 */
export function attachCombobox(input, { find, draw, take, takeText, openEmpty = false, chooses = () => false }) {
  const list = document.getElementById(input.getAttribute("aria-controls"));
  let options = [];
  let active = -1;
  // Whether the active one was marked by itself: the first arrow key is then as good as without a mark.
  let isOffered = false;
  let asked = 0;
  let timer = 0;

  function close() {
    clearTimeout(timer);
    asked += 1;
    list.hidden = true;
    options = [];
    setActive(-1);
    input.setAttribute("aria-expanded", "false");
  }

  function setActive(index, offered = false) {
    active = index;
    isOffered = offered;
    list.toggleAttribute("data-offered", offered);
    [...list.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === index)));
    const item = list.children[index];
    if (item) {
      input.setAttribute("aria-activedescendant", item.id);
      item.scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  function show(found) {
    options = found;
    list.replaceChildren(...found.map((option, number) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${number}`;
      item.setAttribute("role", "option");
      item.append(...draw(option));
      return item;
    }));
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    setActive(chooses(found) ? 0 : -1, chooses(found));
    if (found.length) list.scrollIntoView({ block: "nearest" });
  }

  async function ask() {
    const text = input.value.trim();
    if (!text && !openEmpty) return close();
    const mine = ++asked;
    const found = await find(text);
    if (mine === asked && document.activeElement === input) show(found);
  }

  function use(option) {
    close();
    input.value = "";
    take(option);
  }

  async function useText() {
    const text = input.value.trim();
    close();
    if (!text) return;
    input.value = "";
    await takeText(text);
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    // What was marked for the text before is not what Enter means now.
    if (active >= 0) setActive(-1);
    timer = setTimeout(ask, PAUSE);
  });
  if (openEmpty) input.addEventListener("focus", ask);
  input.addEventListener("blur", () => setTimeout(close, 100));
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const index = [...list.children].indexOf(event.target.closest("[role=option]"));
    if (index >= 0) use(options[index]);
  });
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && options.length) {
      event.preventDefault();
      const from = isOffered ? -1 : active;
      setActive((from + step + options.length + (from < 0 && step < 0 ? 1 : 0)) % options.length);
    } else if (step === 1) {
      ask();
    } else if (event.key === "Escape" && options.length) {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      if (active >= 0) use(options[active]);
      else useText();
    }
  });
  /** Puts a text back with these options, as if it had just been typed. */
  function reopen(text, found) {
    close();
    input.value = text;
    show(found);
  }

  return { useText, close, reopen };
}

/** The answer of one of our addresses for a text; nothing while the line is down. */
export async function fetchResults(source, text) {
  const address = new URL(source, location.href);
  address.searchParams.set("q", text);
  try {
    const response = await fetch(address, { headers: { Accept: "application/json" } });
    return response.ok ? await response.json() : { results: [] };
  } catch {
    return { results: [] };
  }
}

/** A <span> for the name and a quiet <small> for what is said about it. */
export function nameAndNote(name, note) {
  const span = document.createElement("span");
  const small = document.createElement("small");
  span.textContent = name;
  small.textContent = note;
  return [span, " ", small];
}
