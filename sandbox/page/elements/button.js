// Buttons and overflow menus: they hold no value, they only act.
import { h, safeUrl } from "../dom.js";
import { icon } from "../icons.js";
import { plain } from "../text/objects.js";
import { openMenu } from "../widgets/menu.js";
import { toggles } from "../widgets/popover.js";

const named = (element, slot) => ({ dataset: { block: slot.blockId, action: element.action_id } });

/** A button; with a url it is a link that also tells the app. */
export function button(element, ctx, slot) {
  const style = element.style ? `button ${element.style}` : "button";
  const address = safeUrl(element.url);
  const act = () => ctx.act(element, slot.blockId, { type: "button", value: element.value }, node);
  const node = h(
    address ? "a" : "button",
    {
      class: style,
      "aria-label": element.accessibility_label,
      ...(address ? { href: address, target: "_blank", rel: "noopener noreferrer" } : { type: "button" }),
      ...named(element, slot),
      onclick: act,
    },
    h("span", { class: "button-words" }, plain(element.text)),
  );
  return node;
}

/** The three-dots menu of up to five options. */
export function overflow(element, ctx, slot) {
  const node = h(
    "button",
    { type: "button", class: "button square", "aria-label": "More actions", ...named(element, slot) },
    icon("more"),
  );
  const choose = (option) => {
    if (safeUrl(option.url)) window.open(option.url, "_blank", "noopener");
    ctx.act(element, slot.blockId, { type: "overflow", selected_option: option }, node);
  };
  return toggles(node, () =>
    openMenu(
      node,
      element.options.map((option) => ({
        label: plain(option.text),
        description: plain(option.description),
        choose: () => choose(option),
      })),
      { label: "More actions", align: "end" },
    ),
  );
}
