// The `markdown` block: standard Markdown, read into elements. Raw HTML in it is text like any other.
import { h, link } from "../dom.js";
import { withEmoji } from "../emoji.js";
import { unescapeEntities } from "./mrkdwn.js";

const DEEPEST = 6;
const INLINE =
  /`([^`\n]+)`|!\[([^\]\n]*)\]\(([^()\s]+)\)|\[([^\]\n]+)\]\(([^()\s]+)\)|\*\*(?=\S)([^\n]+?)(?<=\S)\*\*|~~(?=\S)([^\n]+?)(?<=\S)~~|(?<![\p{L}\p{N}*])\*(?=[^\s*])([^\n]+?)(?<=[^\s*])\*(?!\*)|(?<![\p{L}\p{N}_])_(?=\S)([^\n]+?)(?<=\S)_(?![\p{L}\p{N}_])|(https?:\/\/[^\s<>]*[^\s<>.,;:!?)])|\\([\\`*_{}[\]()#+.!~>-])/gu;

/** Words with bold, italic, strike, code and links. */
function inline(source, depth = 0) {
  if (depth > DEEPEST) return [source];
  const parts = [];
  let from = 0;
  for (const found of source.matchAll(INLINE)) {
    const [whole, code, alt, picture, label, address, bold, strike, star, underscore, bare, escaped] = found;
    parts.push(withEmoji(unescapeEntities(source.slice(from, found.index))));
    from = found.index + whole.length;
    if (code !== undefined) parts.push(h("code", null, code));
    else if (picture !== undefined) parts.push(link(picture, alt || picture));
    else if (address !== undefined) parts.push(link(address, inline(label, depth + 1)));
    else if (bold !== undefined) parts.push(h("strong", null, inline(bold, depth + 1)));
    else if (strike !== undefined) parts.push(h("s", null, inline(strike, depth + 1)));
    else if (star !== undefined || underscore !== undefined)
      parts.push(h("em", null, inline(star ?? underscore, depth + 1)));
    else parts.push(bare !== undefined ? link(bare, bare) : escaped);
  }
  parts.push(withEmoji(unescapeEntities(source.slice(from))));
  return parts;
}

const ITEM = /^(\s*)([-*+]|\d{1,9}[.)])\s+(.*)$/;
const cells = (line) =>
  line
    .trim()
    .replace(/^\||\|$/g, "")
    .split("|")
    .map((cell) => cell.trim());

/** Lines of one list; deeper indents become lists inside their item. */
function list(lines, depth) {
  const [, indent, mark] = ITEM.exec(lines[0]);
  const items = [];
  for (const line of lines) {
    const found = ITEM.exec(line);
    if (found && found[1].length <= indent.length) items.push({ words: found[3], inner: [] });
    else items.at(-1).inner.push(line);
  }
  const drawn = items.map(({ words, inner }) => {
    const task = /^\[([ xX])\]\s+(.*)$/.exec(words);
    const head = task ? [task[1] === " " ? "☐ " : "☑ ", inline(task[2])] : inline(words);
    return h(
      "li",
      null,
      head,
      inner.length
        ? markdownLines(
            inner.map((line) => line.replace(/^\s{1,4}/, "")),
            depth + 1,
          )
        : null,
    );
  });
  return /\d/.test(mark) ? h("ol", { start: Number.parseInt(mark, 10) }, drawn) : h("ul", null, drawn);
}

function grid(lines) {
  const [head, , ...rows] = lines.map(cells);
  const row = (tag, each) =>
    h(
      "tr",
      null,
      head.map((_, column) => h(tag, null, inline(each[column] ?? ""))),
    );
  return h(
    "div",
    { class: "table-frame", tabindex: "0", role: "region", "aria-label": "Table" },
    h(
      "table",
      null,
      h("thead", null, row("th", head)),
      h(
        "tbody",
        null,
        rows.map((each) => row("td", each)),
      ),
    ),
  );
}

const RULE = /^\s*([-*_])(\s*\1){2,}\s*$/;
const starts = (line) => /^(#{1,6}\s|>|```)/.test(line) || ITEM.test(line) || RULE.test(line);

/** Quotes and lists nest; what is nested deeper than anybody writes is shown as it came. */
function markdownLines(lines, depth = 0) {
  if (depth > DEEPEST) return [lines.join("\n")];
  const nodes = [];
  const takeWhile = (at, test) => {
    let end = at;
    while (end < lines.length && test(lines[end])) end += 1;
    return end;
  };
  for (let at = 0; at < lines.length;) {
    const line = lines[at];
    const heading = /^(#{1,6})\s+(.*?)\s*#*$/.exec(line);
    let end = at + 1;
    if (line.startsWith("```")) {
      end = takeWhile(at + 1, (each) => !each.startsWith("```"));
      nodes.push(h("pre", { tabindex: "0" }, h("code", null, lines.slice(at + 1, end).join("\n"))));
      end += 1;
    } else if (heading) nodes.push(h(`h${Math.min(6, heading[1].length + 2)}`, null, inline(heading[2])));
    else if (RULE.test(line)) nodes.push(h("hr"));
    else if (line.startsWith(">")) {
      end = takeWhile(at, (each) => each.startsWith(">"));
      nodes.push(
        h(
          "blockquote",
          null,
          markdownLines(
            lines.slice(at, end).map((each) => each.replace(/^> ?/, "")),
            depth + 1,
          ),
        ),
      );
    } else if (ITEM.test(line)) {
      end = takeWhile(at, (each) => ITEM.test(each) || /^\s+\S/.test(each));
      nodes.push(list(lines.slice(at, end), depth));
    } else if (line.includes("|") && /^[\s|:-]*-[\s|:-]*$/.test(lines[at + 1] ?? "")) {
      end = takeWhile(at, (each) => each.includes("|"));
      nodes.push(grid(lines.slice(at, end)));
    } else if (line.trim()) {
      end = Math.max(
        at + 1,
        takeWhile(at, (each) => each.trim() && (each === line || !starts(each))),
      );
      nodes.push(h("p", { class: "text" }, inline(lines.slice(at, end).join("\n"))));
    }
    at = end;
  }
  return nodes;
}

/** Markdown as elements. */
export const markdown = (source) => markdownLines(source.split("\n"));
