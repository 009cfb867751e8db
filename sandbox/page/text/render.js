// Trees of text (from mrkdwn, rich_text or markdown) become elements here, and only here.
import { fragment, h, link } from "../dom.js";
import { fullMoment } from "../time.js";
import { formatDate } from "./dates.js";
import { parse } from "./mrkdwn.js";

const mention = (label, self) => h("span", { class: self ? "mention mention-self" : "mention" }, label);

function date(node, ctx) {
  const valid = Number.isFinite(node.seconds) && node.pattern;
  const { zone } = ctx.directory;
  const words = valid ? formatDate({ ...node, zone, now: ctx.directory.now() }) : node.fallback;
  const title = valid ? fullMoment(node.seconds, zone) : undefined;
  return h("time", { title }, node.url ? link(node.url, words) : words);
}

function channel(node, { directory }) {
  const found = directory.channel(node.id);
  const name = found?.name ?? node.label;
  if (!name) return mention("#private channel");
  return h("a", { class: "mention", href: directory.href(node.id) }, `#${name}`);
}

const NODES = {
  text: ({ text }) => text,
  bold: (node, ctx) => h("strong", null, nodes(node.children, ctx)),
  italic: (node, ctx) => h("em", null, nodes(node.children, ctx)),
  strike: (node, ctx) => h("s", null, nodes(node.children, ctx)),
  underline: (node, ctx) => h("u", null, nodes(node.children, ctx)),
  highlight: (node, ctx) => h("mark", null, nodes(node.children, ctx)),
  code: ({ text }) => h("code", null, text),
  pre: ({ text }) => h("pre", { tabindex: "0" }, h("code", null, text)),
  quote: (node, ctx) => h("blockquote", null, nodes(node.children, ctx)),
  link: ({ url, label, children }, ctx) =>
    link(url, children ? nodes(children, ctx) : (label ?? url.replace(/^mailto:/, ""))),
  user: ({ id, label }, { directory }) =>
    mention(`@${directory.person(id)?.handle ?? label ?? "unknown"}`, id === directory.me),
  usergroup: ({ label, id }, { directory }) =>
    mention(`@${directory.usergroup(id)?.handle ?? label?.replace(/^@/, "") ?? id}`),
  broadcast: ({ range }) => mention(`@${range}`, true),
  emoji: ({ name, text }) => h("span", { class: "emoji", role: "img", "aria-label": name.replaceAll("_", " ") }, text),
  channel,
  date,
};

/** A list of text nodes as elements. */
export function nodes(list, ctx) {
  return list.map((node) => NODES[node.type](node, ctx));
}

/** mrkdwn as elements in which nothing but its own tokens is live. */
export function mrkdwn(text, ctx, options) {
  return fragment(nodes(parse(text, options), ctx));
}
