// Submit once, text areas that grow, text to copy.
import { memory } from "./common.js";

const AGAIN = 8000;

function release(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll('[aria-disabled="true"]')) button.removeAttribute("aria-disabled");
}

// The server has idempotency keys; this only keeps an impatient finger from waiting twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "get") return;
  if (form.dataset.sent) return event.preventDefault();
  if ("forget" in form.dataset) memory.clear();
  if (form.dataset.forgetDraft) memory.forget(`draft:${form.dataset.forgetDraft}`);
  form.dataset.sent = "1";
  event.submitter?.setAttribute("aria-disabled", "true");
  setTimeout(() => release(form), AGAIN);
});
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.elt.closest?.("form");
  if (form) release(form);
});
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));

// Browsers with `field-sizing` grow by themselves.
function grow(area) {
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`;
}
if (!CSS.supports("field-sizing", "content")) {
  const growing = "textarea.utrecht-textarea, textarea[data-grow]";
  document.querySelectorAll(growing).forEach(grow);
  document.addEventListener("input", (event) => event.target.matches(growing) && grow(event.target));
}

// In the one box, Enter asks; Shift+Enter is a new line.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || !event.target.matches(".kl-ask__input")) return;
  event.preventDefault();
  event.target.form?.requestSubmit();
});

function showCopyButtons(root) {
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll("[data-copy]")) button.hidden = false;
}
showCopyButtons(document);
document.addEventListener("htmx:load", (event) => showCopyButtons(event.detail.elt));
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const label = button.querySelector("span") ?? button;
  const text = document.getElementById(button.dataset.copy).textContent;
  await navigator.clipboard.writeText(text);
  const before = label.textContent;
  label.textContent = button.dataset.copied;
  setTimeout(() => (label.textContent = before), 2500);
});
