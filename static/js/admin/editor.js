// What we add to the rich text, in one module: all of it must listen before the editor starts.

import "./editor_words.js";
import "./editor_caret.js";
import "./pasted_html.js";
