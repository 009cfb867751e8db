// Slack's mrkdwn as a tree of plain values. Pure: no DOM, so that each rule can be tested by itself.
import { EMOJI } from "../emoji.js";

const WORD = /[\p{L}\p{N}]/u;
const STYLES = { "*": "bold", _: "italic", "~": "strike" };
const BROADCASTS = new Set(["here", "channel", "everyone"]);

/** &amp; &lt; &gt; are the only entities on the wire. */
export const unescapeEntities = (text) =>
  text.replace(/&(amp|lt|gt);/g, (_, name) => ({ amp: "&", lt: "<", gt: ">" })[name]);

/** What stands between < and >, or null when it is nothing Slack knows. */
function angle(inside) {
  const bar = inside.indexOf("|");
  const [target, label] = bar < 0 ? [inside, null] : [inside.slice(0, bar), unescapeEntities(inside.slice(bar + 1))];
  if (/^@[UW]\w+$/.test(target)) return { type: "user", id: target.slice(1), label };
  if (/^#[CGD]\w+$/.test(target)) return { type: "channel", id: target.slice(1), label };
  if (/^!subteam\^\w+$/.test(target)) return { type: "usergroup", id: target.slice(9), label };
  if (target.startsWith("!date^")) {
    const [, seconds, pattern, url] = target.split("^");
    return {
      type: "date",
      seconds: Number(seconds),
      pattern: unescapeEntities(pattern ?? ""),
      url: url ? unescapeEntities(url) : null,
      fallback: label ?? "",
    };
  }
  if (target.startsWith("!")) {
    const range = target.slice(1);
    return BROADCASTS.has(range) ? { type: "broadcast", range, label } : { type: "text", text: label ?? `<${range}>` };
  }
  if (/^(https?:\/\/|mailto:|tel:)/i.test(target)) return { type: "link", url: unescapeEntities(target), label };
  return null;
}

/** The words a token shows, for code spans, where nothing is live. */
const flat = (text) =>
  unescapeEntities(
    text.replace(/<([^<>\n]+)>/g, (whole, inside) => {
      const node = angle(inside);
      return node?.type === "link" ? (node.label ?? node.url) : whole;
    }),
  );

/** A style opens before a word, not before a space or its own mark. */
const opens = (next, mark) => next !== undefined && next !== mark && !/\s/.test(next);

/** Where the style opened at `from` closes on the same line, or -1. */
function closing(source, from, mark) {
  for (let at = from + 1; at < source.length && source[at] !== "\n"; at += 1) {
    if (source[at] === "<" || source[at] === "`") {
      const end = source.indexOf(source[at] === "<" ? ">" : "`", at + 1);
      const newline = source.indexOf("\n", at);
      if (end > 0 && (newline < 0 || end < newline)) at = end;
    } else if (
      source[at] === mark &&
      at > from + 1 &&
      !/\s/.test(source[at - 1]) &&
      !WORD.test(source[at + 1] ?? " ")
    ) {
      return at;
    }
  }
  return -1;
}

/** One line or several, without quotes and fences. `open` holds the styles around: none nests in itself. */
export function inline(source, { verbatim = false, open = "" } = {}) {
  const nodes = [];
  let plain = "";
  const push = (node) => {
    if (plain) nodes.push({ type: "text", text: unescapeEntities(plain) });
    plain = "";
    if (node) nodes.push(node);
  };
  const match = (pattern, at) => {
    pattern.lastIndex = at;
    return pattern.exec(source);
  };
  for (let at = 0; at < source.length;) {
    const char = source[at];
    const before = source[at - 1] ?? " ";
    let found;
    if (char === "`" && (found = match(/`([^`\n]+)`/y, at))) {
      push({ type: "code", text: flat(found[1]) });
      at += found[0].length;
    } else if (char === "<" && (found = match(/<([^<>\n]+)>/y, at)) && angle(found[1])) {
      push(angle(found[1]));
      at += found[0].length;
    } else if (STYLES[char] && !open.includes(char) && !WORD.test(before) && opens(source[at + 1], char)) {
      const end = closing(source, at, char);
      if (end < 0) {
        plain += char;
        at += 1;
      } else {
        push({ type: STYLES[char], children: inline(source.slice(at + 1, end), { verbatim, open: open + char }) });
        at = end + 1;
      }
    } else if (char === ":" && (found = match(/:([a-z0-9_+'-]+)(?:::skin-tone-\d)?:/y, at)) && EMOJI[found[1]]) {
      push({ type: "emoji", name: found[1], text: EMOJI[found[1]] });
      at += found[0].length;
    } else if (
      !verbatim &&
      char === "h" &&
      !WORD.test(before) &&
      (found = match(/https?:\/\/[^\s<>|"]*[^\s<>|".,;:!?)\]'*_~]/y, at))
    ) {
      push({ type: "link", url: unescapeEntities(found[0]), label: null });
      at += found[0].length;
    } else {
      plain += char;
      at += 1;
    }
  }
  push(null);
  return nodes;
}

/** Lines that begin with > (escaped or not) gather into quotes; >>> quotes all that follows. */
function quotes(source, options) {
  const nodes = [];
  let quoted = [];
  let lines = [];
  const flushLines = () => {
    if (lines.length) nodes.push(...inline(lines.join("\n"), options));
    lines = [];
  };
  const flushQuote = () => {
    if (quoted.length) nodes.push({ type: "quote", children: inline(quoted.join("\n"), options) });
    quoted = [];
  };
  const rest = source.split("\n");
  for (let index = 0; index < rest.length; index += 1) {
    const line = rest[index].replace(/^(?:&gt;|>){1,3}/, (marks) => marks.replaceAll("&gt;", ">"));
    if (line.startsWith(">>>")) {
      flushLines();
      flushQuote();
      nodes.push({
        type: "quote",
        children: inline([line.slice(3).trimStart(), ...rest.slice(index + 1)].join("\n"), options),
      });
      return nodes;
    }
    if (line.startsWith(">")) {
      flushLines();
      quoted.push(line.slice(1).replace(/^ /, ""));
    } else {
      flushQuote();
      lines.push(line);
    }
  }
  flushLines();
  flushQuote();
  return nodes;
}

/** A whole mrkdwn text. `verbatim` (Slack's own option) leaves bare addresses unlinked. */
export function parse(text, options = {}) {
  return text
    .split(/```\n?([^]+?)\n?```\n?/)
    .flatMap((part, index) => (index % 2 ? [{ type: "pre", text: flat(part) }] : part ? quotes(part, options) : []));
}
