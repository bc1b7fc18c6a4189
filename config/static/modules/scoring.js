// Scoring by keys alone, for those who like: nothing here that a click, or Tab and Enter, could not do.
const KEPT = "laurel-single-keys";
const help = document.getElementById("keys");
const box = document.getElementById("keys-on");
const marks = [...document.querySelectorAll("[data-mark]")];
const points = (mark) => mark.querySelector("input");
let at = 0; // the criterion that keys are about

help.hidden = false;
box.checked = localStorage.getItem(KEPT) !== "off";
box.addEventListener("change", () => localStorage.setItem(KEPT, box.checked ? "on" : "off"));

function goto(place) {
  at = Math.min(Math.max(place, 0), marks.length - 1);
  if (!marks.length) return;
  points(marks[at]).focus();
  points(marks[at]).select();
}

function lock() {
  const dialog = document.getElementById("lock");
  if (!dialog) return;
  dialog.open = true;
  dialog.querySelector("button").focus();
}

function toggle() {
  help.open = !help.open;
  if (help.open) help.querySelector("summary").focus();
}

const KEYS = {
  j: () => goto(at + 1),
  ArrowDown: () => goto(at + 1),
  k: () => goto(at - 1),
  ArrowUp: () => goto(at - 1),
  c: () => marks[at]?.querySelector("textarea").focus(),
  m: () => document.getElementById("id_notes")?.focus(),
  n: () => document.getElementById("next")?.click(),
  l: lock,
  "?": toggle,
};
const ARROWS = new Set(["ArrowDown", "ArrowUp"]);

function digit(key) {
  const field = marks[at] && points(marks[at]);
  if (!field) return;
  field.focus();
  field.value = key;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("focusin", (event) => {
  const place = marks.indexOf(event.target.closest?.("[data-mark]"));
  if (place >= 0) at = place;
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typed = event.target;
  const isPoints = typed.matches("[data-mark] input");
  if (typed.matches("textarea")) {
    if (event.key === "Escape") goto(at);
    return;
  }
  if (event.key === "Enter" && isPoints) {
    event.preventDefault();
    return at + 1 < marks.length ? goto(at + 1) : KEYS.c();
  }
  // Arrows are no single characters: between points they always work, elsewhere they scroll the page.
  if (ARROWS.has(event.key) ? !isPoints : !box.checked) return;
  if (/^\d$/.test(event.key) && !isPoints && typed !== box) {
    event.preventDefault();
    return digit(event.key);
  }
  const act = KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

// Where one begins: at the statement's answer, or at the first criterion without points; the entry stays in sight.
const first = document.querySelector("[data-first]") || marks.map(points).find((field) => field.value === "");
if (first && !document.querySelector(".problems")) first.focus({ preventScroll: true });

// The wheel never changes points that somebody gave.
document.addEventListener("wheel", (event) => event.target === document.activeElement && event.target.type === "number" && event.target.blur(), { passive: true });
