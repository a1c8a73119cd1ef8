// The wall: one page that shows one thing at a time. The address says what (#kaart, #thema-geld, #partij-3, #eilanden,
// #vraag), so that back and forward work, and links work without this script too.

import { follow } from "../js/spoken.js";

const wall = document.querySelector("[data-wall]");
const root = document.documentElement;
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const panels = [...wall.querySelectorAll("[data-panel]")];
const markers = [...wall.querySelectorAll("[data-party].wall-marker")];
const themes = [...wall.querySelectorAll("[data-theme]")];
const slides = ["kaart", ...themes.filter((one) => one.dataset.theme).map((one) => `thema-${one.dataset.theme}`), "eilanden", "vraag"];
const OFF = "kortelijn:no-shortcuts";
const DARK = "kortelijn:wall-dark";
let theme = "";
let here = "kaart";

const remembered = (name) => {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
};
const remember = (name, value) => {
  try {
    localStorage.setItem(name, value);
  } catch {
    /* it lasts as long as the page */
  }
};

// What is shown

function go(place) {
  if (location.hash === `#${place}`) show();
  else location.hash = place;
}

function show() {
  const place = decodeURIComponent(location.hash.slice(1)) || "kaart";
  const known = place === "kaart" || place === "eilanden" || document.getElementById(place);
  here = known ? place : "kaart";
  if (here === "inhoud" || here === "begin") here = "kaart";
  if (here.startsWith("thema-")) theme = here.slice("thema-".length);
  if (here === "kaart") theme = "";
  const view = here === "eilanden" ? "islands" : here === "vraag" ? "question" : "map";
  wall.dataset.view = view;
  wall.querySelector(".wall-stage").hidden = view === "islands";
  wall.querySelector(".wall-islands").hidden = view !== "islands";
  const open = here === "kaart" ? "begin" : here;
  for (const panel of panels) panel.hidden = panel.id !== open;
  light();
  mark();
  quiet();
  wall.querySelector(".wall-side").scrollTop = 0;
}

const partyHere = () => (here.startsWith("partij-") ? here.slice("partij-".length) : "");

// Parties of the theme light up one after the other; the others step back.
function light() {
  const chosen = partyHere();
  let turn = 0;
  for (const marker of markers) {
    const mine = !theme || marker.dataset.themes.split(" ").includes(theme);
    const isChosen = marker.dataset.party === chosen;
    marker.classList.toggle("is-chosen", isChosen);
    marker.classList.toggle("is-on", Boolean(theme) && mine);
    marker.classList.toggle("is-away", !isChosen && ((Boolean(theme) && !mine) || (!theme && Boolean(chosen))));
    if (theme && mine) marker.style.animationDelay = `${120 * turn++}ms`;
  }
  for (const group of wall.querySelectorAll(".wall-ties > g")) {
    group.classList.toggle("is-chosen", group.dataset.of === chosen);
  }
  // What is chosen lies on top of the others.
  const top = markers.find((one) => one.dataset.party === chosen);
  if (top && top !== top.parentNode.lastElementChild && document.activeElement !== top) top.parentNode.append(top);
}

