// The network to move around in: ECharts draws what the picture on the page shows already. Everything also goes by
// keyboard, from the table, and the picture stays when there is no script or no answer.
import { GraphChart } from "echarts/charts";
import { TooltipComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

echarts.use([GraphChart, TooltipComponent, SVGRenderer]);

const COLORS = {
  care: "--kl-kanaal", welfare: "--kl-zon-ink", education: "--kl-blad", municipality: "--kl-ink",
  resident: "--kl-kanaal-dark", other: "--kl-ink-soft",
};
const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

function options({ people, links, fields, shapes }, width) {
  const around = people.map(() => new Set());
  for (const [one, other] of links) {
    around[one].add(other);
    around[other].add(one);
  }
  return {
    animation: !calm,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    // Text only: whatever a name holds, it is never read as markup.
    tooltip: {
      renderMode: "richText", confine: true,
      formatter: ({ dataType, dataIndex }) => {
        if (dataType !== "node") return "";
        const person = people[dataIndex];
        return `${person.name}\n${person.role || fields[person.field]} · ${around[dataIndex].size}`;
      },
    },
    series: [{
      type: "graph", layout: "none", roam: true, scaleLimit: { min: 0.6, max: 6 },
      emphasis: { focus: "adjacency", scale: 1.3, label: { show: true } },
      label: { show: false, position: "top", color: token("--kl-ink"), fontWeight: 700, formatter: ({ dataIndex }) => people[dataIndex].name },
      lineStyle: { color: token("--kl-kanaal"), opacity: 0.22, width: 1.5 },
      data: people.map((person, number) => ({
        id: String(number), x: person.x, y: person.y, symbolSize: Math.max(7, Math.min(16, width / 45)), symbol: `path://${shapes[person.field]}`,
        itemStyle: { color: token(COLORS[person.field]) },
      })),
      links: links.map(([one, other]) => ({ source: String(one), target: String(other) })),
    }],
  };
}

// In the table each name becomes a button: it lights up whom this person knows, and says so.
function follow(chart, data, said) {
  let lit = null;
  const light = (number) => {
    chart.dispatchAction({ type: "downplay", seriesIndex: 0 });
    lit = lit === number ? null : number;
    if (lit !== null) chart.dispatchAction({ type: "highlight", seriesIndex: 0, dataIndex: number });
    for (const button of document.querySelectorAll("[data-network-person] button")) {
      button.setAttribute("aria-pressed", String(Number(button.value) === lit));
    }
    const others = data.links.filter((ends) => ends.includes(number)).map(([one, other]) => data.people[one === number ? other : one].name);
    said.textContent = lit === null ? "" : `${data.people[number].name}: ${others.join(", ") || "–"}`;
  };
  for (const place of document.querySelectorAll("[data-network-person]")) {
    const button = Object.assign(document.createElement("button"), {
      type: "button", className: "kl-linkbutton", value: place.dataset.networkPerson, textContent: place.textContent,
    });
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => light(Number(button.value)));
    place.replaceChildren(button);
  }
  chart.on("click", ({ dataType, dataIndex }) => dataType === "node" && light(dataIndex));
  addEventListener("keydown", (event) => event.key === "Escape" && lit !== null && light(lit));
}

async function begin(frame) {
  const answer = await fetch(frame.dataset.network, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const data = await answer.json();
  const picture = frame.querySelector("svg");
  const label = picture.getAttribute("aria-label");
  const stage = Object.assign(document.createElement("div"), { className: "kl-net__stage" });
  stage.setAttribute("role", "img");
  stage.setAttribute("aria-label", label);
  frame.replaceChildren(stage);
  const chart = echarts.init(stage, null, { renderer: "svg" });
  chart.setOption(options(data, stage.clientWidth));
  new ResizeObserver(() => chart.resize()).observe(stage);
  follow(chart, data, document.querySelector("[data-network-said]"));
}

for (const frame of document.querySelectorAll("[data-network]")) begin(frame).catch(() => {});
