// Counts down by the server's clock: a wrong clock at the reader's must not promise more time than there is.
const UNITS = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
const language = document.documentElement.lang || "en";
const say = (count, unit) => new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "short" }).format(count);
let ahead = null; // milliseconds by which the server's clock is ahead of this one

function words(seconds) {
  const index = UNITS.findIndex(([, size]) => seconds >= size);
  if (index < 0) return "";
  const [unit, size] = UNITS[index];
  const smaller = UNITS[index + 1];
  const parts = [say(Math.floor(seconds / size), unit)];
  if (smaller) parts.push(say(Math.floor((seconds % size) / smaller[1]), smaller[0]));
  return parts.join(" ");
}

function show() {
  if (ahead === null) return;
  for (const clock of document.querySelectorAll("time.countdown")) {
    const left = Math.floor((Date.parse(clock.dateTime) - Date.now() - ahead) / 1000);
    const text = words(left) || clock.dataset.over;
    if (clock.textContent !== text) clock.textContent = text;
    if (left >= 0 || clock.dataset.told) continue;
    clock.dataset.told = "1";
    clock.dispatchEvent(new Event("laurel:over", { bubbles: true }));
  }
}

// Asked anew whenever the page comes back into sight: it may have slept, or come out of the browser's own keeping.
async function ask() {
  if (!document.querySelector("time.countdown")) return;
  const sent = Date.now();
  try {
    const answer = await fetch("/clock", { cache: "no-store" });
    const { now } = await answer.json();
    ahead = Date.parse(now) - (sent + Date.now()) / 2;
  } catch {
    ahead = null; // no answer: what the server wrote stands, and nothing is counted on
  }
  show();
}

function begin() {
  ask();
  setInterval(show, 1000);
}

document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && ask());
window.addEventListener("pageshow", (event) => event.persisted && ask());
document.addEventListener("htmx:load", () => ahead === null && ask());
begin();
