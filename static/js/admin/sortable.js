// Lists whose items change places: by dragging, by two buttons for each, and by arrow keys on those buttons.

/**
 * `status` is the live region that says the new place; its words come from `words`, "Place {n} of {of}", which may have
 * the {name} of the item; `first` is what is said instead of the first place, `gone` when an item was taken away.
 */
export function makeSortable(list, status, words, { first = words, gone = "" } = {}) {
  let dragged = null;

  const items = () => [...list.children];
  // An item may hold a list of its own.
  const itemAt = (target) => items().find((item) => item.contains(target));

  function tell(item) {
    const place = items().indexOf(item) + 1;
    const name = nameOf(item);
    const said = place === 1 ? first : words;
    status.textContent = said.replace("{n}", place).replace("{of}", items().length).replace("{name}", () => name);
    list.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function move(item, step, button) {
    const other = step < 0 ? item.previousElementSibling : item.nextElementSibling;
    if (!other) return;
    if (step < 0) other.before(item);
    else other.after(item);
    button.focus();
    // At an end the button of this direction is gone: the other one keeps the focus in the item.
    if (document.activeElement !== button) item.querySelector(`[data-move="${-step}"]`)?.focus();
    tell(item);
  }

  function remove(item) {
    const next = item.nextElementSibling ?? item.previousElementSibling;
    if (gone) status.textContent = gone.replace("{name}", () => nameOf(item));
    item.remove();
    const goal = next?.querySelector("[data-remove]") ?? list.parentElement.querySelector("[role=combobox]");
    goal?.focus();
    list.dispatchEvent(new Event("change", { bubbles: true }));
  }

  list.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    const item = itemAt(event.target);
    if (!button || !item) return;
    if ("move" in button.dataset) move(item, Number(button.dataset.move), button);
    if ("remove" in button.dataset) remove(item);
  });

  list.addEventListener("keydown", (event) => {
    const step = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 }[event.key];
    const button = event.target.closest(event.altKey ? "button" : "[data-move]");
    if (!step || !button) return;
    event.preventDefault();
    move(itemAt(button), step, button);
  });

  // A text field inside an item must stay a text field: only a press elsewhere begins a drag.
  list.addEventListener("pointerdown", (event) => {
    const item = itemAt(event.target);
    if (item) item.draggable = !event.target.closest("input, button, summary");
  });
  list.addEventListener("dragstart", (event) => {
    dragged = itemAt(event.target) ?? null;
    event.dataTransfer.effectAllowed = "move";
    dragged?.classList.add("is-dragged");
  });
  list.addEventListener("dragover", (event) => {
    const over = itemAt(event.target);
    if (!dragged) return;
    event.preventDefault();
    if (!over || over === dragged) return;
    if (items().indexOf(over) > items().indexOf(dragged)) over.after(dragged);
    else over.before(dragged);
  });
  list.addEventListener("dragend", () => {
    dragged?.classList.remove("is-dragged");
    if (dragged) tell(dragged);
    dragged = null;
  });
}

/** What an item is called: its label, or what was typed in its first field. */
export function nameOf(item) {
  const fields = [...item.querySelectorAll("input[type=text], input[type=url]")];
  return item.querySelector("[data-label]")?.textContent || fields.find((field) => field.value)?.value || "";
}
