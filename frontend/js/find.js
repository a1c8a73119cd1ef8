// On the pages where somebody searches. A choice asks at once; which result is opened is counted, without a word typed.
import { csrfToken } from "./common.js";

document.addEventListener("change", (event) => {
  if (event.target.dataset && "asks" in event.target.dataset) event.target.form?.requestSubmit();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-chosen] button");
  const form = button && document.querySelector("form[data-chosen-at]");
  if (!form) return;
  const body = new FormData();
  for (const name of ["blad", "nummer"]) body.set(name, form.elements[name].value);
  body.set("aanbod", button.closest("[data-chosen]").dataset.chosen);
  if (button.classList.contains("utrecht-button--primary-action")) body.set("verwijs", "ja");
  fetch(form.dataset.chosenAt, { method: "POST", body, keepalive: true, headers: { "X-CSRFToken": csrfToken() } });
});
