// The order of a leefstijlkaart: drag an entry by its grip, or move it with the arrows. The buttons beside it do the same
// without this script.

import { csrfToken } from "../js/common.js";

const form = document.querySelector("[data-order]");
const status = form.querySelector("[data-order-status]");
const EDGE = 70; // so close to the edge of the window it scrolls along
let held = null; // what is dragged, and where it came from
let line = Promise.resolve(); // one move after the other, as they were made

const rowsOf = (list) => [...list.querySelectorAll(":scope > [data-row]")];
const here = (row) => ({ list: row.parentElement, next: row.nextElementSibling });
const back = (row, from) => from.list.insertBefore(row, from.next);

function tell(row, words) {
  const list = row.parentElement;
  const parts = {
    name: row.dataset.name, heading: list.dataset.heading, total: rowsOf(list).length, place: rowsOf(list).indexOf(row) + 1,
  };
  status.textContent = words.replace(/\{(\w+)\}/g, (_all, part) => parts[part]);
}

async function save(row, from) {
  const list = row.parentElement;
  const body = new URLSearchParams({ rij: row.dataset.row, onder: list.dataset.group, plek: rowsOf(list).indexOf(row) });
  try {
    const answer = await fetch(form.dataset.order, { method: "POST", headers: { "X-CSRFToken": csrfToken() }, body });
    if (!answer.ok) throw new Error(answer.status);
  } catch {
    back(row, from);
    tell(row, status.dataset.failed);
    return;
  }
  under(row, list.dataset.group);
  tell(row, status.dataset.moved);
  await follow();
}

// The heading that an entry stands under is a field too: it says the same.
function under(row, group) {
  for (const name of [`onder-${row.dataset.row}`, `initial-onder-${row.dataset.row}`]) {
    if (form.elements[name]) form.elements[name].value = group;
  }
}

// Numbers, buttons and the picture as the server has them now; what is being typed stays.
async function follow() {
  const page = new DOMParser().parseFromString(await (await fetch(location.pathname)).text(), "text/html");
  for (const row of form.querySelectorAll("[data-row]")) {
    const fresh = page.getElementById(row.id);
    for (const part of [".kaart-rond", ".kaart-knoppen"]) {
      if (fresh) row.querySelector(part).replaceChildren(...fresh.querySelector(part).childNodes);
    }
  }
  for (const list of form.querySelectorAll("[data-group]")) {
    if (!page.getElementById(`rij-${list.dataset.group}`)) list.closest("section").remove();
  }
  const picture = page.querySelector("#voorbeeld");
  if (picture) document.querySelector("#voorbeeld")?.replaceWith(picture);
}

const moved = (row, from) => {
  if (row.parentElement !== from.list || row.nextElementSibling !== from.next) line = line.then(() => save(row, from));
};

// By hand

function drag(event) {
  event.preventDefault();
  const over = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-row]");
  if (over && over !== held.row && form.contains(over)) {
    const box = over.getBoundingClientRect();
    if (event.clientY > box.top + box.height / 2) over.after(held.row);
    else over.before(held.row);
  }
  if (event.clientY < EDGE) scrollBy(0, -12);
  if (event.clientY > innerHeight - EDGE) scrollBy(0, 12);
}

function drop(event) {
  document.removeEventListener("pointermove", drag);
  if (!held) return;
  const { row, from } = held;
  held = null;
  row.classList.remove("is-dragged");
  if (event.type === "pointerup") moved(row, from);
  else back(row, from);
}

function grasp(event) {
  const row = event.target.closest("[data-grip]")?.closest("[data-row]");
  if (!row || event.button) return;
  event.preventDefault();
  held = { row, from: here(row) };
  row.classList.add("is-dragged");
  document.addEventListener("pointermove", drag);
}

form.addEventListener("pointerdown", grasp);
for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, drop);

// With the arrows

function step(row, by) {
  const rows = [...form.querySelectorAll("[data-row]")];
  const other = rows[rows.indexOf(row) + by];
  if (!other) return;
  const from = here(row);
  if (other.parentElement !== row.parentElement) {
    if (by < 0) other.after(row);
    else other.before(row);
  } else if (by < 0) other.before(row);
  else other.after(row);
  row.querySelector("[data-grip]").focus();
  moved(row, from);
}

document.addEventListener("keydown", (event) => {
  if (held && event.key === "Escape") drop(event);
  const grip = event.target.closest?.("[data-grip]");
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!grip || !by) return;
  event.preventDefault();
  step(grip.closest("[data-row]"), by);
});

for (const grip of form.querySelectorAll("[data-grip]")) grip.hidden = false;
