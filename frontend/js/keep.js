// <form data-keep="field">: what is in the one box comes back with the back button or a reload, from this tab only,
// and is asked again. The server keeps nothing, and logging out forgets it (data-forget).
import { memory } from "./common.js";

const RETURNED = new Set(["back_forward", "reload"]);

function returned() {
  const visit = performance.getEntriesByType("navigation")[0];
  return location.hash === "#verder" || RETURNED.has(visit?.type);
}

function bringBack(form, field, kept) {
  if (field.defaultValue || !kept || !returned()) return;
  field.value = kept;
  form.elements.terug?.remove(); // it is the same question again, and counts as such
  form.requestSubmit();
}

for (const form of document.querySelectorAll("form[data-keep]")) {
  const field = form.elements[form.dataset.keep];
  const key = `keep:${form.dataset.keep}`;
  const kept = memory.get(key);
  field.addEventListener("input", () => memory.set(key, field.value));
  if (field.defaultValue) memory.set(key, field.defaultValue);
  addEventListener("load", () => bringBack(form, field, kept));
}
