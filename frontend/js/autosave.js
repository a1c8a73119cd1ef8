// <form data-autosave="URL of this draft">: saved after 600 ms of rest, with a copy in this tab for when the
// connection or the session is lost. The URL is unique per draft, so one person's words never land in another form.
import { csrfToken, memory } from "./common.js";

const REST = 600;
const KEPT = "bewaard";
const SKIPPED = new Set(["csrfmiddlewaretoken", "idempotency_key", KEPT]);

function entries(form) {
  const kept = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !SKIPPED.has(name));
  return kept.sort(([one], [other]) => Number(one > other) - Number(one < other)); // rows may have changed places since
}

// data-only-with="name": an answer to a question about that hidden field (a yes for one organization) never returns
// under another.
function wasAbout(form, field, kept) {
  const about = field.dataset.onlyWith;
  return !about || kept.some(([name, value]) => name === about && value === form.elements[about].value);
}

// Whoever is logged out meanwhile is told, truthfully, that what was typed is kept.
function markAsKept(form) {
  const mark = document.createElement("input");
  Object.assign(mark, { type: "hidden", name: KEPT, value: "ja" });
  form.append(mark);
}

function restore(form, kept) {
  for (const field of form.elements) {
    if (!field.name || SKIPPED.has(field.name) || field.type === "hidden" || field.type === "file") continue;
    if (!wasAbout(form, field, kept)) continue;
    const values = kept.filter(([name]) => name === field.name).map(([, value]) => value);
    if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
    else if (values.length > 0) field.value = values[0];
  }
  form.dispatchEvent(new Event("restored", { bubbles: true }));
}

// The page brings the sentences, so that they are translated like the rest.
function words() {
  return document.getElementById("berichten").dataset;
}

function clock() {
  const now = new Date();
  return `${now.getHours()}.${String(now.getMinutes()).padStart(2, "0")}`;
}

// A page may say what it was opened with (initial-<name>), so that the server writes only what changed here: that is
// what was saved, from now on.
function settle(form, sent) {
  for (const [name, value] of sent) {
    const opened = form.elements[`initial-${name}`];
    if (opened) opened.value = value;
  }
}

class Draft {
  constructor(form) {
    this.form = form;
    this.url = form.dataset.autosave;
    this.key = `draft:${this.url}`;
    this.status = form.querySelector("[data-autosave-status]") ?? this.addStatus();
    form.addEventListener("input", () => this.touch());
    form.addEventListener("change", () => this.touch());
    form.addEventListener("submit", () => this.keep(false));
    markAsKept(form);
    this.bringBack();
  }

  addStatus() {
    const status = document.createElement("p");
    status.className = "kl-saved";
    status.setAttribute("role", "status");
    this.form.append(status);
    return status;
  }

  say(text, failed = false) {
    this.status.textContent = text;
    this.status.classList.toggle("kl-saved--failed", failed);
  }

  keep(saved) {
    memory.set(this.key, { saved, values: entries(this.form) });
  }

  bringBack() {
    const kept = memory.get(this.key);
    if (!kept || kept.saved || JSON.stringify(kept.values) === JSON.stringify(entries(this.form))) return;
    restore(this.form, kept.values);
    this.say(words().restored);
    this.plan();
  }

  touch() {
    this.keep(false);
    this.plan();
  }

  plan() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), REST);
  }

  async save() {
    const sent = entries(this.form);
    try {
      const response = await fetch(this.url, {
        method: "POST",
        body: new FormData(this.form),
        headers: { "X-CSRFToken": csrfToken(), "X-Autosave": "1" },
        redirect: "manual",
      });
      if (!response.ok) throw new Error(String(response.status));
      const isAll = JSON.stringify(sent) === JSON.stringify(entries(this.form));
      settle(this.form, sent);
      if (isAll) this.keep(true);
      this.say(`${words().saved} ${clock()}`);
    } catch {
      this.say(words().unsaved, true);
    }
  }
}

function start(root) {
  for (const form of root.querySelectorAll("form[data-autosave]")) {
    if (!form.draft) form.draft = new Draft(form);
  }
}

// What was sent needs no copy in this tab any more.
for (const done of document.querySelectorAll("[data-drafts-done]")) memory.forget(`draft:${done.dataset.draftsDone}`);

start(document);
document.addEventListener("htmx:load", (event) => start(event.detail.elt.parentElement ?? document));
