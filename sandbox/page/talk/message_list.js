// A channel's or a thread's messages: pages of older ones, and following what happens.
import { readMessages, readThread } from "../acting.js";
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { announce } from "../widgets/toast.js";
import { createMessage } from "./message.js";
import { createOrder } from "./order.js";
import { createToolbar } from "./toolbar.js";
import { walkMessages } from "./walk.js";

const NEAR = 80;
const EARLY = 200;

/** Whether a message belongs to a thread's list, or to the channel's. */
function belongs(message, thread) {
  const parent = message.thread_ts && message.thread_ts !== message.ts ? message.thread_ts : null;
  if (thread) return message.ts === thread || parent === thread;
  return !parent || message.subtype === "thread_broadcast";
}

/** One list; answers {node, show(ts), destroy()}. With `thread` it shows that thread, else the channel. */
export function createMessageList(session, { channel, thread = null, label, unread = 0, empty, onthread, at = null }) {
  const drawn = new Map();
  let more = false;
  let loading = false;
  let newFrom = null;
  const feed = h("div", { class: "feed", role: "feed", "aria-label": label, "aria-busy": "true" });
  const pill = h(
    "button",
    { type: "button", class: "to-newest", hidden: true, onclick: () => toBottom() },
    icon("down", 14),
    "New messages",
  );
  const scroller = h("div", { class: "scroller" }, feed);
  const node = h("div", { class: "message-list" }, scroller, pill);
  const order = createOrder(session, { feed, days: !thread });

  const sorted = () => [...drawn.values()].sort((a, b) => Number(a.message.ts) - Number(b.message.ts));
  const arrange = () => order(sorted(), { newFrom, empty: loading ? null : empty });
  const nearBottom = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR;
  function toBottom() {
    scroller.scrollTop = scroller.scrollHeight;
    pill.hidden = true;
  }

  function put(message) {
    const full = { ...message, channel };
    if (drawn.has(message.ts)) drawn.get(message.ts).update(full);
    else drawn.set(message.ts, createMessage(full, session, { onthread }));
  }

  /** Take out what is gone since the list was read last. */
  function dropMissing(messages) {
    const there = new Set(messages.map(({ ts }) => ts));
    for (const [ts, { message }] of drawn) {
      if (!there.has(ts) && !message.ephemeral && ts >= (messages[0]?.ts ?? "")) drawn.delete(ts);
    }
  }

  function markNew() {
    const others = sorted().filter(({ message }) => message.user !== session.me.id);
    newFrom = others.at(-Math.min(unread, others.length))?.message.ts ?? "";
  }

  async function load(before) {
    loading = true;
    const fromBottom = scroller.scrollHeight - scroller.scrollTop;
    const follow = nearBottom();
    const first = drawn.size === 0;
    const answer = thread ? await readThread(session, channel, thread) : await readMessages(session, channel, before);
    loading = false;
    feed.setAttribute("aria-busy", "false");
    if (!answer.ok) {
      if (first) feed.replaceChildren(h("p", { class: "empty" }, answer.error));
      return;
    }
    more = first || before ? Boolean(answer.has_more) : more;
    if (!before) dropMissing(answer.messages);
    answer.messages.forEach(put);
    if (first && unread) markNew();
    arrange();
    if (before) scroller.scrollTop = scroller.scrollHeight - fromBottom;
    else if (first && at && drawn.has(at)) show(at);
    else if (follow && !(first && thread)) toBottom();
  }

  /** Bring one message into view and put focus on it. */
  function show(ts) {
    const found = drawn.get(ts)?.node;
    found?.scrollIntoView({ block: "center" });
    found?.focus({ preventScroll: true });
  }

  function arrived({ channel: where, message }) {
    if (where !== channel || !belongs(message, thread)) return;
    const stick = nearBottom() || message.user === session.me.id;
    put(message);
    arrange();
    if (stick) toBottom();
    else pill.hidden = false;
    if (message.user === session.me.id && !message.ephemeral) return;
    announce(`${session.author(message).name}: ${(message.text ?? "").slice(0, 200)}`);
  }

  function changed({ channel: where, message }) {
    if (where !== channel || !drawn.has(message.ts)) return;
    const stick = nearBottom();
    put(message);
    if (stick) toBottom();
  }

  function deleted({ channel: where, ts }) {
    if (where === channel && drawn.delete(ts)) arrange();
  }

  function reacted({ channel: where, ts, reactions }) {
    const found = where === channel ? drawn.get(ts) : null;
    found?.update({ ...found.message, reactions });
  }

  scroller.addEventListener("scroll", () => {
    if (nearBottom()) pill.hidden = true;
    if (scroller.scrollTop < EARLY && more && !loading) load(sorted()[0].message.ts);
  });
  walkMessages(feed, {
    find: (inside) => drawn.get(inside?.closest?.(".message")?.dataset.ts),
    nodes: () => sorted().map((each) => each.node),
    toolbar: createToolbar(session, { onthread }),
  });
  const stops = [
    session.on("message", arrived),
    session.on("ephemeral", arrived),
    session.on("message_changed", changed),
    session.on("message_deleted", deleted),
    session.on("reaction", reacted),
    session.on("clock", arrange),
    session.on("state", () => load()),
  ];
  load();
  return { node, show, destroy: () => stops.forEach((stop) => stop()) };
}
