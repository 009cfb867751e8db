// A channel's or a thread's messages: pages of older ones, day dividers, what is new, and following what happens.
import { readMessages, readThread } from "../acting.js";
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { dayLabel, isoDay } from "../time.js";
import { announce } from "../widgets/toast.js";
import { createMessage } from "./message.js";
import { createToolbar } from "./toolbar.js";

const TOGETHER = 300;
const NEAR = 80;

/** One list; answers {node, destroy()}. With `thread` it shows that thread, else the channel. */
export function createMessageList(session, { channel, thread = null, label, unread = 0, empty, onthread }) {
  const drawn = new Map();
  let more = false;
  let loading = false;
  let newFrom = null;
  const toolbar = createToolbar(session, { onthread });
  const feed = h("div", { class: "feed", role: "feed", "aria-label": label, "aria-busy": "true" });
  const pill = h("button", { type: "button", class: "to-newest", hidden: true, onclick: () => toBottom() }, icon("down", 14), "New messages");
  const scroller = h("div", { class: "scroller" }, feed);
  const node = h("div", { class: "message-list" }, scroller, pill);

  const nearBottom = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR;
  function toBottom() {
    scroller.scrollTop = scroller.scrollHeight;
    pill.hidden = true;
  }

  const sorted = () => [...drawn.values()].sort((a, b) => Number(a.message.ts) - Number(b.message.ts));

  function follows(before, { message }) {
    const last = before?.message;
    return Boolean(last) && last.user === message.user && last.username === message.username && !message.ephemeral && !last.ephemeral && !last.subtype && !message.subtype && Number(message.ts) - Number(last.ts) < TOGETHER && !last.blocks?.length && !message.blocks?.length;
  }

  /** Put nodes in order with their dividers; nodes already in place are not touched. */
  function arrange() {
    const { zone } = session.directory;
    const wanted = [];
    let before = null;
    const list = sorted();
    for (const each of list) {
      const at = Number(each.message.ts);
      const newDay = !before || isoDay(Number(before.message.ts), zone) !== isoDay(at, zone);
      if (newDay && !thread) wanted.push(divider(`day-${isoDay(at, zone)}`, dayLabel(at, session.now(), zone), "day"));
      if (each.message.ts === newFrom) wanted.push(divider("new", "New", "new"));
      each.compact(!newDay && each.message.ts !== newFrom && follows(before, each));
      wanted.push(each.node);
      before = each;
    }
    if (!list.length && !loading) wanted.push(empty);
    wanted.forEach((child, index) => {
      if (feed.children[index] !== child) feed.insertBefore(child, feed.children[index] ?? null);
    });
    while (feed.children.length > wanted.length) feed.lastElementChild.remove();
    const current = feed.querySelector('.message[tabindex="0"]');
    if (!current && list.length) list.at(-1).node.tabIndex = 0;
  }

  const dividers = new Map();
  function divider(key, words, kind) {
    if (!dividers.has(key)) dividers.set(key, h("div", { class: `divider ${kind}`, role: "separator", "aria-label": words }));
    const line = dividers.get(key);
    if (line.textContent !== words) line.replaceChildren(h("span", null, words));
    return line;
  }

  function put(message) {
    const known = drawn.get(message.ts);
    const full = { ...message, channel };
    if (known) known.update(full);
    else drawn.set(message.ts, createMessage(full, session, { onthread }));
  }

  const belongs = (message) => {
    const parent = message.thread_ts && message.thread_ts !== message.ts ? message.thread_ts : null;
    if (thread) return message.ts === thread || parent === thread;
    return !parent || message.subtype === "thread_broadcast";
  };

  async function load(before) {
    loading = true;
    const height = scroller.scrollHeight - scroller.scrollTop;
    const answer = thread ? await readThread(session, channel, thread) : await readMessages(session, channel, before);
    loading = false;
    feed.setAttribute("aria-busy", "false");
    if (!answer.ok) {
      feed.replaceChildren(h("p", { class: "empty" }, answer.error));
      return;
    }
    more = Boolean(answer.has_more);
    answer.messages.forEach(put);
    if (!before && unread && newFrom === null) {
      const others = sorted().filter(({ message }) => message.user !== session.me.id);
      newFrom = others.at(-Math.min(unread, others.length))?.message.ts ?? "";
    }
    arrange();
    if (before) scroller.scrollTop = scroller.scrollHeight - height;
    else if (!thread) toBottom();
  }

  function arrived({ channel: where, message }) {
    if (where !== channel || !belongs(message)) return;
    const stick = nearBottom() || message.user === session.me.id;
    put(message);
    arrange();
    if (stick) toBottom();
    else pill.hidden = false;
    if (message.user !== session.me.id || message.ephemeral) announce(`${session.author(message).name}: ${(message.text ?? "").slice(0, 200)}`);
  }

  function changed({ channel: where, message }) {
    if (where !== channel || !drawn.has(message.ts)) return;
    const stick = nearBottom();
    put(message);
    if (stick) toBottom();
  }

  function deleted({ channel: where, ts }) {
    if (where !== channel || !drawn.delete(ts)) return;
    arrange();
  }

  function reacted({ channel: where, ts, reactions }) {
    const found = where === channel ? drawn.get(ts) : null;
    found?.update({ ...found.message, reactions });
  }

  scroller.addEventListener("scroll", () => {
    if (nearBottom()) pill.hidden = true;
    if (scroller.scrollTop < 200 && more && !loading) load(sorted()[0].message.ts);
  });
  const under = (event) => drawn.get(event.target.closest?.(".message")?.dataset.ts);
  feed.addEventListener("pointerover", (event) => toolbar.moveTo(under(event)));
  feed.addEventListener("pointerleave", () => toolbar.moveTo(drawn.get(document.activeElement?.closest?.(".message")?.dataset.ts)));
  feed.addEventListener("focusin", (event) => {
    const each = under(event);
    if (!each) return;
    feed.querySelector('.message[tabindex="0"]')?.setAttribute("tabindex", "-1");
    each.node.tabIndex = 0;
    if (!toolbar.contains(event.target)) toolbar.moveTo(each);
  });
  feed.addEventListener("keydown", (event) => {
    if (!event.target.classList.contains("message")) return;
    const list = sorted().map((each) => each.node);
    const at = list.indexOf(event.target);
    const goal = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: list.length - 1, PageUp: Math.max(0, at - 8), PageDown: Math.min(list.length - 1, at + 8) }[event.key];
    if (goal === undefined || !list[goal]) return;
    event.preventDefault();
    list[goal].focus();
  });

  const stops = [
    session.on("message", arrived),
    session.on("ephemeral", arrived),
    session.on("message_changed", changed),
    session.on("message_deleted", deleted),
    session.on("reaction", reacted),
    session.on("clock", () => arrange()),
    session.on("state", () => load()),
  ];
  load();
  return { node, destroy: () => stops.forEach((stop) => stop()) };
}
