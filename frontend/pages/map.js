// The map of a neighbourhood. The list beside it says the same and works without any of this.
import * as L from "leaflet/dist/leaflet-src.esm.js";

import { drawGround } from "./map/ground.js";
import { inWords, Marks } from "./map/marks.js";
import { followList } from "./map/list.js";

const root = document.querySelector("[data-map]");
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

async function read(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return answer.json();
}

function makeMap(canvas, { in: closer, out: further }) {
  const moves = !calm;
  const map = L.map(canvas, {
    zoomControl: false, attributionControl: false, zoomAnimation: moves, fadeAnimation: moves,
    markerZoomAnimation: moves, inertia: moves, minZoom: 11, maxZoom: 19, zoomSnap: 0.5, preferCanvas: true,
    scrollWheelZoom: true, wheelPxPerZoomLevel: 90,
  });
  L.control.zoom({ position: "topright", zoomInTitle: closer, zoomOutTitle: further }).addTo(map);
  L.control.scale({ imperial: false, maxWidth: 110 }).addTo(map);
  return map;
}

// Tiles of the country where a setting names them; otherwise our own streets and water.
async function layGround(map, { ground, tiles, credit }) {
  const own = await read(ground);
  const bounds = drawGround(map, own, Boolean(tiles), () => read(`${ground}?dichtbij`));
  if (tiles) L.tileLayer(tiles, { maxZoom: 19 }).addTo(map);
  const owner = tiles ? credit : own.credit;
  if (owner) L.control.attribution({ prefix: false }).addAttribution(inWords(owner).innerHTML).addTo(map);
  return bounds;
}

function toggle(map) {
  const bar = root.querySelector("[data-map-toggle]");
  const button = bar.querySelector("button");
  const words = bar.querySelector("[data-show]");
  bar.hidden = false;
  button.addEventListener("click", () => {
    const shown = root.classList.toggle("shows-map");
    button.setAttribute("aria-pressed", String(shown));
    words.textContent = shown ? words.dataset.hide : words.dataset.show;
    map.invalidateSize({ animate: false });
  });
}

async function start() {
  const canvas = root.querySelector("[data-map-canvas]");
  const map = makeMap(canvas, root.dataset);
  const marks = new Marks(map, root.dataset);
  toggle(map);
  const ground = await layGround(map, root.dataset);
  const list = followList(root, map, marks, read);
  await list.refresh();
  // A map that is not shown yet has no size: it is fitted as soon as it has one.
  let fitted = false;
  const fit = () => {
    map.invalidateSize({ animate: false });
    if (fitted || !canvas.clientWidth) return;
    fitted = true;
    marks.fit(ground, list.chosen());
  };
  new ResizeObserver(fit).observe(canvas);
  fit();
  root.classList.add("is-ready");
}

if (root) {
  start().catch((error) => {
    root.querySelector("[data-map-message]").textContent = root.dataset.failed;
    console.error(error);
  });
}
