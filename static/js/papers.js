// Comforts for writing a draft. The page works without them: its buttons send the form, and the answer is the same
// page. Here sections move in place, and the preview follows what is typed, without taking the focus.

const WAIT_MS = 800;
const FAILED = "The preview could not be brought up to date. Save the draft to see it.";

const form = document.getElementById("draft");
const pane = document.getElementById("preview");
const paper = document.getElementById("preview-paper");
const previewSaid = document.getElementById("preview-said");
const sectionsSaid = document.getElementById("sections-said");

let timer = 0;
let asked = null;

async function refresh() {
  asked?.abort();
  asked = new AbortController();
  try {
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(pane.dataset.livePreview, { method: "POST", body, signal: asked.signal });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    show(await answer.text());
  } catch (fault) {
    if (fault.name !== "AbortError") previewSaid.textContent = FAILED;
  }
}

// What somebody is reading with the keyboard stays until they leave it.
function show(markup) {
  if (paper.contains(document.activeElement) && paper !== document.activeElement) {
    paper.addEventListener("focusout", refreshSoon, { once: true });
    return;
  }
  const top = paper.scrollTop;
  paper.innerHTML = markup;
  paper.scrollTop = top;
  previewSaid.textContent = "The preview shows what you have typed. It is not saved yet.";
}

function refreshSoon() {
  window.clearTimeout(timer);
  timer = window.setTimeout(refresh, WAIT_MS);
}

function move(button, verb) {
  const section = button.closest("[data-section]");
  const list = section.parentElement;
  const other = verb === "up" ? section.previousElementSibling : section.nextElementSibling;
  if (other) list.insertBefore(section, verb === "up" ? other : other.nextElementSibling);
  list.querySelectorAll(".cb-section__said").forEach((said) => said.remove());
  const place = [...list.children].indexOf(section) + 1;
  // Moving an element takes the focus from what is in it.
  button.focus();
  sectionsSaid.textContent = `“${section.dataset.title}” is now section ${place} of ${list.children.length}.`;
  refreshSoon();
}

if (form && pane) {
  form.addEventListener("input", refreshSoon);
  form.addEventListener("change", refreshSoon);
  document.getElementById("preview_for").addEventListener("change", refresh);
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name='action']");
    const verb = button?.value.split(":")[0];
    if (verb !== "up" && verb !== "down") return;
    event.preventDefault();
    move(button, verb);
  });
}
