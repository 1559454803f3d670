// The site works without this; with it fresh times are relative, links are at hand, and the front page hears of news.
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const FULL = { dateStyle: "full", timeStyle: "short", timeZone: "UTC" };
const formats = {};

/** Made once for each language of a page: they cost more than all that is written with them. */
function formatsFor(element) {
  const { lang } = element.closest("[lang]");
  formats[lang] ??= {
    age: new Intl.RelativeTimeFormat(lang, { numeric: "auto" }),
    moment: new Intl.DateTimeFormat(lang, FULL),
  };
  return formats[lang];
}

const words = new Map();

/** The words of the server. */
function tellMoment(time) {
  time.textContent = words.get(time);
  time.removeAttribute("title");
}

/** "5 minutes ago", for the moments of the last day. */
function tellAge(time) {
  const age = Date.now() - Date.parse(time.dateTime);
  if (!words.has(time)) words.set(time, time.textContent);
  if (!(age >= 0 && age < DAY)) return tellMoment(time);
  const [size, unit] = age < HOUR ? [MINUTE, "minute"] : [HOUR, "hour"];
  const format = formatsFor(time);
  time.textContent = format.age.format(-Math.floor(age / size), unit);
  // In the zone of the site, which the attribute is written in, and not in that of the reader.
  time.title = format.moment.format(new Date(`${time.dateTime.slice(0, 16)}Z`));
}

/** Whoever left the page behind gets all of it right at the return, and causes no work until then. */
function whileVisible(step, pause) {
  let last = Date.now();
  const turn = () => {
    if (document.hidden || Date.now() - last < pause) return;
    last = Date.now();
    step();
  };
  setInterval(turn, pause / 4);
  document.addEventListener("visibilitychange", turn);
}

function offerSharing(box) {
  const url = document.querySelector("link[rel=canonical]")?.href;
  const title = document.querySelector("h1").textContent;
  const copy = box.querySelector("[data-copy]");
  const share = box.querySelector("[data-share]");
  // A preview has no address for everybody.
  copy.hidden = !url || !navigator.clipboard;
  share.hidden = !url || !navigator.share;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(url);
    copy.textContent = copy.dataset.copy;
    box.querySelector("[role=status]").textContent = copy.dataset.copy;
  });
  // Whoever closes the sheet again has changed their mind; that is no error.
  share.addEventListener("click", () => navigator.share({ title, url }).catch(() => {}));
  box.hidden = copy.hidden && share.hidden;
}

/** The browser keeps the feed and asks whether it still holds: while it does, the answer has no body. */
async function lookForNews(hint) {
  const answer = await fetch(hint.dataset.feed, { cache: "no-cache", credentials: "omit" }).catch(() => null);
  if (!answer?.ok || answer.headers.get("ETag") === hint.dataset.seen) return;
  hint.dataset.seen = answer.headers.get("ETag") ?? "";
  const { items } = await answer.json();
  const since = Date.parse(hint.dataset.since);
  const count = items.filter((item) => Date.parse(item.date_published) > since).length;
  if (!count) return;
  const link = document.createElement("a");
  link.href = location.pathname;
  link.textContent = count === 1 ? hint.dataset.one : hint.dataset.many.replace("#", count);
  hint.replaceChildren(link);
}

const times = document.querySelectorAll("time[data-ago]");
const tellAges = () => times.forEach(tellAge);
tellAges();
whileVisible(tellAges, MINUTE);
// Paper does not grow older with the clock.
addEventListener("beforeprint", () => times.forEach(tellMoment));
addEventListener("afterprint", tellAges);
document.querySelectorAll(".share").forEach(offerSharing);
document.querySelectorAll("[data-feed]").forEach((hint) => whileVisible(() => lookForNews(hint), MINUTE));
