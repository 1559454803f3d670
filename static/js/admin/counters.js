// What a text has by now: characters of headline and lede, words of the body.

export const WORD = /[\p{L}\p{N}]/u;

const textOf = (html) => new DOMParser().parseFromString(html, "text/html").body;

export function countWords(html) {
  const body = textOf(html);
  for (const block of body.querySelectorAll("p, li, h2, blockquote")) block.append(" ");
  return body.textContent.split(/\s+/).filter((word) => WORD.test(word)).length;
}

/** The sentence under one field; its words stand in the page, in the person's language. */
export function setUpCounter(counter) {
  const field = document.getElementById(counter.dataset.count);
  if (!field) return;
  const { least, most, good, short, one } = counter.dataset;
  const inWords = "words" in counter.dataset;

  function update() {
    const number = inWords ? countWords(field.value) : [...field.value.trim()].length;
    const fits = number >= Number(least) && number <= Number(most);
    const sentence = number === 1 && one ? one : fits ? good : short;
    counter.textContent = sentence.replace("{n}", number).replace("{least}", least).replace("{most}", most);
    counter.classList.toggle("is-off", !fits && number > 0);
  }

  field.addEventListener("input", update);
  update();
}
