// <form data-remember>: what was sent stays in this tab until the server took it. When the session turned out to be
// over, logging in leads back to the same form, with everything that was typed.
import { memory } from "./common.js";

const KEY = "sent:";
const form = document.querySelector("form[data-remember]");
const sent = memory.get(KEY);

function typed() {
  return [...new FormData(form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string");
}

function restore(values) {
  for (const [name, value] of values) {
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (field.type === "radio" || field.type === "checkbox") field.checked ||= field.value === value;
      else if (!field.value) field.value = value;
    }
  }
}

if (form && sent?.path === location.pathname) restore(sent.values);
// On the way through the login pages it is kept; any other page means that the server took it.
if (!location.pathname.startsWith("/account/")) memory.forget(KEY);
form?.addEventListener("submit", () => memory.set(KEY, { path: location.pathname, values: typed() }));
