// htmx under a strict content security policy: nothing is evaluated, no style is injected, nothing leaves the site.
import htmx from "htmx.org/dist/htmx.esm.js";
import { csrfToken, say } from "./common.js";

htmx.config.allowEval = false;
htmx.config.allowScriptTags = false;
htmx.config.includeIndicatorStyles = false;
// A style that a browser's extension left on an element is not copied on: the policy would refuse it, and say so.
htmx.config.attributesToSettle = ["class", "width", "height"];
htmx.config.selfRequestsOnly = true;
htmx.config.historyCacheSize = 0; // pages about residents are not kept in the browser's storage
htmx.config.timeout = 20_000;
htmx.config.responseHandling = [
  { code: "204", swap: false },
  { code: "[23]..", swap: true },
  { code: "422", swap: true },
  { code: "[45]..", swap: false, error: true },
];

document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = csrfToken();
});

for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failure, () => say(document.getElementById("berichten")?.dataset.failed));
}

// Whoever listens or types must not be thrown back to the top of the page after a swap.
document.addEventListener("htmx:afterSettle", (event) => {
  const swapped = event.detail.elt;
  const wanted = swapped.querySelector?.("[data-focus], [autofocus]");
  if (wanted) return wanted.focus();
  if (document.activeElement === document.body && swapped.isConnected) {
    if (!swapped.hasAttribute("tabindex")) swapped.tabIndex = -1;
    swapped.focus({ preventScroll: true });
  }
});
