export function csrfToken() {
  return document.querySelector('meta[name="csrf-token"]')?.content ?? "";
}

/** Show a message where the page shows its messages; it is a live region. */
export function say(text, kind = "error") {
  const region = document.getElementById("berichten");
  if (!region || !text) return;
  const message = document.createElement("div");
  message.className = `kl-alert kl-alert--${kind}`;
  message.setAttribute("role", kind === "error" ? "alert" : "status");
  message.textContent = text;
  region.replaceChildren(message);
  region.scrollIntoView({ block: "nearest" });
}

/** sessionStorage that may be switched off or full: then the page simply does without. */
export const memory = {
  get(key) {
    try {
      return JSON.parse(sessionStorage.getItem(key));
    } catch {
      return null;
    }
  },
  set(key, value) {
    try {
      sessionStorage.setItem(key, JSON.stringify(value));
    } catch {
      /* private mode: the server keeps the draft */
    }
  },
  forget(start) {
    try {
      for (const key of Object.keys(sessionStorage)) if (key.startsWith(start)) sessionStorage.removeItem(key);
    } catch {
      /* nothing was kept */
    }
  },
  clear() {
    try {
      sessionStorage.clear();
    } catch {
      /* nothing was kept */
    }
  },
};
