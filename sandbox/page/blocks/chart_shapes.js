// The drawn part of a chart as SVG: bars, lines, areas or slices, with axes. Sizes are in pixels.
import { svg } from "../dom.js";
import { figure, linear, ticks } from "./scale.js";

const HEIGHT = { least: 88, most: 220 };
const PAD = { top: 8, right: 12, bottom: 24, left: 40 };
const NAME_SIZES = [12, 10];
const LINE = 12;
const DASHES = ["", "6 3", "2 3", "9 3 2 3"];

/** How high a picture of this width is: a phone has little room, and its charts are as flat as wide ones. */
const heightOf = (width) => Math.round(Math.min(HEIGHT.most, Math.max(HEIGHT.least, 0.55 * width - 75)));
const colour = (index) => `var(--series-${(index % 12) + 1})`;
const paint = (node, index, as) => {
  node.style.setProperty(as, colour(index));
  return node;
};
const label = (words, x, y, anchor = "middle") => svg("text", { x, y, "text-anchor": anchor }, words);
const pen = document.createElement("canvas").getContext("2d");

/** Whether these words fit into so many pixels, in the page's own letters of this size. */
function fits(words, room, size) {
  pen.font = `${size}px ${getComputedStyle(document.body).fontFamily}`;
  return pen.measureText(words).width <= room;
}

/** A name in one line, else in two, broken behind a blank or hyphen; null where neither fits. */
function inLines(name, room, size) {
  if (fits(name, room, size)) return [name];
  const pieces = name.split(/(?<=[-\s])/);
  const breaks = pieces.slice(1).map((_, index) => [pieces.slice(0, index + 1), pieces.slice(index + 1)]);
  const both = breaks.map((parts) => parts.map((part) => part.join("").trim()));
  return both.find((lines) => lines.every((line) => fits(line, room, size))) ?? null;
}

function shorten(words, room, size) {
  let kept = words;
  while (kept.length > 1 && !fits(`${kept}…`, room, size)) kept = kept.slice(0, -1);
  return fits(words, room, size) ? words : `${kept}…`;
}

/** The names under a chart in the largest letters in which all of them fit; cut where even small ones are too large. */
function namesIn(names, room) {
  for (const size of NAME_SIZES) {
    const lines = names.map((name) => inLines(name, room, size));
    if (lines.every((each) => each)) return { lines, size };
  }
  const size = NAME_SIZES.at(-1);
  return { lines: names.map((name) => inLines(name, room, size) ?? [shorten(name, room, size)]), size };
}

function nameUnder(words, x, y, size) {
  const text = label(words, x, y);
  text.style.fontSize = `${size}px`;
  return text;
}

function frame(chart, width) {
  const { categories } = chart.axis_config;
  const values = chart.series.flatMap((each) => each.data.map((point) => point.value));
  const height = heightOf(width);
  const marks = ticks(Math.min(...values), Math.max(...values), Math.max(2, Math.floor(height / 50)));
  const band = (width - PAD.left - PAD.right) / categories.length;
  const every = Math.max(1, Math.ceil(34 / band));
  const shown = categories.filter((_, index) => index % every === 0);
  const names = namesIn(shown, band * every - 4);
  const deep = PAD.bottom + (Math.max(...names.lines.map((lines) => lines.length)) - 1) * LINE;
  const y = linear(marks[0], marks.at(-1), height - deep, PAD.top);
  const axes = [
    marks.map((mark) => [
      svg("line", {
        class: mark === 0 ? "zero" : "grid",
        x1: PAD.left,
        x2: width - PAD.right,
        y1: y(mark),
        y2: y(mark),
      }),
      label(figure(mark), PAD.left - 6, y(mark) + 4, "end"),
    ]),
    names.lines.map((lines, index) =>
      lines.map((words, row) =>
        nameUnder(words, PAD.left + band * (index * every + 0.5), height - deep + 17 + row * LINE, names.size),
      ),
    ),
  ];
  const valueAt = (series, name) => series.data.find((point) => point.label === name)?.value ?? 0;
  return { categories, y, band, axes, valueAt };
}

function bars(chart, width) {
  const { categories, y, band, axes, valueAt } = frame(chart, width);
  const thick = Math.min(36, (band * 0.72) / chart.series.length);
  const shapes = categories.flatMap((name, column) =>
    chart.series.map((series, index) => {
      const value = valueAt(series, name);
      const x = PAD.left + band * (column + 0.5) + (index - chart.series.length / 2) * thick;
      const top = Math.min(y(value), y(0));
      const bar = svg("rect", {
        x: x + 1,
        y: top,
        width: Math.max(1, thick - 2),
        height: Math.max(value ? 1.5 : 0, Math.abs(y(value) - y(0))),
        rx: 2,
      });
      return paint(bar, index, "fill");
    }),
  );
  return [axes, shapes];
}

function lines(chart, width, filled) {
  const { categories, y, band, axes, valueAt } = frame(chart, width);
  const shapes = chart.series.map((series, index) => {
    const points = categories.map((name, column) => [PAD.left + band * (column + 0.5), y(valueAt(series, name))]);
    const path = points.map(([x, at], step) => `${step ? "L" : "M"}${x.toFixed(1)} ${at.toFixed(1)}`).join("");
    const base = y(0).toFixed(1);
    const area = filled
      ? paint(
          svg("path", {
            class: "area",
            d: `${path}L${points.at(-1)[0].toFixed(1)} ${base}L${points[0][0].toFixed(1)} ${base}Z`,
          }),
          index,
          "fill",
        )
      : null;
    const line = paint(
      svg("path", { class: "line", d: path, "stroke-dasharray": DASHES[Math.floor(index / 3) % 4] || undefined }),
      index,
      "stroke",
    );
    const dots =
      points.length > 12 ? [] : points.map(([cx, cy]) => paint(svg("circle", { cx, cy, r: 3 }), index, "fill"));
    return [area, line, dots];
  });
  return [axes, shapes];
}

function slices(chart, width) {
  const total = chart.segments.reduce((sum, { value }) => sum + value, 0);
  const middle = heightOf(width) / 2;
  const [cx, cy, outer, inner] = [width / 2, middle, middle - 8, middle * 0.6];
  let angle = -Math.PI / 2;
  const at = (radius, turn) =>
    `${(cx + radius * Math.cos(turn)).toFixed(2)} ${(cy + radius * Math.sin(turn)).toFixed(2)}`;
  return chart.segments.map(({ value }, index) => {
    const share = Math.min(value / total, 0.99999);
    const end = angle + share * 2 * Math.PI;
    const large = share > 0.5 ? 1 : 0;
    const d = `M${at(outer, angle)}A${outer} ${outer} 0 ${large} 1 ${at(outer, end)}L${at(inner, end)}A${inner} ${inner} 0 ${large} 0 ${at(inner, angle)}Z`;
    angle = end;
    return paint(svg("path", { class: "slice", d }), index, "fill");
  });
}

const SHAPES = { bar: bars, line: lines, area: (chart, width) => lines(chart, width, true), pie: slices };

/** One chart as an SVG picture `width` pixels wide. `words` say what it shows. */
export function chartPicture(chart, width, words) {
  const shapes = SHAPES[chart.type](chart, width);
  const height = heightOf(width);
  return svg(
    "svg",
    { class: "chart", width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": words },
    shapes,
  );
}

/** The little square that ties a name to its colour. */
export const swatch = (index) =>
  paint(
    svg(
      "svg",
      { class: "swatch", width: 10, height: 10, "aria-hidden": "true" },
      svg("rect", { width: 10, height: 10, rx: 3 }),
    ),
    index,
    "fill",
  );
