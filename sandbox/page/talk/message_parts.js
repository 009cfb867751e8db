// What hangs below a message: attachments, reactions, its thread.
import { react } from "../acting.js";
import { redrawBlocks } from "../blocks/registry.js";
import { h } from "../dom.js";
import { EMOJI } from "../emoji.js";
import { mrkdwn } from "../text/render.js";
import { clockTime } from "../time.js";
import { avatar } from "./avatar.js";

/** The reactions under a message, or null. */
export function reactions(message, session) {
  if (!message.reactions?.length) return null;
  const name = (id) => session.directory.person(id)?.handle ?? "somebody";
  return h(
    "div",
    { class: "reactions" },
    message.reactions.map((each) => {
      const mine = each.users.includes(session.me.id);
      const who = each.users.map(name).join(", ");
      return h(
        "button",
        {
          type: "button",
          class: "reaction",
          "aria-pressed": String(mine),
          title: `${who} reacted with :${each.name}:`,
          "aria-label": `${each.name.replaceAll("_", " ")}, ${each.count}, ${who}`,
          onclick: () => react(session, message, each.name),
        },
        h("span", { class: "emoji" }, EMOJI[each.name] ?? `:${each.name}:`),
        String(each.count),
      );
    }),
  );
}

/** The way into a message's thread, or null when there is none. */
export function threadLink(message, session, onthread) {
  if (!message.reply_count || !onthread) return null;
  const people = (message.reply_users ?? [])
    .slice(0, 3)
    .map((id) => session.directory.person(id))
    .filter(Boolean);
  const words = message.reply_count === 1 ? "1 reply" : `${message.reply_count} replies`;
  const last = message.latest_reply ? `last ${clockTime(Number(message.latest_reply), session.directory.zone)}` : "";
  return h(
    "button",
    { type: "button", class: "thread-link", onclick: () => onthread(message) },
    people.map((person) => avatar({ id: person.id, name: person.real_name || person.name, person }, "tiny")),
    h("span", { class: "thread-count" }, words),
    h("span", { class: "quiet" }, last),
  );
}

/** A secondary attachment: blocks or text beside a coloured bar. */
export function attachment(each, ctx) {
  const root = h("div");
  if (each.blocks?.length) redrawBlocks(root, each.blocks, ctx);
  const [, color] = /^#?([0-9a-f]{3,8})$/i.exec(each.color ?? "") ?? [];
  const words = each.blocks?.length
    ? root
    : [
        each.title && h("strong", null, each.title),
        h("div", { class: "text" }, mrkdwn(each.text ?? each.fallback ?? "", ctx)),
      ];
  return h("div", { class: "attachment", vars: color ? { "--bar": `#${color}` } : {} }, words);
}
