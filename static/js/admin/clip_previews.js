// The links of a clip's previews: a button copies one; where the browser does not let it, the link is selected.

function select(element) {
  const range = document.createRange();
  range.selectNodeContents(element);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}

async function copy(button) {
  const link = document.getElementById(button.dataset.copy);
  select(link);
  try {
    await navigator.clipboard.writeText(link.textContent);
  } catch {
    return;
  }
  const word = button.textContent;
  button.textContent = button.dataset.done;
  document.getElementById("copied").textContent = button.dataset.done;
  setTimeout(() => { button.textContent = word; }, 2000);
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
}
