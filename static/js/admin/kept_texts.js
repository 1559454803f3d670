// Texts that this browser keeps for the moment in which the server cannot have them: they go as soon as it does.

const PREFIX = "kurzclips-text:";
const LONGEST = 7 * 24 * 60 * 60 * 1000;

/** Private windows and full disks refuse: then there is no second net, and the page works all the same. */
function attempt(action) {
  try {
    return action();
  } catch {
    return undefined;
  }
}

const readEntry = (key) => attempt(() => JSON.parse(localStorage.getItem(key)));
const listKeys = () => attempt(() => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX))) ?? [];
const remove = (key) => attempt(() => localStorage.removeItem(key));

export const forgetAll = () => listKeys().forEach(remove);

/** The texts of one person for one clip ("" for new ones), each under the name of its page. */
export function openTexts(person, clip) {
  const prefix = `${PREFIX}${person}:${clip}:`;

  for (const key of listKeys()) {
    if (!(readEntry(key)?.at > Date.now() - LONGEST)) remove(key);
  }

  return {
    keep: (tab, text) => attempt(() => localStorage.setItem(prefix + tab, JSON.stringify({ at: Date.now(), text }))),
    forget: (tab) => remove(prefix + tab),
    list: () => listKeys().filter((key) => key.startsWith(prefix))
      .map((key) => ({ tab: key.slice(prefix.length), ...readEntry(key) })),
    /** Remember which page was sent off to be saved; the next page of this browser tab knows whether it was. */
    markSent: (tab) => attempt(() => sessionStorage.setItem("kurzclips-sent", prefix + tab)),
  };
}

/** After a page was sent off: if the next one says that it was saved, its text is needed no more. */
export function settleSent(wasSaved) {
  const key = attempt(() => sessionStorage.getItem("kurzclips-sent"));
  if (!key) return;
  attempt(() => sessionStorage.removeItem("kurzclips-sent"));
  if (wasSaved) remove(key);
}
