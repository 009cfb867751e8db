// A search field over a listbox: the part that selects, the jump dialog and the "act as" switch share.
import { freshId, h } from "../dom.js";

const WAIT = 180;

/**
 * `find(query)` answers (a promise of) {groups: [{label?, rows: [{content, chosen?, choose()}]}], error?}.
 * Arrow keys move, Enter chooses. Answers {node, refresh}: refresh draws again, keeping the place.
 */
export function filterList({
  label,
  placeholder = "Search",
  multi = false,
  slow = false,
  find,
  ondrawn,
  onempty,
  emptyHint = "Nothing found",
}) {
  const listId = freshId("list");
  const list = h("div", {
    role: "listbox",
    id: listId,
    class: "listbox-rows",
    "aria-label": label,
    "aria-multiselectable": multi ? "true" : undefined,
  });
  const search = h("input", {
    class: "search-field",
    type: "text",
    role: "combobox",
    autofocus: true,
    autocomplete: "off",
    spellcheck: "false",
    placeholder,
    "aria-expanded": "true",
    "aria-controls": listId,
    "aria-autocomplete": "list",
    "aria-label": `${placeholder}: ${label}`,
  });
  let rows = [];
  let active = -1;
  let turn = 0;
  let timer = null;

  const activate = (index) => {
    rows[active]?.node.classList.remove("active");
    active = Math.max(-1, Math.min(index, rows.length - 1));
    const row = rows[active]?.node;
    row?.classList.add("active");
    row?.scrollIntoView({ block: "nearest" });
    search.setAttribute("aria-activedescendant", row?.id ?? "");
  };
  const draw = (row) => {
    const node = h(
      "div",
      {
        role: "option",
        id: freshId("option"),
        class: "option",
        "aria-selected": String(Boolean(row.chosen)),
        onclick: row.choose,
        onpointerdown: (event) => event.preventDefault(),
      },
      row.content,
    );
    rows.push({ node, choose: row.choose, chosen: row.chosen });
    return node;
  };
  async function refresh() {
    turn += 1;
    const mine = turn;
    const { groups, error } = await find(search.value.trim());
    if (mine !== turn) return;
    rows = [];
    const drawn = groups
      .filter((group) => group.rows.length)
      .map((group) => {
        if (!group.label) return group.rows.map(draw);
        const heading = h("div", { class: "menu-heading", id: freshId("group") }, group.label);
        return h("div", { role: "group", "aria-labelledby": heading.id }, heading, group.rows.map(draw));
      });
    list.replaceChildren(...(rows.length ? drawn.flat() : [h("p", { class: "menu-empty" }, error ?? emptyHint)]));
    const chosen = rows.findIndex((row) => row.chosen);
    activate(active >= 0 ? active : Math.max(chosen, search.value ? 0 : -1));
    ondrawn?.();
  }
  const filter = () => {
    clearTimeout(timer);
    timer = null;
    active = search.value ? 0 : -1;
    return refresh();
  };
  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(filter, slow ? WAIT : 0);
  });
  // Whoever types and presses Enter at once means what was typed, not what was listed before.
  const chooseActive = async () => {
    if (timer) await filter();
    rows[active]?.choose();
  };
  search.addEventListener("keydown", (event) => {
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (steps) {
      event.preventDefault();
      activate(Math.max(0, active + steps));
    } else if (event.key === "Enter") {
      event.preventDefault();
      chooseActive();
    } else if (event.key === "Backspace" && !search.value) onempty?.();
  });
  return { node: h("div", { class: "filter-list" }, search, list), refresh };
}
