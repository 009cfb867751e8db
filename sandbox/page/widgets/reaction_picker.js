// A small grid of reactions with a search field for all others.
import { h } from "../dom.js";
import { EMOJI, suggest } from "../emoji.js";
import { openPopover } from "./popover.js";

const USUAL = [
  "+1",
  "white_check_mark",
  "eyes",
  "raised_hands",
  "tada",
  "heart",
  "joy",
  "thinking_face",
  "clap",
  "pray",
  "fire",
  "100",
  "x",
  "warning",
  "question",
  "memo",
  "calendar",
  "dart",
  "mega",
  "bulb",
  "rocket",
  "sparkles",
  "hourglass_flowing_sand",
  "wave",
];
const COLUMNS = 8;

/** Open the picker; `choose(name)` gets the shortcode. */
export function openReactionPicker(anchor, choose) {
  let popover = null;
  const cell = (name) =>
    h(
      "button",
      {
        type: "button",
        class: "emoji-cell",
        "aria-label": name.replaceAll("_", " "),
        title: `:${name}:`,
        onclick: () => {
          popover.close();
          choose(name);
        },
      },
      EMOJI[name],
    );
  const grid = h("div", { class: "emoji-grid", role: "group", "aria-label": "Reactions" });
  const draw = (typed) => {
    const names = typed ? suggest(typed.toLowerCase().replaceAll(" ", "_")).map(({ name }) => name) : USUAL;
    grid.replaceChildren(...(names.length ? names.map(cell) : [h("p", { class: "menu-empty" }, "Nothing found")]));
  };
  const search = h("input", {
    class: "search-field",
    type: "text",
    placeholder: "Search reactions",
    "aria-label": "Search reactions",
    autofocus: true,
    autocomplete: "off",
  });
  search.addEventListener("input", () => draw(search.value.trim()));
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") grid.querySelector("button")?.click();
    if (event.key === "ArrowDown") {
      event.preventDefault();
      grid.querySelector("button")?.focus();
    }
  });
  grid.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[event.key];
    if (!step) return;
    event.preventDefault();
    const cells = [...grid.children];
    const next = cells.indexOf(document.activeElement) + step;
    (cells[next] ?? search).focus();
  });
  draw("");
  popover = openPopover(anchor, [search, grid], { kind: "emoji-picker", align: "end" });
  return popover;
}
