// The thread beside a channel.
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { createComposer } from "./composer.js";
import { createMessageList } from "./message_list.js";

/** Answers {node, focus, destroy}; `onclose` when the person is done with it. */
export function createThread(session, { channel, ts, onclose }) {
  const title = session.directory.title(channel);
  const found = session.directory.channel(channel);
  const list = createMessageList(session, {
    channel,
    thread: ts,
    label: `Thread in ${title}`,
    empty: h("p", { class: "empty" }, "This thread is gone."),
  });
  const composer =
    found && !found.is_member
      ? null
      : createComposer(session, { channel, thread: ts, placeholder: "Reply…", broadcastTo: found ? title : null });
  const node = h(
    "div",
    { class: "thread-inside" },
    h(
      "header",
      { class: "bar" },
      h("div", { class: "bar-title" }, h("h2", null, "Thread"), h("span", { class: "quiet" }, title)),
      h(
        "button",
        { type: "button", class: "icon-button", "aria-label": "Close thread", onclick: onclose },
        icon("close"),
      ),
    ),
    list.node,
    composer?.node,
  );
  node.addEventListener("keydown", (event) => event.key === "Escape" && !event.defaultPrevented && onclose());
  return { node, focus: () => composer?.focus(), destroy: () => list.destroy() };
}
