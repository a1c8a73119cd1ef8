// Marks for places: shape, colour and pictogram say what kind; what lies close together is one mark with a number.
import * as L from "leaflet/dist/leaflet-src.esm.js";
import Supercluster from "supercluster";

const PRECISION = 1e5;
const SVG = "http://www.w3.org/2000/svg";
const MANY = 400;
const APART_FROM = 18; // from this zoom on everything stands by itself

function element(name, attributes, ...inside) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...inside);
  return made;
}

// Leaflet takes a string for markup; what somebody typed is text.
export function inWords(text) {
  const made = document.createElement("span");
  made.textContent = text;
  return made;
}

export class Marks {
  constructor(map, { sprite, cluster }) {
    Object.assign(this, { map, sprite, clusterWords: cluster, shown: new Map(), places: new Map(), listeners: {} });
    this.layer = L.layerGroup().addTo(map);
    this.ring = L.marker([0, 0], { icon: L.divIcon({ className: "kl-ring", iconSize: [56, 56] }), interactive: false, keyboard: false, zIndexOffset: -10 });
    map.on("moveend", () => this.draw());
  }

  on(name, listener) {
    this.listeners[name] = listener;
  }

  load({ kinds, icons, places }) {
    Object.assign(this, { kinds, icons });
    this.places = new Map(places.map(([id, latitude, longitude, kind, icon, count, open, label]) => [
      id, { id, at: [latitude / PRECISION, longitude / PRECISION], kind, icon, count, open, label },
    ]));
    const features = [...this.places.values()].map((place) => ({
      type: "Feature", properties: { id: place.id },
      geometry: { type: "Point", coordinates: [place.at[1], place.at[0]] },
    }));
    // A city has more marks than anybody can tell apart: there they stand together sooner.
    this.index = new Supercluster({ radius: places.length > MANY ? 76 : 36, maxZoom: APART_FROM - 1, minPoints: 2 });
    this.index.load(features);
    this.layer.clearLayers();
    this.shown.clear();
    this.draw();
  }

  // Only what is in sight, and of that only what changed: thousands stay fluent.
  draw() {
    if (!this.kinds || !this.layer._map) return; // nothing is added before the map has its first view
    const seen = this.map.getBounds().pad(0.1);
    const box = [seen.getWest(), seen.getSouth(), seen.getEast(), seen.getNorth()];
    const found = this.index.getClusters(box, Math.floor(this.map.getZoom()));
    const wanted = new Map(found.map((one) => [one.properties.cluster ? `${one.id}/${one.properties.point_count}` : one.properties.id, one]));
    for (const [key, mark] of this.shown) {
      if (wanted.has(key)) continue;
      this.layer.removeLayer(mark);
      this.shown.delete(key);
    }
    for (const [key, one] of wanted) {
      if (!this.shown.has(key)) this.shown.set(key, one.properties.cluster ? this.many(one) : this.single(this.places.get(key)));
    }
  }

  single(place) {
    const [code, shape] = this.kinds[place.kind];
    const html = element("svg", { viewBox: "-4 -4 48 48", class: "kl-spot__shape", "aria-hidden": "true" },
      element("path", { d: shape }), element("use", { href: `${this.sprite}#${this.icons[place.icon]}`, x: 8, y: 8, width: 24, height: 24 }));
    const chosen = place.id === this.chosen ? " is-chosen" : "";
    const icon = L.divIcon({ html, className: `kl-spot kl-spot--${code}${place.open ? " is-open" : ""}${chosen}`, iconSize: [42, 42] });
    const mark = L.marker(place.at, { icon, riseOnHover: true }).addTo(this.layer);
    this.name(mark, place.label);
    if (place.count > 1) mark.getElement().append(this.number(place.count));
    mark.bindTooltip(inWords(place.label), { direction: "top", offset: [0, -20], className: "kl-tip" });
    this.onPress(mark, () => this.listeners.choose?.(place));
    for (const name of ["mouseover", "focus"]) mark.getElement().addEventListener(name, () => this.listeners.point?.(place));
    for (const name of ["mouseout", "blur"]) mark.getElement().addEventListener(name, () => this.listeners.leave?.());
    return mark;
  }

  number(count) {
    const made = inWords(count);
    made.className = "kl-spot__count";
    made.setAttribute("aria-hidden", "true");
    return made;
  }

  many(cluster) {
    const count = cluster.properties.point_count;
    const [longitude, latitude] = cluster.geometry.coordinates;
    const size = Math.round(38 + Math.min(28, Math.log2(count) * 5));
    const icon = L.divIcon({ html: this.number(count), className: "kl-cluster-mark", iconSize: [size, size] });
    const mark = L.marker([latitude, longitude], { icon, zIndexOffset: 100 }).addTo(this.layer);
    this.name(mark, this.clusterWords.replace("{n}", count));
    this.onPress(mark, () => this.open(cluster));
    return mark;
  }

  // Closer, until what is in it stands apart; the keyboard goes on with what came out.
  open(cluster) {
    const inside = this.index.getLeaves(cluster.id, Infinity).map((leaf) => leaf.properties.id);
    const zoom = Math.min(19, Math.max(this.index.getClusterExpansionZoom(cluster.id), this.map.getZoom() + 1));
    const byKeyboard = document.activeElement?.classList.contains("kl-cluster-mark");
    const [longitude, latitude] = cluster.geometry.coordinates;
    this.map.once("moveend", () => {
      const first = inside.map((id) => this.shown.get(id)).find(Boolean) ?? this.shown.values().next().value;
      if (byKeyboard) first?.getElement()?.focus();
    });
    this.map.setView([latitude, longitude], zoom);
  }

  // By mouse, by finger and by keyboard; Leaflet knows only the first two.
  onPress(mark, act) {
    mark.on("click", act);
    mark.getElement().addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      act();
    });
  }

  name(mark, label) {
    mark.getElement().setAttribute("aria-label", label);
  }

  // A ring around a place, also when its mark stands together with others.
  point(id, bringInSight = false) {
    const place = this.places.get(id);
    if (!place) return this.unpoint();
    this.ring.setLatLng(place.at).addTo(this.map);
    if (bringInSight && !this.map.getBounds().contains(place.at)) this.map.panTo(place.at);
  }

  unpoint() {
    const chosen = this.places.get(this.chosen);
    if (chosen) this.ring.setLatLng(chosen.at).addTo(this.map);
    else this.ring.remove();
  }

  choose(id) {
    this.chosen = id;
    for (const [key, mark] of this.shown) mark.getElement()?.classList.toggle("is-chosen", key === id);
    this.unpoint();
    const place = this.places.get(id);
    if (place && this.map._loaded) this.map.setView(place.at, Math.max(this.map.getZoom(), 16.5));
  }

  fit(ground, chosen) {
    const at = [...this.places.values()].map((place) => place.at);
    const bounds = at.length ? L.latLngBounds(at) : ground;
    if (bounds) this.map.fitBounds(bounds, { padding: [36, 36], maxZoom: 17, animate: false });
    else this.map.setView([52.156, 5.388], 11);
    const whole = ground ? bounds.pad(0) && L.latLngBounds(bounds.getSouthWest(), bounds.getNorthEast()).extend(ground) : bounds;
    if (whole) this.map.setMaxBounds(whole.pad(0.6));
    if (chosen) this.choose(chosen);
    this.draw();
  }
}
