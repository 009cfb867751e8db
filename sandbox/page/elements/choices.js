// Radio buttons and checkboxes: native controls in a named group.
import { freshId, h } from "../dom.js";
import { text } from "../text/objects.js";

function group(type, element, ctx, slot, { checked, onchange }) {
  const name = freshId("choice");
  const rows = element.options.map((option) => {
    const describes = option.description ? freshId("about") : undefined;
    const control = h("input", {
      type,
      name,
      checked: checked(option),
      "aria-describedby": describes,
      dataset: { block: slot.blockId, action: element.action_id },
      onchange: () => onchange(option, control.checked),
    });
    return h(
      "label",
      { class: "choice" },
      control,
      h(
        "span",
        null,
        text(option.text, ctx, { tag: "span" }),
        option.description &&
          h("span", { class: "choice-about", id: describes }, text(option.description, ctx, { tag: "span" })),
      ),
    );
  });
  return h(
    "div",
    {
      class: "choices",
      role: type === "radio" ? "radiogroup" : "group",
      "aria-label": slot.label,
      "aria-describedby": slot.describedBy,
    },
    rows,
  );
}

export function radioButtons(element, ctx, slot) {
  const stored = ctx.form.get(slot.blockId, element.action_id);
  return group("radio", element, ctx, slot, {
    checked: (option) => stored?.selected_option?.value === option.value,
    onchange: (option) => slot.changed({ type: element.type, selected_option: option }),
  });
}

export function checkboxes(element, ctx, slot) {
  const current = () => ctx.form.get(slot.blockId, element.action_id)?.selected_options ?? [];
  const stored = current();
  return group("checkbox", element, ctx, slot, {
    checked: (option) => stored.some((other) => other.value === option.value),
    onchange(option, on) {
      const others = current().filter((other) => other.value !== option.value);
      slot.changed({ type: element.type, selected_options: on ? [...others, option] : others });
    },
  });
}
