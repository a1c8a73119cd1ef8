// The board of groups: drag somebody to another group. While over a group the server says what it would mean; letting
// go sends the form that stands with the name, so that script and no script do the same. Who chooses a group there, by
// keyboard or on a phone, hears the same beforehand. The words lie over the page: they move nothing under the pointer.

const board = document.querySelector("[data-board]");
const say = document.getElementById("wk-say");
const answers = new Map();
let dragged = null;

async function ask(person, group) {
  const query = new URLSearchParams({ wie: person.dataset.walker, van: person.dataset.from, naar: group });
  const key = query.toString();
  if (!answers.has(key)) {
    answers.set(
      key,
      fetch(`${board.dataset.check}?${key}`, { headers: { Accept: "application/json" } })
        .then((answer) => (answer.ok ? answer.json() : { may: true, words: "" }))
        .catch(() => ({ may: true, words: "" })),
    );
  }
  return answers.get(key);
}

function leave() {
  for (const group of board.querySelectorAll(".wk-group")) group.classList.remove("is-over", "is-refused");
  say.textContent = "";
}

async function over(group) {
  if (group.classList.contains("is-over")) return;
  leave();
  group.classList.add("is-over");
  const found = await ask(dragged, group.dataset.group);
  if (!dragged || !group.classList.contains("is-over")) return;
  group.classList.toggle("is-refused", !found.may);
  say.textContent = found.words;
}

async function drop(group) {
  const person = dragged;
  const found = await ask(person, group.dataset.group);
  if (!found.may) {
    say.textContent = found.words;
    return;
  }
  const form = person.querySelector("form");
  form.elements.naar.value = group.dataset.group;
  form.requestSubmit();
}

async function choose(person) {
  const chosen = person.querySelector("form").elements.naar;
  const group = chosen.value;
  const found = await ask(person, group);
  if (chosen.value === group && person.querySelector("details").open) say.textContent = found.words;
}

if (board) {
  for (const person of board.querySelectorAll(".wk-person")) {
    person.draggable = true;
    person.querySelector("form").elements.naar.addEventListener("change", () => choose(person));
    person.querySelector("details").addEventListener("toggle", (event) => {
      if (event.target.open) choose(person);
      else say.textContent = "";
    });
    person.addEventListener("dragstart", (event) => {
      dragged = person;
      person.classList.add("is-dragged");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", person.dataset.walker);
    });
    person.addEventListener("dragend", () => {
      person.classList.remove("is-dragged");
      for (const group of board.querySelectorAll(".wk-group")) group.classList.remove("is-over", "is-refused");
      dragged = null;
    });
  }
  for (const group of board.querySelectorAll(".wk-group")) {
    group.addEventListener("dragover", (event) => {
      if (!dragged || dragged.dataset.from === group.dataset.group) return;
      event.preventDefault();
      over(group);
    });
    group.addEventListener("dragleave", (event) => {
      if (!group.contains(event.relatedTarget)) leave();
    });
    group.addEventListener("drop", (event) => {
      event.preventDefault();
      drop(group);
    });
  }
}
