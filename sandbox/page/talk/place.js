// A channel or a direct message: its head, its messages, and where to write.
import { post } from "../api.js";
import { fullName } from "../directory.js";
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { clockTime } from "../time.js";
import { toast } from "../widgets/toast.js";
import { createComposer } from "./composer.js";
import { createMessageList } from "./message_list.js";

/** Where we are and about what, for the top bar. */
export function describePlace(session, id) {
  const { directory } = session;
  const channel = directory.channel(id);
  if (channel) {
    const members = channel.members?.length ?? 0;
    return {
      title: channel.name,
      mark: icon(channel.is_private ? "lock" : "hash"),
      about: channel.topic || channel.purpose,
      members,
    };
  }
  const person = directory.person(directory.dm(id)?.user);
  const local = person && !person.is_bot ? `${clockTime(directory.now(), person.tz || "UTC")} local time` : null;
  return {
    title: fullName(person),
    mark: icon(person?.is_bot ? "bolt" : "messages"),
    about: [person?.title, local].filter(Boolean).join(" · "),
  };
}

function emptyState(session, id) {
  const channel = session.directory.channel(id);
  const [first] = session.state.commands;
  const hint = first
    ? ["Type ", h("code", null, first.command), " to see what you can do here."]
    : "Write the first message below.";
  const words = channel
    ? `This is the very beginning of #${channel.name}.`
    : `This is where you and ${session.directory.title(id)} talk.`;
  return h("div", { class: "empty" }, h("strong", null, words), h("p", null, hint));
}

function joinBar(session, channel) {
  const join = async () => {
    const answer = await post("/page/join", { user: session.me.id, channel: channel.id });
    if (answer.ok) session.refresh();
    else toast(answer.error, "error");
  };
  return h(
    "div",
    { class: "join-bar" },
    h("span", null, `You are looking at #${channel.name} without being in it.`),
    h("button", { type: "button", class: "button primary", onclick: join }, "Join channel"),
  );
}

/** Answers {node, focus, show(ts), destroy}; `at` is a message to begin with. */
export function createPlace(session, id, { onthread, at }) {
  const { directory } = session;
  const channel = directory.channel(id);
  const dm = directory.dm(id);
  const title = directory.title(id);
  const app = directory.app(dm?.app_id);
  const list = createMessageList(session, {
    channel: id,
    label: `Messages in ${title}`,
    unread: (channel ?? dm)?.unread ?? 0,
    empty: emptyState(session, id),
    onthread,
    at,
  });
  const composer =
    channel && !channel.is_member ? null : createComposer(session, { channel: id, placeholder: `Message ${title}` });
  const foot = app?.read_only
    ? h("p", { class: "join-bar" }, `${app.name} only writes here.`)
    : (composer?.node ?? joinBar(session, channel));
  return {
    node: h("div", { class: "place" }, list.node, foot),
    focus: () => composer?.focus(),
    show: (ts) => list.show(ts),
    destroy: () => list.destroy(),
  };
}
