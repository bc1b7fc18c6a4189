// Hours in the reader's own zone where the server does not know it, because nobody is signed in; and told to it by who signs up.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const language = document.documentElement.lang || "en";
const written = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
  day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
});

function translate() {
  for (const hour of document.querySelectorAll("time[data-local]")) {
    hour.firstChild.data = `${written.format(Date.parse(hour.dateTime))} `;
    hour.lastElementChild.textContent = zone;
    hour.removeAttribute("data-local");
  }
  for (const field of document.querySelectorAll("input[data-own-zone]")) field.value ||= zone;
}

document.addEventListener("htmx:load", translate);
translate();
