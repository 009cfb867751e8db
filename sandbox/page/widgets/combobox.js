// A select with a filter: a button showing the choice, and a panel with a search field over a listbox.
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { filterList } from "./filter_list.js";
import { openPopover, toggles } from "./popover.js";

/** One row: a tick, the label, and a description when there is one. */
const rowContent = (option, { chosen, multi }) => [
  h("span", { class: multi ? "tick box" : "tick" }, chosen ? icon("check", 14) : null),
  h(
    "span",
    { class: "menu-words" },
    h("span", null, option.label),
    option.description && h("small", null, option.description),
  ),
];

/** The panel: `box.load(query)` answers {groups: [{label?, options: [{key, label, description?}]}], error?}. */
function openList(anchor, box) {
  let popover = null;
  const choose = (option) => {
    box.toggle(option);
    if (box.multi) list.refresh();
    else popover.close();
  };
  const asRow = (option) => {
    const chosen = box.has(option);
    return { chosen, content: rowContent(option, { chosen, multi: box.multi }), choose: () => choose(option) };
  };
  const list = filterList({
    label: box.label,
    multi: box.multi,
    slow: box.slow,
    onempty: () => {
      if (!box.multi) return;
      box.dropLast();
      list.refresh();
    },
    ondrawn: () => popover?.reposition(),
    async find(query) {
      const { groups, error } = await box.load(query);
      return { error, groups: groups.map(({ label, options }) => ({ label, rows: options.map(asRow) })) };
    },
  });
  popover = openPopover(anchor, list.node, { kind: "listbox", matchWidth: true });
  list.node.addEventListener("keydown", (event) => event.key === "Tab" && popover.close());
  list.refresh();
  return popover;
}

const chip = (option, remove) =>
  h(
    "span",
    { class: "chip" },
    option.label,
    h("button", { type: "button", "aria-label": `Remove ${option.label}`, onclick: remove }, icon("close", 12)),
  );

/**
 * `selected`: options now chosen; `onchange(options)`. `max` limits a multiple choice.
 * The control is labelled by `label` and shows `placeholder` while empty.
 */
export function combobox({
  label,
  placeholder,
  multi = false,
  max = Infinity,
  selected = [],
  load,
  onchange,
  slow,
  describedBy,
  id,
  clearable,
}) {
  let chosen = [...selected];
  const face = h("span", { class: "select-face" });
  const button = h(
    "button",
    { type: "button", class: "select", id, "aria-haspopup": "listbox", "aria-describedby": describedBy },
    face,
    icon("down", 14),
  );
  const chips = h("span", { class: "chips" });
  const draw = () => {
    const one = multi ? null : chosen[0]?.label;
    face.textContent = one ?? placeholder;
    face.classList.toggle("placeholder", !one);
    const words = chosen.map((option) => option.label).join(", ");
    button.setAttribute("aria-label", [label, words || placeholder].filter(Boolean).join(": "));
    const drop = (option) => () => {
      change(chosen.filter((other) => other.key !== option.key));
      button.focus();
    };
    const shown = multi ? chosen : clearable ? chosen.slice(0, 0) : [];
    chips.replaceChildren(...shown.map((option) => chip(option, drop(option))));
    chips.hidden = shown.length === 0;
  };
  const change = (options) => {
    chosen = options;
    draw();
    onchange(chosen);
  };
  const box = {
    label,
    multi,
    load,
    slow,
    has: (option) => chosen.some((other) => other.key === option.key),
    toggle(option) {
      if (!multi) change(clearable && box.has(option) ? [] : [option]);
      else if (box.has(option)) change(chosen.filter((other) => other.key !== option.key));
      else if (chosen.length < max) change([...chosen, option]);
    },
    dropLast: () => chosen.length && change(chosen.slice(0, -1)),
  };
  button.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      button.click();
    }
  });
  toggles(button, () => openList(button, box));
  draw();
  return h("span", { class: multi ? "combobox multi" : "combobox" }, chips, button);
}
