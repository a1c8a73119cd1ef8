// <form data-keep="field">: what is in the one box comes back with the back button or a reload, from this tab only.
// The server keeps nothing, and logging out forgets it (data-forget).
import { memory } from "./common.js";

const RETURNED = new Set(["back_forward", "reload"]);

function returned() {
  const visit = performance.getEntriesByType("navigation")[0];
  return location.hash === "#verder" || RETURNED.has(visit?.type);
}

for (const form of document.querySelectorAll("form[data-keep]")) {
  const field = form.elements[form.dataset.keep];
  const key = `keep:${form.dataset.keep}`;
  field.addEventListener("input", () => memory.set(key, field.value));
  if (field.value) memory.set(key, field.value);
  else if (returned() && memory.get(key)) {
    field.value = memory.get(key);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
