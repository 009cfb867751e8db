// The rich_text block: what people's own messages and many apps carry instead of mrkdwn.
import { h } from "../dom.js";
import { EMOJI } from "../emoji.js";
import { nodes } from "./render.js";

const STYLE_ORDER = ["code", "strike", "italic", "bold", "underline", "highlight"];

function styled(element, node) {
  return STYLE_ORDER.filter((style) => element.style?.[style]).reduce(
    (inner, style) =>
      style === "code"
        ? { type: "code", text: inner.text ?? inner.label ?? inner.url }
        : { type: style, children: [inner] },
    node,
  );
}

const fromUnicode = (codes) => String.fromCodePoint(...codes.split("-").map((code) => Number.parseInt(code, 16)));

function asNode(element) {
  switch (element.type) {
    case "text":
      return { type: "text", text: element.text };
    case "link":
      return { type: "link", url: element.url, label: element.text ?? null };
    case "user":
      return { type: "user", id: element.user_id, label: null };
    case "channel":
      return { type: "channel", id: element.channel_id, label: null };
    case "usergroup":
      return { type: "usergroup", id: element.usergroup_id, label: null };
    case "broadcast":
      return { type: "broadcast", range: element.range };
    case "emoji": {
      const character = EMOJI[element.name] ?? (element.unicode ? fromUnicode(element.unicode) : null);
      return character
        ? { type: "emoji", name: element.name, text: character }
        : { type: "text", text: `:${element.name}:` };
    }
    case "date":
      return {
        type: "date",
        seconds: element.timestamp,
        pattern: element.format,
        url: element.url ?? null,
        fallback: element.fallback ?? "",
      };
    default:
      return { type: "text", text: element.text ?? element.value ?? "" };
  }
}

const content = (element, ctx) =>
  nodes(
    (element.elements ?? []).map((each) => styled(each, asNode(each))),
    ctx,
  );

const PARTS = {
  rich_text_section: (part, ctx) => h("div", { class: "text" }, content(part, ctx)),
  rich_text_preformatted: (part, ctx) => h("pre", { tabindex: "0" }, h("code", null, content(part, ctx))),
  rich_text_quote: (part, ctx) => h("blockquote", { class: "text" }, content(part, ctx)),
  rich_text_list: (part, ctx) =>
    h(
      part.style === "ordered" ? "ol" : "ul",
      {
        class: "rich-list",
        start: part.offset ? part.offset + 1 : undefined,
        vars: { "--indent": String(part.indent ?? 0) },
      },
      part.elements.map((item) => h("li", { class: "text" }, content(item, ctx))),
    ),
};

/** The parts of a rich_text block as elements. */
export function richText(block, ctx) {
  return block.elements.map((part) => PARTS[part.type]?.(part, ctx) ?? null);
}
