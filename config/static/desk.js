// The desk by keyboard: "/" searches, "j" and "k" go from row to row, "x" chooses a row, "h" goes home.
const rows = () => [...document.querySelectorAll("#result_list tbody tr, .queues li")];
const here = () => rows().findIndex((row) => row.contains(document.activeElement));
const isTyping = (target) => target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");

function go(step) {
  const all = rows();
  const next = all[Math.min(Math.max(here() + step, 0), all.length - 1)];
  next?.querySelector("th a, td a, a, input")?.focus();
}

const keys = {
  "/": () => document.querySelector("#searchbar")?.focus(),
  j: () => go(1),
  k: () => go(-1),
  x: () => rows()[here()]?.querySelector("input.action-select")?.click(),
  h: () => document.querySelector("#site-name a")?.click(),
};

document.addEventListener("keydown", (event) => {
  const act = keys[event.key];
  if (!act || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  event.preventDefault();
  act();
});
