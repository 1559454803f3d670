// The name of an open page: the same when it is loaded again, another one in a tab that was duplicated.

const PATIENCE = 400;

/** Like crypto.randomUUID, which is there on https only. */
export const makeName = () => [...crypto.getRandomValues(new Uint8Array(16))]
  .map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** Whether no other page has this name; it is ours for as long as this page lives. */
function claim(name) {
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(PATIENCE); // a page that is just being left lets go in a moment
    navigator.locks.request(`kurzclips-tab:${name}`, { signal }, () => {
      resolve(true);
      return new Promise(() => {});
    }).catch(() => resolve(false));
  });
}

/**
 * `given` is the name that the server knows for what stands in the form; `taken` are those of texts that were never
 * saved, which this page must not write over.
 */
export async function nameTab(clip, given, taken) {
  const place = `kurzclips-tab:${clip}`;
  const known = given || sessionStorage.getItem(place);
  const free = known && !taken.includes(known) && navigator.locks && await claim(known);
  const name = free ? known : makeName();
  if (!free && navigator.locks) await claim(name);
  sessionStorage.setItem(place, name);
  return name;
}
