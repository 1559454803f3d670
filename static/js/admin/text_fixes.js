// A text that is put right where it stands: its pieces go to the server, whose edits come back, and one Ctrl+Z undoes all.

/** Offsets come in characters; a script counts some of them twice. */
function inUnits(text, edits) {
  const chars = [...text];
  const at = (offset) => chars.slice(0, offset).join("").length;
  return edits.map(([start, end, text]) => [at(start), at(end), text]);
}

/** A plain field: the span that differs is typed over, which Ctrl+Z takes back. */
export function openField(field) {
  const before = field.value;
  function apply([edits]) {
    if (field.value !== before || !edits.length) return;
    const places = inUnits(before, edits);
    const start = places[0][0], end = places.at(-1)[1];
    let text = "", done = start;
    for (const [from, to, char] of places) {
      text += before.slice(done, from) + char;
      done = to;
    }
    field.focus({ preventScroll: true });
    field.setSelectionRange(start, end);
    if (document.execCommand("insertText", false, text)) return;
    field.setRangeText(text, start, end, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  return { pieces: [before], apply };
}

/** The rich text: characters change where they stand, in one step, and keep their marks. */
export function openEditor(editor) {
  const before = editor.state.doc;
  const blocks = [];
  before.descendants((node, place) => {
    if (!node.isTextblock) return true;
    blocks.push({ place: place + 1, text: node.textBetween(0, node.content.size, "", "\n") });
    return false;
  });
  function apply(edits) {
    if (editor.state.doc !== before) return;
    const change = editor.state.tr;
    for (const [number, { place, text }] of [...blocks.entries()].reverse()) {
      for (const [from, to, char] of inUnits(text, edits[number]).reverse()) {
        change.insertText(char, place + from, place + to);
      }
    }
    editor.view.dispatch(change);
    editor.commands.focus(null, { scrollIntoView: false });
  }
  return { pieces: blocks.map((block) => block.text), apply };
}
