// A menu of things to do: arrow keys, Home, End and first letters move; Escape closes (WAI-ARIA menu button pattern).
import { h } from "../dom.js";
import { openPopover } from "./popover.js";

function move(items, event) {
  const at = items.indexOf(document.activeElement);
  const goal = {
    ArrowDown: (at + 1) % items.length,
    ArrowUp: (at - 1 + items.length) % items.length,
    Home: 0,
    End: items.length - 1,
  }[event.key];
  if (goal !== undefined) {
    event.preventDefault();
    items[goal].focus();
  } else if (event.key.length === 1 && /\S/.test(event.key)) {
    const letter = event.key.toLowerCase();
    const order = [...items.slice(at + 1), ...items.slice(0, at + 1)];
    order.find((item) => item.textContent.trim().toLowerCase().startsWith(letter))?.focus();
  }
}

/** Entries: {label, description?, icon?, danger?, choose()} or {heading}. Answers as openPopover does. */
export function openMenu(anchor, entries, { label, ...placement } = {}) {
  let opened;
  const rows = entries.map((entry) =>
    entry.heading
      ? h("div", { class: "menu-heading", role: "presentation" }, entry.heading)
      : h(
          "button",
          {
            type: "button",
            role: "menuitem",
            tabindex: "-1",
            class: entry.danger ? "menu-item danger" : "menu-item",
            onclick: () => {
              opened.close();
              entry.choose();
            },
          },
          entry.icon ?? null,
          h(
            "span",
            { class: "menu-words" },
            h("span", null, entry.label),
            entry.description && h("small", null, entry.description),
          ),
        ),
  );
  const list = h("div", { role: "menu", "aria-label": label }, rows);
  const items = [...list.querySelectorAll("[role=menuitem]")];
  items[0]?.setAttribute("autofocus", "");
  list.addEventListener("keydown", (event) => (event.key === "Tab" ? opened.close() : move(items, event)));
  anchor.setAttribute("aria-haspopup", "menu");
  opened = openPopover(anchor, list, { kind: "menu", ...placement });
  return opened;
}
