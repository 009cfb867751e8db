// Block Kit's text objects: {"type": "plain_text" | "mrkdwn", "text": …}.
import { h } from "../dom.js";
import { withEmoji } from "../emoji.js";
import { mrkdwn } from "./render.js";

/** The words of a text object without any format, for names, titles and option labels. */
export function plain(object) {
  if (!object) return "";
  if (typeof object === "string") return object;
  return object.type === "plain_text" && object.emoji !== false ? withEmoji(object.text) : object.text;
}

/** A text object as an element; plain_text is shown as it is, mrkdwn is formatted. */
export function text(object, ctx, { tag = "div", ...attributes } = {}) {
  const content = object.type === "mrkdwn" ? mrkdwn(object.text, ctx, { verbatim: object.verbatim }) : plain(object);
  return h(tag, { ...attributes, class: `text ${attributes.class ?? ""}`.trim() }, content);
}
