// One message: who, when, what, and what hangs below it.
import { createContext } from "../acting.js";
import { redrawBlocks } from "../blocks/registry.js";
import { freshId, h } from "../dom.js";
import { createForm } from "../elements/values.js";
import { icon } from "../icons.js";
import { mrkdwn } from "../text/render.js";
import { clockTime, fullMoment } from "../time.js";
import { avatar } from "./avatar.js";
import { fileCard } from "./files.js";
import { attachment, reactions, threadLink } from "./message_parts.js";

const SYSTEM = new Set([
  "channel_join",
  "channel_leave",
  "channel_topic",
  "channel_purpose",
  "channel_name",
  "group_join",
  "group_leave",
]);

/**
 * Answers {node, update(message), compact(on)}. `onthread(message)` opens a thread; without it there are none (inside one).
 * The blocks' values and focus survive an update.
 */
export function createMessage(first, session, { onthread } = {}) {
  let message = first;
  const allBlocks = () => [
    ...(message.blocks ?? []),
    ...(message.attachments ?? []).flatMap((each) => each.blocks ?? []),
  ];
  const form = createForm(allBlocks());
  const notice = h("p", { class: "message-notice", role: "alert", hidden: true });
  const ctx = createContext(session, {
    surface: "message",
    form,
    container: () => ({ type: "message", channel: message.channel, ts: message.ts }),
    fail(sentence) {
      notice.hidden = !sentence;
      notice.replaceChildren(...(sentence ? [icon("warning", 16), sentence] : []));
    },
  });
  const nameId = freshId("from");
  const head = h("div", { class: "message-head" });
  const words = h("div", { class: "message-words" });
  const blocks = h("div", { class: "blocks" });
  const foot = h("div", { class: "message-foot" });
  const side = h("div", { class: "message-side" });
  const node = h(
    "article",
    { class: "message", tabindex: "-1", "aria-labelledby": nameId, dataset: { ts: first.ts } },
    side,
    h("div", { class: "message-body" }, head, words, blocks, notice, foot),
  );

  function drawHead() {
    const who = session.author(message);
    const at = Number(message.ts);
    const { zone } = session.directory;
    const time = clockTime(at, zone);
    side.replaceChildren(avatar(who), h("time", { class: "gutter-time", "aria-hidden": "true" }, time));
    head.replaceChildren(
      h(
        "span",
        { class: "message-from", id: nameId },
        h("strong", null, who.name),
        who.bot && h("span", { class: "badge" }, "APP"),
        h("time", { title: fullMoment(at, zone), datetime: new Date(at * 1000).toISOString() }, time),
      ),
      message.ephemeral ? h("span", { class: "only-you" }, icon("eye", 14), "Only visible to you") : "",
    );
  }

  function draw() {
    const edited = message.edited
      ? h("span", { class: "edited", title: fullMoment(Number(message.edited.ts), session.directory.zone) }, "(edited)")
      : null;
    const system = SYSTEM.has(message.subtype);
    node.classList.toggle("system", system);
    node.classList.toggle("ephemeral", Boolean(message.ephemeral));
    drawHead();
    const drawn = message.blocks?.length;
    words.replaceChildren(
      ...(drawn || !message.text
        ? []
        : [h("div", { class: "text" }, mrkdwn(message.text, ctx), edited ? [" ", edited] : null)]),
    );
    form.take(allBlocks());
    const lost = redrawBlocks(blocks, message.blocks ?? [], ctx);
    const files = message.files?.length
      ? h(
          "div",
          { class: "files" },
          message.files.map((file) => fileCard(file, session.me.id)),
        )
      : null;
    const below = [
      drawn ? edited : null,
      ...(message.attachments ?? []).map((each) => attachment(each, ctx)),
      files,
      reactions(message, session),
      threadLink(message, session, onthread),
    ];
    const focusLabel = foot.contains(document.activeElement) ? document.activeElement.className : null;
    foot.replaceChildren(...below.filter(Boolean));
    if (focusLabel) (foot.querySelector(`[class="${focusLabel}"]`) ?? node).focus();
    if (lost) node.focus();
  }
  draw();
  return {
    node,
    get message() {
      return message;
    },
    update(next) {
      message = { ...next, channel: next.channel ?? message.channel };
      draw();
    },
    compact: (on) => node.classList.toggle("compact", on),
  };
}