function mark() {
  const set = (link, on) => (on ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current"));
  const view = { islands: "#eilanden", question: "#vraag", map: "#kaart" }[wall.dataset.view];
  for (const link of document.querySelectorAll(".wall-top__views a")) set(link, link.getAttribute("href") === view);
  for (const link of themes) {
    const on = wall.dataset.view === "map" && link.dataset.theme === theme;
    set(link, on);
    if (on) link.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}

// Going on

function slide(by) {
  const at = Math.max(slides.indexOf(here.startsWith("partij-") ? (theme ? `thema-${theme}` : "kaart") : here), 0);
  go(slides[(at + by + slides.length) % slides.length]);
}

function party(by) {
  const mine = panels.filter((one) => one.dataset.panel === "party").map((one) => one.dataset.party);
  const inTheme = (number) => {
    const marker = markers.find((one) => one.dataset.party === number);
    const link = document.querySelector(`#thema-${CSS.escape(theme)} a[href="#partij-${number}"]`);
    return !theme || Boolean(link) || Boolean(marker && marker.dataset.themes.split(" ").includes(theme));
  };
  const numbers = mine.filter(inTheme);
  if (!numbers.length) return;
  const at = numbers.indexOf(partyHere());
  const next = at < 0 ? (by > 0 ? 0 : numbers.length - 1) : (at + by + numbers.length) % numbers.length;
  go(`partij-${numbers[next]}`);
}

function back() {
  if (keys.open) keys.open = false;
  else if (!black.hidden) black.hidden = true;
  else if (here.startsWith("partij-")) go(theme ? `thema-${theme}` : "kaart");
  else if (here !== "kaart") go("kaart");
}

// Sound, with the text that follows it

const voice = () => wall.querySelector("[data-panel]:not([hidden]) audio");

function quiet() {
  for (const audio of wall.querySelectorAll("audio")) {
    if (audio.closest("[data-panel]").hidden) audio.pause();
  }
}

for (const audio of wall.querySelectorAll("audio")) {
  const words = audio.closest("[data-story]").querySelector("[data-words]");
  follow(audio, words, (one) => (words.scrollTop = one.offsetTop - words.offsetTop - words.clientHeight / 3));
}

// Dark, whole screen, black

const black = wall.querySelector("[data-wall-black]");
const keys = document.querySelector("[data-wall-keys]");

function darken(on) {
  root.toggleAttribute("data-dark", on);
  document.querySelector('[data-wall-do="dark"]').setAttribute("aria-pressed", String(on));
  remember(DARK, on ? "1" : "0");
}

const deeds = {
  dark: () => darken(!root.hasAttribute("data-dark")),
  full: () => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen?.()),
  next: () => party(1),
  before: () => party(-1),
};
document.addEventListener("click", (event) => deeds[event.target.closest("[data-wall-do]")?.dataset.wallDo]?.());

// Keys, and what presenters send (PageUp, PageDown, a full stop or b for black)

const KEYS = {
  PageDown: () => slide(1),
  PageUp: () => slide(-1),
  ArrowRight: () => party(1),
  ArrowLeft: () => party(-1),
  ArrowDown: () => slide(1),
  ArrowUp: () => slide(-1),
  Escape: back,
};
const LETTERS = {
  k: () => go("kaart"),
  e: () => go("eilanden"),
  v: () => go("vraag"),
  d: deeds.dark,
  f: deeds.full,
  l: () => (round ? stop() : start()),
  b: () => (black.hidden = !black.hidden),
  "?": () => (keys.open = !keys.open),
  ".": () => (black.hidden = !black.hidden),
};

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  touched(event.key);
  if (event.target.closest("input, textarea, select, audio, .wall-table, .wall-story__text")) return;
  if (event.key === "Enter" && !event.target.closest("a, button, summary") && voice()) {
    const audio = voice();
    if (audio.paused) audio.play();
    else audio.pause();
    return;
  }
  const act = KEYS[event.key] ?? (remembered(OFF) === "1" ? undefined : LETTERS[event.key.toLowerCase()]);
  if (!act) return;
  event.preventDefault();
  act();
}
document.addEventListener("keydown", pressed);

// By itself, when nobody touches it for a while and nobody asked for less motion; any key stops it.

const IDLE = 90_000;
const TURN = 14_000;
let round = 0;
let idle = 0;

function start() {
  stop();
  round = setInterval(() => {
    const audio = voice();
    if (!audio || audio.paused) slide(1);
  }, TURN);
}

function stop() {
  clearInterval(round);
  round = 0;
}

function touched(key) {
  if (key !== "l") stop();
  clearTimeout(idle);
  if (!calm.matches && here !== "vraag") idle = setTimeout(() => here !== "vraag" && start(), IDLE);
}
document.addEventListener("pointerdown", () => touched(""));

// The board: what is said in the room appears.

const board = wall.querySelector("[data-wall-board]");
const EVERY = 3_000;
let shown = board.innerHTML;

async function look() {
  try {
    const answer = await fetch(wall.dataset.board, { headers: { "X-Requested-With": "fetch" }, redirect: "error" });
    if (answer.ok) place(await answer.text());
  } catch {
    /* the network of a community house: the next look tells */
  }
  setTimeout(look, document.hidden ? 5 * EVERY : EVERY);
}

function place(html) {
  if (html === shown) return;
  shown = html;
  const known = new Set([...board.querySelectorAll("[data-id]")].map((one) => one.dataset.id));
  board.innerHTML = html;
  for (const one of board.querySelectorAll("[data-id]")) one.classList.toggle("is-new", !known.has(one.dataset.id));
}

// Begin

root.setAttribute("data-live", "");
for (const one of document.querySelectorAll("[data-wall-do], [data-wall-keys], [data-wall-on]")) one.hidden = false;
darken(remembered(DARK) === "1");
addEventListener("hashchange", show);
show();
touched("");
setTimeout(look, EVERY);
