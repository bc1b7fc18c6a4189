// A form with data-autosave sends itself while one types, and says in words whether that went well.
// The server answers {"saved": "…"} with what to say, or a refusal with {"detail": "…"}; a number of a version in
// "version" goes back into the form's field of that name, so that two windows never overwrite each other unseen.
// Whoever leaves takes nothing along: a link waits for what was typed, and what closes the page sends it behind itself.
const PAUSE = 1200; // milliseconds without a key
const AGAIN = 8000; // and after an answer that did not come
const LARGEST_BEHIND = 60_000; // bytes: what browsers send on for a page that is gone, less its frame

const forms = () => [...document.querySelectorAll("form[data-autosave]")];
const isSmall = (data) => new Blob([...data.values()]).size < LARGEST_BEHIND;

async function save(form, leaving = false) {
  const says = document.getElementById(form.dataset.says);
  if (form.dataset.saving) return leaving || plan(form, PAUSE);
  clearTimeout(planned.get(form));
  form.dataset.saving = "1";
  delete form.dataset.dirty; // what is typed from here on is for the next time
  says.textContent = form.dataset.wordSaving;
  const body = new FormData(form);
  try {
    const answer = await fetch(form.dataset.autosave, { method: "POST", body, headers: { Accept: "application/json" }, keepalive: leaving && isSmall(body) });
    const told = await answer.json();
    says.textContent = told.saved || told.detail;
    says.dataset.tone = answer.ok ? "success" : "error";
    if (answer.ok && told.version !== undefined && form.elements.version) form.elements.version.value = told.version;
    if (answer.ok) form.dispatchEvent(new CustomEvent("laurel:saved", { detail: told, bubbles: true }));
    mark(form, answer.ok);
  } catch {
    says.textContent = form.dataset.wordOffline;
    says.dataset.tone = "error";
    mark(form, false);
    plan(form, AGAIN);
  } finally {
    delete form.dataset.saving;
    form.dispatchEvent(new CustomEvent("laurel:settled"));
  }
}

function mark(form, isSaved) {
  if (isSaved) return delete form.dataset.unsaved;
  form.dataset.dirty = form.dataset.unsaved = "1";
}

const planned = new WeakMap();
function plan(form, after) {
  clearTimeout(planned.get(form));
  planned.set(form, setTimeout(() => save(form), after));
}

async function finish(form) {
  if (form.dataset.saving) await new Promise((done) => form.addEventListener("laurel:settled", done, { once: true }));
  if (form.dataset.dirty) await save(form);
}

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form?.dataset.autosave || event.target.type === "file") return;
  form.dataset.dirty = "1";
  plan(form, PAUSE);
});
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.autosave) return;
  clearTimeout(planned.get(form));
  if (!form.dataset.saving) {
    delete form.dataset.dirty; // it goes with the page that is sent
    return delete form.dataset.unsaved;
  }
  event.preventDefault(); // sent now, it would be out of date by the save that is still on its way
  form.addEventListener("laurel:settled", () => form.requestSubmit(event.submitter), { once: true });
});

function leadsAway(event, link) {
  const isPlain = !event.defaultPrevented && !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  const isHere = link.hash && link.href.split("#")[0] === location.href.split("#")[0];
  return isPlain && !isHere && !link.target && !link.hasAttribute("download");
}
document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[href]");
  const waiting = forms().filter((form) => form.dataset.dirty || form.dataset.saving);
  if (!link || !waiting.length || !leadsAway(event, link)) return;
  event.preventDefault(); // the next page must find what was typed, and its version
  await Promise.all(waiting.map(finish));
  location.assign(link.href);
});

function leave() {
  for (const form of forms()) if (form.dataset.dirty) save(form, true);
}
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && leave());
window.addEventListener("pagehide", leave);
// What the server would not take, or never got, is worth the browser's question.
window.addEventListener("beforeunload", (event) => forms().some((form) => form.dataset.unsaved) && event.preventDefault());
