// Menus that close, keys that help, focus on what needs attention.

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (menu !== except) menu.open = false;
  }
}
document.addEventListener("click", (event) => closeMenus(event.target.closest("details[data-menu]")));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = event.target.closest("details[data-menu][open]");
  closeMenus();
  open?.querySelector("summary").focus();
});

// Single keys can be switched off (WCAG 2.1.4): speech input would trigger them.
const OFF = "kortelijn:no-shortcuts";
const shortcuts = {
  off() {
    try {
      return localStorage.getItem(OFF) === "1";
    } catch {
      return false;
    }
  },
  toggle() {
    try {
      if (this.off()) localStorage.removeItem(OFF);
      else localStorage.setItem(OFF, "1");
    } catch {
      /* cannot be remembered here */
    }
  },
};

function labelToggle(button) {
  button.hidden = false;
  button.querySelector("span").textContent = shortcuts.off() ? button.dataset.on : button.dataset.off;
}
document.querySelectorAll("[data-shortcuts-toggle]").forEach((button) => {
  labelToggle(button);
  button.addEventListener("click", () => {
    shortcuts.toggle();
    labelToggle(button);
  });
});

const KEYS = {
  "/": () => document.querySelector("[data-search]")?.focus(),
  n: () => document.querySelector("[data-new]")?.click(),
};
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || shortcuts.off()) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const action = KEYS[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});

// After a refused form the summary of what is not right gets the focus, except where it is an example.
document.querySelector("main [data-focus]:not(.kl-guide [data-focus])")?.focus();

// On a phone the tabs stand in one row that scrolls: the one where one is must be seen.
document.querySelectorAll(".kl-header__tabs [aria-current]").forEach((tab) => {
  const row = tab.closest("ul");
  row.scrollLeft = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
});
