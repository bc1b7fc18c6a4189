// The entry editor: files by drag and drop with their progress, and a stop when the time is over.
const form = document.getElementById("draft");
const zone = form.querySelector(".drop");
const input = zone.querySelector("input[type=file]");
const list = zone.querySelector(".uploads");

zone.classList.add("scripted");
zone.querySelector("label").textContent = zone.dataset.wordDrop;
input.multiple = true;

function row(name) {
  const line = document.createElement("p");
  const bar = document.createElement("progress");
  const says = document.createElement("span");
  says.textContent = name;
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", name);
  line.append(says, bar);
  list.append(line);
  return { line, bar, says };
}

function told(request) {
  try {
    return JSON.parse(request.responseText);
  } catch {
    return {};
  }
}

// One after the other: each adds to the entry's version, which the form must know.
function send(file) {
  return new Promise((done) => {
    const { line, bar, says } = row(file.name);
    const request = new XMLHttpRequest();
    const data = new FormData();
    data.append("file", file);
    request.open("POST", zone.dataset.upload);
    request.setRequestHeader("X-CSRFToken", form.elements.csrfmiddlewaretoken.value);
    request.upload.addEventListener("progress", (event) => event.lengthComputable && (bar.value = event.loaded / event.total));
    request.addEventListener("loadend", () => {
      const answer = told(request);
      bar.remove();
      says.textContent = answer.saved || `${file.name}: ${answer.detail || zone.dataset.wordFailed}`;
      line.className = answer.saved ? "small" : "small bad";
      const { version } = form.elements;
      if (answer.version) version.value = Math.max(version.value, answer.version);
      done();
    });
    request.send(data);
  });
}

async function take(files) {
  for (const file of files) await send(file);
  input.value = "";
  window.htmx.ajax("GET", zone.dataset.upload, { target: "#files", swap: "outerHTML" });
}

input.addEventListener("change", () => take([...input.files]));
for (const name of ["dragenter", "dragover"]) {
  zone.addEventListener(name, (event) => {
    event.preventDefault();
    zone.classList.add("over");
  });
}
zone.addEventListener("dragleave", () => zone.classList.remove("over"));
zone.addEventListener("drop", (event) => {
  event.preventDefault();
  zone.classList.remove("over");
  take([...event.dataTransfer.files]);
});

// By the server's clock: what is typed later is not taken, so nobody types on in vain. It can still be copied.
document.addEventListener("laurel:over", (event) => {
  if (!event.target.closest("#standing")) return;
  document.getElementById("over").hidden = false;
  for (const field of form.querySelectorAll("input, textarea")) field.readOnly = true;
  for (const button of form.querySelectorAll("button")) button.disabled = true;
  input.disabled = true;
});
