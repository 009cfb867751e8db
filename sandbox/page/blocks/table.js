// Tables: `table` as it comes, `data_table` with sorting and pages.
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { richText } from "../text/rich_text.js";

const content = (cell, ctx) =>
  cell.type === "rich_text" ? richText(cell, ctx) : String(cell.text ?? cell.value ?? "");

const align = (cell, setting) => setting?.align ?? (cell?.type === "raw_number" ? "right" : "left");

export function table(block, ctx) {
  const settings = block.column_settings ?? [];
  const cell = (tag, each, column) =>
    h(
      tag,
      { class: `align-${align(each, settings[column])}`, scope: tag === "th" ? "col" : undefined },
      h("div", { class: "text" }, content(each, ctx)),
    );
  const [head, ...rows] = block.rows;
  return h(
    "div",
    { class: "table-frame", tabindex: "0", role: "region", "aria-label": "Table" },
    h(
      "table",
      null,
      h(
        "thead",
        null,
        h(
          "tr",
          null,
          head.map((each, column) => cell("th", each, column)),
        ),
      ),
      h(
        "tbody",
        null,
        rows.map((row) =>
          h(
            "tr",
            null,
            row.map((each, column) => cell("td", each, column)),
          ),
        ),
      ),
    ),
  );
}

const sortKey = (cell) => cell.value ?? (cell.type === "rich_text" ? JSON.stringify(cell.elements) : cell.text);

const compare = (a, b) =>
  typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "en", { numeric: true });

export function dataTable(block, ctx) {
  const [head, ...rows] = block.rows;
  const size = block.page_size ?? 5;
  const headColumn = block.row_header_column_index ?? 0;
  const state = { column: null, down: false, page: 0 };
  const body = h("tbody");
  const pages = Math.ceil(rows.length / size);
  const where = h("span", { class: "table-pages", role: "status" });
  const turn = (label, name, step) =>
    h(
      "button",
      {
        type: "button",
        class: "icon-button",
        "aria-label": label,
        onclick: () => draw({ page: Math.min(pages - 1, Math.max(0, state.page + step)) }),
      },
      icon(name, 16),
    );
  const heads = head.map((cell, column) =>
    h(
      "th",
      { scope: "col", class: `align-${align(rows[0]?.[column])}` },
      h(
        "button",
        {
          type: "button",
          class: "sort",
          onclick: () => draw({ column, down: state.column === column && !state.down, page: 0 }),
        },
        content(cell, ctx),
        h("span", { class: "sort-mark", "aria-hidden": "true" }),
      ),
    ),
  );
  function draw(change) {
    Object.assign(state, change);
    const ordered =
      state.column === null
        ? rows
        : [...rows].sort((a, b) => compare(sortKey(a[state.column]), sortKey(b[state.column])) * (state.down ? -1 : 1));
    heads.forEach((cell, column) => {
      const order = column === state.column ? (state.down ? "descending" : "ascending") : "none";
      cell.setAttribute("aria-sort", order);
      cell.querySelector(".sort-mark").textContent = { ascending: "↑", descending: "↓", none: "" }[order];
    });
    const first = state.page * size;
    const shown = ordered.slice(first, first + size);
    body.replaceChildren(
      ...shown.map((row) =>
        h(
          "tr",
          null,
          row.map((cell, column) =>
            h(
              column === headColumn ? "th" : "td",
              { scope: column === headColumn ? "row" : undefined, class: `align-${align(cell)}` },
              content(cell, ctx),
            ),
          ),
        ),
      ),
    );
    where.textContent = `${first + 1} to ${first + shown.length} of ${rows.length}`;
  }
  draw({});
  return h(
    "div",
    { class: "data-table" },
    h(
      "div",
      { class: "table-frame", tabindex: "0", role: "region", "aria-label": block.caption },
      h("table", null, h("caption", null, block.caption), h("thead", null, h("tr", null, heads)), body),
    ),
    pages > 1 &&
      h("div", { class: "table-foot" }, turn("Earlier rows", "back", -1), where, turn("Later rows", "next", 1)),
  );
}
