// Where people write: messages, commands, files, and the apps' shortcuts.
import { runShortcut } from "../acting.js";
import { post } from "../api.js";
import { h } from "../dom.js";
import { withEmoji } from "../emoji.js";
import { icon } from "../icons.js";
import { openMenu } from "../widgets/menu.js";
import { toggles } from "../widgets/popover.js";
import { createAttachments } from "./attachments.js";
import { createHints } from "./hints.js";

const drafts = new Map();

/** What stands behind a typed "/word …", or a sentence why nothing does. */
function readCommand(text, session, thread) {
  const [, command, rest] = /^(\/\S+)\s*([^]*)$/.exec(text);
  const known = session.state.commands.map((each) => each.command);
  if (!known.includes(command))
    return {
      problem: `${command} is not a command here. There is ${known.join(", ") || "none yet: no app is installed"}.`,
    };
  if (thread) return { problem: `Commands do not work in threads. Type ${command} in the channel.` };
  return { command, rest };
}

/** Drafts stay per person and place until they are sent. */
export function createComposer(session, { channel, thread = null, placeholder, broadcastTo = null }) {
  const draft = `${session.me.id} ${channel} ${thread ?? ""}`;
  const field = h("textarea", {
    class: "composer-field",
    rows: "1",
    placeholder,
    "aria-label": placeholder,
    value: drafts.get(draft) ?? "",
    spellcheck: "true",
    dir: "auto",
  });
  const hints = createHints(session, field);
  const usage = h("p", { class: "usage", hidden: true });
  const problem = h("p", { class: "composer-problem", role: "alert", hidden: true });
  const shortcuts = h(
    "button",
    { type: "button", class: "icon-button", "aria-label": "Shortcuts of apps", title: "Shortcuts of apps" },
    icon("bolt"),
  );
  const send = h("button", { type: "submit", class: "send", "aria-label": "Send" }, icon("send"));
  const also = broadcastTo ? h("input", { type: "checkbox" }) : null;

  const say = (sentence) => {
    problem.textContent = sentence ?? "";
    problem.hidden = !sentence;
  };
  const grow = () => {
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, 220)}px`;
    send.disabled = !field.value.trim() && !attachments.ids().length;
    drafts.set(draft, field.value);
    const started = session.state.commands.find(({ command }) => field.value.startsWith(`${command} `));
    usage.hidden = !started?.usage_hint;
    usage.textContent = started ? `${started.command} ${started.usage_hint ?? ""}` : "";
  };
  const attachments = createAttachments(session, (sentence) => {
    say(sentence);
    grow();
  });
  async function deliver(text) {
    const user = session.me.id;
    if (text.startsWith("/") && !attachments.ids().length) {
      const { command, rest, problem: why } = readCommand(text, session, thread);
      return why ? { ok: false, error: why } : post("/page/command", { user, channel, command, text: rest.trim() });
    }
    return post("/page/message", {
      user,
      channel,
      text: withEmoji(text),
      thread_ts: thread ?? undefined,
      broadcast: also?.checked || undefined,
      files: attachments.ids(),
    });
  }
  async function submit() {
    const text = field.value.trim();
    if ((!text && !attachments.ids().length) || form.getAttribute("aria-busy") === "true") return;
    say(null);
    form.setAttribute("aria-busy", "true");
    field.value = "";
    grow();
    const answer = await deliver(text);
    form.removeAttribute("aria-busy");
    if (answer.ok) {
      attachments.clear();
    } else {
      // What an app did wrong is said in the channel, where a command's answer would have been.
      if (!field.value) field.value = text;
      if (!answer.trigger_id) say(answer.error);
      grow();
    }
    if (document.activeElement === document.body) field.focus();
  }
  field.addEventListener("input", () => {
    say(null);
    grow();
  });
  field.addEventListener("keydown", (event) => {
    if (hints.keydown(event)) event.preventDefault();
    else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      submit();
    }
  });
  field.addEventListener(
    "paste",
    (event) => event.clipboardData?.files.length && attachments.add([...event.clipboardData.files]),
  );
  const global = session.state.shortcuts.filter((each) => each.type === "global");
  toggles(shortcuts, () =>
    openMenu(
      shortcuts,
      global.map((each) => ({
        label: each.name,
        description: each.description,
        icon: icon("bolt"),
        choose: () => runShortcut(session, each),
      })),
      { label: "Shortcuts of apps", side: "top" },
    ),
  );
  const form = h(
    "form",
    {
      class: "composer",
      onsubmit: (event) => {
        event.preventDefault();
        submit();
      },
    },
    hints.node,
    usage,
    problem,
    h(
      "div",
      { class: "composer-box" },
      attachments.list,
      field,
      h(
        "div",
        { class: "composer-bar" },
        attachments.button,
        global.length && !thread ? shortcuts : null,
        also && h("label", { class: "choice small" }, also, h("span", null, `Also send to ${broadcastTo}`)),
        h("span", { class: "composer-hint" }, "Enter sends, Shift+Enter for a new line"),
        send,
      ),
    ),
    attachments.picker,
  );
  requestAnimationFrame(grow);
  return { node: form, focus: () => field.focus() };
}
