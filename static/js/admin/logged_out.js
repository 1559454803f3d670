// Who logs out leaves no text behind in a browser that others may use.

import { forgetAll } from "./kept_texts.js";

forgetAll();
