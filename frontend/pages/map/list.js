// The list and the map point at each other: what is chosen in one is shown in the other, and choices redraw both.
const WIDE = matchMedia("(min-width: 56rem)");

export function followList(root, map, marks, read) {
  let address = "";
  const part = () => root.querySelector("#kaartdeel");
  const chosen = () => root.querySelector("[data-chosen]")?.dataset.chosen ?? "";
  const message = root.querySelector("[data-map-message]");

  const refresh = async () => {
    const wanted = part().dataset.places;
    if (wanted !== address) {
      address = wanted;
      marks.load(await read(wanted));
      message.textContent = "";
    }
  };

  marks.on("choose", (place) => {
    const link = root.querySelector(`[data-spot="${place.id}"] a`);
    if (link) return link.click();
    const there = new URL(location.href);
    there.searchParams.set("plek", place.id);
    location.assign(there);
  });
  marks.on("point", (place) => light(root, place.id));
  marks.on("leave", () => light(root, ""));

  const spotOf = (event) => event.target.closest?.("[data-spot]")?.dataset.spot;
  root.addEventListener("mouseover", (event) => spotOf(event) && marks.point(spotOf(event)));
  root.addEventListener("mouseout", (event) => spotOf(event) && marks.unpoint());
  root.addEventListener("focusin", (event) => spotOf(event) && marks.point(spotOf(event), true));
  root.addEventListener("focusout", (event) => spotOf(event) && marks.unpoint());

  document.addEventListener("htmx:afterSettle", (event) => {
    if (!root.contains(event.target) && !event.target.querySelector?.("[data-map]")) return;
    refresh().then(() => {
      marks.choose(chosen());
      if (chosen()) root.querySelector("#plek-naam")?.focus({ preventScroll: WIDE.matches });
    }).catch(() => { message.textContent = root.dataset.failed; });
  });
  return { refresh, chosen };
}

function light(root, id) {
  for (const item of root.querySelectorAll("[data-spot]")) {
    const on = item.dataset.spot === id;
    item.classList.toggle("is-lit", on);
    if (on && WIDE.matches) keepInList(item);
  }
}

// Only the list scrolls, never the page.
function keepInList(item) {
  const list = item.closest(".kl-kaart__lijst");
  const [inner, outer] = [item.getBoundingClientRect(), list.getBoundingClientRect()];
  if (inner.top < outer.top || inner.bottom > outer.bottom) list.scrollTop += inner.top - outer.top - outer.height / 3;
}
