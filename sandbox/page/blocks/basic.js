// The blocks that mostly hold text: header, section, context, divider, alert, markdown, rich_text, file.
import { h } from "../dom.js";
import { drawElement } from "../elements/registry.js";
import { picture } from "../elements/picture.js";
import { icon } from "../icons.js";
import { markdown } from "../text/markdown.js";
import { plain, text } from "../text/objects.js";
import { richText } from "../text/rich_text.js";

export const header = (block) => h("h3", { class: "block-header" }, plain(block.text));

export const divider = () => h("hr");

export function section(block, ctx) {
  const label = plain(block.text ?? block.fields?.[0]).slice(0, 80);
  return h(
    "div",
    { class: "block-section" },
    h(
      "div",
      { class: "section-words" },
      block.text && text(block.text, ctx),
      block.fields &&
        h(
          "div",
          { class: "section-fields" },
          block.fields.map((field) => text(field, ctx)),
        ),
    ),
    block.accessory &&
      h("div", { class: "section-accessory" }, drawElement(block.accessory, ctx, { block, dispatches: true, label })),
  );
}

export const context = (block, ctx) =>
  h(
    "div",
    { class: "block-context" },
    block.elements.map((each) =>
      each.type === "image" ? picture(each, { small: true }) : text(each, ctx, { tag: "span" }),
    ),
  );

const ALERT_ICONS = { default: "info", info: "info", warning: "warning", error: "error", success: "check" };

export const alert = (block, ctx) =>
  h(
    "div",
    { class: `block-alert ${block.level ?? "default"}`, role: block.level === "error" ? "alert" : "note" },
    icon(ALERT_ICONS[block.level ?? "default"] ?? "info"),
    text(block.text, ctx),
  );

export const markdownBlock = (block, ctx) => h("div", { class: "block-markdown" }, markdown(block.text, ctx));

export const richTextBlock = (block, ctx) => h("div", { class: "block-rich" }, richText(block, ctx));

export function image(block, ctx) {
  const title = plain(block.title);
  return h("figure", { class: "block-image" }, title && h("figcaption", null, title), picture(block, ctx));
}

export const actions = (block, ctx) =>
  h(
    "div",
    { class: "block-actions" },
    block.elements.map((element) =>
      drawElement(element, ctx, { block, dispatches: true, label: plain(element.placeholder) || undefined }),
    ),
  );
