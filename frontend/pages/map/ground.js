// Our own ground: streets, water and greens, drawn on a canvas below the marks, in the colours of the style sheet.
import * as L from "leaflet/dist/leaflet-src.esm.js";

const ORDER = ["green", "water", "square", "path", "street", "rail"];
const WIDTHS = { 1: 9, 2: 6, 3: 3.6 }; // of a street, in pixels at zoom 16
const PRECISION = 1e5;

// Each line comes as steps from point to point, in hundred-thousandths of a degree.
function points(steps) {
  const found = [];
  let [latitude, longitude] = [0, 0];
  for (let place = 0; place < steps.length; place += 2) {
    latitude += steps[place];
    longitude += steps[place + 1];
    found.push([latitude / PRECISION, longitude / PRECISION]);
  }
  return found;
}

// A canvas of its own for each layer, so that what comes later can lie below what was there.
function layerOn(map, name) {
  map.createPane(name).classList.add(`kl-${name}`);
  return { renderer: L.canvas({ pane: name, padding: 0.3 }), pane: name, interactive: false };
}

const NEARBY = 16; // from this zoom on buildings are seen, and only then asked for

export function drawGround(map, { shapes, outlines }, onTiles, readBuildings) {
  const lower = layerOn(map, "home");
  const base = layerOn(map, "ground");
  const styles = getComputedStyle(map.getContainer());
  const color = (name) => styles.getPropertyValue(`--kl-map-${name}`).trim();
  const homes = outlines.flat().map(points);
  const home = L.polygon(homes.map((ring) => [ring]), {
    ...lower, fillColor: color("home"), fillOpacity: onTiles ? 0 : 1, color: color("edge"), weight: onTiles ? 3 : 1.5,
    dashArray: onTiles ? "2 6" : null,
  });
  if (homes.length) home.addTo(map);
  if (!onTiles) {
    drawShapes(map, shapes, base, color);
    whenNearby(map, readBuildings, color);
  }
  return homes.length ? home.getBounds() : null;
}

function drawShapes(map, shapes, base, color) {
  const lines = [];
  for (const kind of ORDER) {
    const here = shapes.filter((shape) => shape[0] === kind).sort((a, b) => b[1] - a[1]);
    for (const [, rank, , filled, parts] of here) {
      const at = parts.map(points);
      if (filled) {
        surface(at, kind, base, color).addTo(map);
        continue;
      }
      const style = { ...base, color: color(kind), lineCap: "round", lineJoin: "round", weight: 3 };
      const line = L.polyline(at, kind === "rail" ? { ...style, lineCap: "butt", dashArray: "9 6" } : style).addTo(map);
      lines.push([line, kind, rank]);
    }
  }
  const widen = () => lines.forEach(([line, kind, rank]) => line.setStyle({ weight: width(kind, rank, map.getZoom()) }));
  map.on("zoomend viewreset", widen);
  map.whenReady(() => {
    widen();
    nameGround(map, shapes);
  });
}

function surface(rings, kind, base, color) {
  return L.polygon(rings.map((ring) => [ring]), { ...base, stroke: false, fillColor: color(kind), fillOpacity: 1 });
}

function whenNearby(map, readBuildings, color) {
  const base = layerOn(map, "buildings");
  const layer = L.layerGroup();
  let asked = false;
  const look = async () => {
    const near = map.getZoom() >= NEARBY;
    if (near) layer.addTo(map);
    else layer.remove();
    if (!near || asked) return;
    asked = true;
    const { shapes } = await readBuildings();
    for (const [kind, , , , parts] of shapes) surface(parts.map(points), kind, base, color).addTo(layer);
  };
  map.on("zoomend", look);
  map.whenReady(look);
}

function width(kind, rank, zoom) {
  const larger = 2 ** ((zoom - 16) * 0.75);
  if (kind === "street") return Math.max(0.8, WIDTHS[rank] * larger);
  if (kind === "water") return Math.max(2, 9 * larger);
  return kind === "rail" ? Math.max(1.5, 4 * larger) : Math.max(0.6, 1.4 * larger);
}

// Names along the straightest stretch, where there is room for them; decoration, so hidden from screen readers.
function nameGround(map, shapes) {
  const pane = map.createPane("names");
  pane.classList.add("kl-ground-names");
  pane.setAttribute("aria-hidden", "true");
  const layer = L.layerGroup().addTo(map);
  const named = shapes.filter((shape) => shape[2]).map((shape) => ({ kind: shape[0], rank: shape[1], name: shape[2], filled: shape[3], parts: shape[4].map(points) }));
  named.sort((a, b) => a.rank - b.rank);
  const draw = () => {
    layer.clearLayers();
    const [zoom, seen, taken] = [map.getZoom(), map.getBounds().pad(0.1), []];
    for (const shape of named) {
      if (zoom < 13.5 + shape.rank) continue;
      const spot = spotFor(map, shape, seen);
      if (!spot || taken.some((other) => other.distanceTo(spot.at) < 70)) continue;
      taken.push(spot.at);
      nameAt(map, layer, shape, spot);
    }
  };
  map.on("moveend", draw);
  draw();
}

function spotFor(map, shape, seen) {
  const size = shape.name.length * 6.6;
  if (shape.filled) {
    const bounds = L.latLngBounds(shape.parts[0]);
    const [a, b] = [map.latLngToLayerPoint(bounds.getNorthWest()), map.latLngToLayerPoint(bounds.getSouthEast())];
    return seen.contains(bounds.getCenter()) && b.x - a.x > size * 0.7 ? { at: map.latLngToLayerPoint(bounds.getCenter()), angle: 0 } : null;
  }
  let best = null;
  for (const part of shape.parts) {
    for (let place = 1; place < part.length; place += 1) {
      const [from, to] = [map.latLngToLayerPoint(part[place - 1]), map.latLngToLayerPoint(part[place])];
      const middle = L.point((from.x + to.x) / 2, (from.y + to.y) / 2);
      const long = from.distanceTo(to);
      if (long < size || (best && long <= best.long) || !seen.contains(map.layerPointToLatLng(middle))) continue;
      const turn = (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI;
      best = { at: middle, long, angle: Math.abs(turn) > 90 ? turn + 180 : turn };
    }
  }
  return best;
}

function nameAt(map, layer, shape, { at, angle }) {
  const html = document.createElement("span");
  html.textContent = shape.name;
  html.className = `kl-ground-name kl-ground-name--${shape.kind}`;
  html.style.transform = `translate(-50%, -50%) rotate(${angle}deg)`;
  const icon = L.divIcon({ html, className: "", iconSize: [0, 0] });
  L.marker(map.layerPointToLatLng(at), { icon, pane: "names", interactive: false, keyboard: false }).addTo(layer);
}
