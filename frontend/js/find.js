// On the pages where somebody searches. A choice asks at once; which result is opened is counted, without a word typed.
import { csrfToken } from "./common.js";

document.addEventListener("change", (event) => {
  if (event.target.dataset && "asks" in event.target.dataset) event.target.form?.requestSubmit();
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-chosen] a");
  const form = link && document.querySelector("form[data-chosen-at]");
  if (!form) return;
  const body = new FormData();
  for (const name of ["blad", "nummer"]) body.set(name, form.elements[name].value);
  body.set("aanbod", link.closest("[data-chosen]").dataset.chosen);
  if (link.classList.contains("utrecht-button--primary-action")) body.set("verwijs", "ja");
  fetch(form.dataset.chosenAt, { method: "POST", body, keepalive: true, headers: { "X-CSRFToken": csrfToken() } });
});
