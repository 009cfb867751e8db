// data_visualization: a chart, its legend, and the same figures as a table for whoever prefers or needs them.
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { chartPicture, swatch } from "./chart_shapes.js";
import { figure } from "./scale.js";

const NAMES = { bar: "Bar chart", line: "Line chart", area: "Area chart", pie: "Pie chart" };
const MAX_WIDTH = 600;

/** Column names and rows of figures, the same for every kind of chart. */
function asRows(chart) {
  if (chart.type === "pie")
    return { heads: ["", "Value"], rows: chart.segments.map(({ label, value }) => [label, value]) };
  const value = (series, name) => series.data.find((point) => point.label === name)?.value;
  return {
    heads: [chart.axis_config.x_label ?? "", ...chart.series.map(({ name }) => name)],
    rows: chart.axis_config.categories.map((name) => [name, ...chart.series.map((series) => value(series, name))]),
  };
}

function figures({ heads, rows }, title) {
  const cells = (row) =>
    row.map((each, column) =>
      column
        ? h("td", { class: "align-right" }, each === undefined ? "" : figure(each))
        : h("th", { scope: "row" }, each),
    );
  return h(
    "div",
    { class: "table-frame", tabindex: "0", role: "region", "aria-label": `Figures of ${title}` },
    h(
      "table",
      null,
      h(
        "thead",
        null,
        h(
          "tr",
          null,
          heads.map((name, column) => h("th", { scope: "col", class: column ? "align-right" : "" }, name)),
        ),
      ),
      h(
        "tbody",
        null,
        rows.map((row) => h("tr", null, cells(row))),
      ),
    ),
  );
}

function legend(chart) {
  const total = chart.segments?.reduce((sum, { value }) => sum + value, 0);
  const names =
    chart.segments?.map(({ label, value }) => `${label} ${figure(value)} (${Math.round((value / total) * 100)} %)`) ??
    chart.series.map(({ name }) => name);
  return h(
    "ul",
    { class: "legend" },
    names.map((name, index) => h("li", null, swatch(index), name)),
  );
}

export function dataVisualization({ title, chart }) {
  if (!NAMES[chart?.type]) return h("p", { class: "unknown" }, title);
  const table = asRows(chart);
  const spoken = table.rows
    .map(
      ([name, ...values]) =>
        `${name} ${values.map((value) => (value === undefined ? "none" : figure(value))).join(", ")}`,
    )
    .join("; ");
  const words = `${NAMES[chart.type]}: ${title}. ${spoken}`;
  const stage = h("div", { class: "chart-stage" });
  const draw = (width) => stage.replaceChildren(chartPicture(chart, Math.max(220, Math.min(MAX_WIDTH, width)), words));
  draw(480);
  new ResizeObserver(([{ contentRect }]) => contentRect.width && draw(contentRect.width)).observe(stage);
  const sheet = figures(table, title);
  sheet.hidden = true;
  const toggle = h(
    "button",
    { type: "button", class: "link-button", "aria-expanded": "false" },
    icon("table", 16),
    "Show figures",
  );
  toggle.addEventListener("click", () => {
    sheet.hidden = !sheet.hidden;
    toggle.setAttribute("aria-expanded", String(!sheet.hidden));
    toggle.lastChild.textContent = sheet.hidden ? "Show figures" : "Hide figures";
  });
  const axis = chart.axis_config?.y_label && h("p", { class: "chart-axis" }, chart.axis_config.y_label);
  const foot = h("div", { class: "chart-foot" }, legend(chart), toggle);
  return h("figure", { class: "block-chart" }, h("figcaption", null, title), axis, stage, foot, sheet);
}
