// An input: label, the element, its hint, and a place for the error that a refused form brings.
import { freshId, h } from "../dom.js";
import { drawElement } from "../elements/registry.js";
import { plain } from "../text/objects.js";

const GROUPS = new Set(["radio_buttons", "checkboxes"]);

export function input(block, ctx) {
  const { element } = block;
  const id = GROUPS.has(element.type) ? undefined : freshId("field");
  const [hintId, errorId] = [freshId("hint"), freshId("error")];
  const label = plain(block.label);
  const optional = block.optional ? h("span", { class: "optional" }, " (optional)") : null;
  const control = drawElement(element, ctx, {
    block,
    id,
    label,
    required: !block.optional,
    optional: block.optional,
    dispatches: Boolean(block.dispatch_action),
    describedBy: [block.hint ? hintId : null, errorId].filter(Boolean).join(" "),
  });
  return h(
    "div",
    { class: "block-input" },
    h(id ? "label" : "div", { class: "field-label", for: id }, label, optional),
    control,
    h("p", { class: "field-error", id: errorId, hidden: true }),
    block.hint && h("p", { class: "field-hint", id: hintId }, plain(block.hint)),
  );
}

/** Show (or, with null, clear) what is wrong under one input. */
export function showError(blockNode, sentence) {
  const place = blockNode.querySelector(".field-error");
  if (!place) return false;
  place.textContent = sentence ?? "";
  place.hidden = !sentence;
  for (const control of blockNode.querySelectorAll("[data-action]")) {
    if (sentence) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
  }
  return true;
}
