// A form with data-autosave sends itself while one types, and says in words whether that went well.
// The server answers {"saved": "…"} with what to say, or a refusal with {"detail": "…"}; a number of a version in
// "version" goes back into the form's field of that name, so that two windows never overwrite each other unseen.
const PAUSE = 1200; // milliseconds without a key
const AGAIN = 8000; // and after an answer that did not come

async function save(form) {
  const says = document.getElementById(form.dataset.says);
  if (form.dataset.saving) return plan(form, PAUSE);
  form.dataset.saving = "1";
  says.textContent = form.dataset.wordSaving;
  try {
    const answer = await fetch(form.dataset.autosave, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
    const told = await answer.json();
    says.textContent = told.saved || told.detail;
    says.dataset.tone = answer.ok ? "success" : "error";
    if (answer.ok && told.version !== undefined && form.elements.version) form.elements.version.value = told.version;
    if (answer.ok) form.dispatchEvent(new CustomEvent("laurel:saved", { detail: told, bubbles: true }));
  } catch {
    says.textContent = form.dataset.wordOffline;
    says.dataset.tone = "error";
    plan(form, AGAIN);
  } finally {
    delete form.dataset.saving;
    form.dispatchEvent(new CustomEvent("laurel:settled"));
  }
}

const planned = new WeakMap();
function plan(form, after) {
  clearTimeout(planned.get(form));
  planned.set(form, setTimeout(() => save(form), after));
}

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form?.dataset.autosave || event.target.type === "file") return;
  form.dataset.dirty = "1";
  plan(form, PAUSE);
});
document.addEventListener("laurel:saved", (event) => delete event.target.dataset.dirty);
document.addEventListener("submit", (event) => {
  const form = event.target;
  clearTimeout(planned.get(form));
  if (!form.dataset.saving) return;
  event.preventDefault(); // sent now, it would be out of date by the save that is still on its way
  form.addEventListener("laurel:settled", () => form.requestSubmit(event.submitter), { once: true });
});
