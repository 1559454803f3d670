// Pasted markup before the editor reads it. Word and Google Docs say with style attributes what is bold and what is a
// list; the policy blocks these, even in a document that is only parsed. So they are renamed first and read as words.

const UNREAD = /<(style|script|title)\b[\s\S]*?<\/\1\s*>/gi;
const TAG = /<[a-z](?:[^"'>]|"[^"]*"|'[^']*')*>/gi;
const BLOCKED = /"[^"]*"|'[^']*'|(?<=[\s/"'])(style|on[a-z]+)(?=\s*=)/gi;
const BOLD = /^(bold|bolder|[6-9]00)$/;
const NOT_BOLD = /^(normal|lighter|[1-5]00)$/;
const NUMBERED = /^\s*\w{1,5}[.)]/;

const disarm = (html) =>
  html.replace(UNREAD, "").replace(TAG, (tag) => tag.replace(BLOCKED, (part, name) => (name ? `data-${name}` : part)));

/** What a style attribute says, by name; `mso-bidi-font-weight` is another name than `font-weight`. */
function readStyle(element) {
  const parts = (element.dataset.style ?? "").toLowerCase().split(";");
  return Object.fromEntries(parts.map((part) => part.split(":").map((word) => word.trim())));
}

function rename(element, name) {
  const renamed = element.ownerDocument.createElement(name);
  renamed.append(...element.childNodes);
  element.replaceWith(renamed);
}

function wrapInside(element, name) {
  const wrapper = element.ownerDocument.createElement(name);
  wrapper.append(...element.childNodes);
  element.append(wrapper);
}

/** Google Docs wraps a whole text into one `<b style="font-weight:normal">`. */
function readMarks(body) {
  for (const element of body.querySelectorAll("[data-style]")) {
    const { "font-weight": weight = "", "font-style": slope = "" } = readStyle(element);
    const takenBack = element.matches("b, strong") ? NOT_BOLD.test(weight) : element.matches("i, em") && slope === "normal";
    if (takenBack) {
      element.replaceWith(...element.childNodes);
    } else if (element.matches("span, a, font")) {
      if (BOLD.test(weight)) wrapInside(element, "strong");
      if (/^(italic|oblique)$/.test(slope)) wrapInside(element, "em");
    }
  }
}

/** The bullet or number that Word typed in front of an item, taken away: in a span of its own, or between comments. */
function takeMarker(paragraph) {
  let marker = "";
  for (const span of paragraph.querySelectorAll("span[data-style]")) {
    if (readStyle(span)["mso-list"] !== "ignore") continue;
    marker += span.textContent;
    span.remove();
  }
  const comments = document.createNodeIterator(paragraph, NodeFilter.SHOW_COMMENT);
  for (let comment = comments.nextNode(); comment; comment = comments.nextNode()) {
    if (!comment.data.includes("supportLists")) continue;
    for (let next = comment.nextSibling; next && !next.data?.includes("endif"); next = comment.nextSibling) {
      marker += next.textContent;
      next.remove();
    }
  }
  return marker;
}

/** Word pastes a list as paragraphs that only look like one. */
function readLists(body) {
  for (const paragraph of body.querySelectorAll("p")) {
    const isItem = /^l\d/.test(readStyle(paragraph)["mso-list"]) || paragraph.className.startsWith("MsoListParagraph");
    const marker = isItem ? takeMarker(paragraph) : "";
    if (!marker) continue;
    const name = NUMBERED.test(marker) ? "ol" : "ul";
    let list = paragraph.previousElementSibling;
    if (!list?.matches(`${name}[data-word]`)) {
      list = body.ownerDocument.createElement(name);
      list.dataset.word = "";
      paragraph.before(list);
    }
    list.append(paragraph);
    rename(paragraph, "li");
  }
}

export function cleanPasted(html) {
  const { body } = new DOMParser().parseFromString(disarm(html), "text/html");
  readLists(body);
  readMarks(body);
  for (const heading of body.querySelectorAll("h1, h3, h4, h5, h6")) rename(heading, "h2");
  for (const block of body.querySelectorAll("p, li, h2, blockquote")) {
    if (!block.textContent.trim()) block.remove();
  }
  for (const between of body.querySelectorAll(":scope > br")) between.remove();
  return body.innerHTML;
}

document.addEventListener("prose-editor:ready", (event) => {
  event.detail.editor.view.setProps({ transformPastedHTML: cleanPasted });
});
