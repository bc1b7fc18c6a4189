// What every page has: clocks that count on, menus that close, the summary of a form's problems in sight.
import "./countdown.js";
import "./autosave.js";
import "./moments.js";

// A menu closes when one looks elsewhere, as menus do.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open], details.dialog[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// Whoever sent a form that was refused starts at what is wrong.
document.querySelector(".problems")?.focus();
