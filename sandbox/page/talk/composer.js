// Where people write: messages, commands, files, and the apps' shortcuts.
import { runShortcut } from "../acting.js";
import { post, upload } from "../api.js";
import { h } from "../dom.js";
import { withEmoji } from "../emoji.js";
import { icon } from "../icons.js";
import { openMenu } from "../widgets/menu.js";
import { toggles } from "../widgets/popover.js";
import { createHints } from "./hints.js";

const drafts = new Map();

/** What stands behind a typed "/word …", or a sentence why nothing does. */
function readCommand(text, session, thread) {
  const [, command, rest] = /^(\/\S+)\s*([^]*)$/.exec(text);
  const known = session.state.commands.map((each) => each.command);
  if (!known.includes(command)) return { problem: `${command} is not a command here. There is ${known.join(", ") || "none yet: no app is installed"}.` };
  if (thread) return { problem: `Commands do not work in threads. Type ${command} in the channel.` };
  return { command, rest };
}

/** Drafts stay per person and place until they are sent. */
export function createComposer(session, { channel, thread = null, placeholder, broadcastTo = null }) {
  const draft = `${session.me.id} ${channel} ${thread ?? ""}`;
  const files = [];
  const field = h("textarea", { class: "composer-field", rows: "1", placeholder, "aria-label": placeholder, value: drafts.get(draft) ?? "", spellcheck: "true", dir: "auto" });
  const hints = createHints(session, field);
  const usage = h("p", { class: "usage", hidden: true });
  const problem = h("p", { class: "composer-problem", role: "alert", hidden: true });
  const fileList = h("ul", { class: "file-names", hidden: true });
  const picker = h("input", { type: "file", multiple: true, hidden: true });
  const attach = h("button", { type: "button", class: "icon-button", "aria-label": "Attach a file", title: "Attach a file", onclick: () => picker.click() }, icon("plus"));
  const shortcuts = h("button", { type: "button", class: "icon-button", "aria-label": "Shortcuts of apps", title: "Shortcuts of apps" }, icon("bolt"));
  const send = h("button", { type: "submit", class: "send", "aria-label": "Send" }, icon("send"));
  const also = broadcastTo ? h("input", { type: "checkbox" }) : null;

  const say = (sentence) => {
    problem.textContent = sentence ?? "";
    problem.hidden = !sentence;
  };
  const grow = () => {
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, 220)}px`;
    send.disabled = !field.value.trim() && !files.length;
    drafts.set(draft, field.value);
    const started = session.state.commands.find(({ command }) => field.value.startsWith(`${command} `));
    usage.hidden = !started?.usage_hint;
    usage.textContent = started ? `${started.command} ${started.usage_hint ?? ""}` : "";
  };
  const drawFiles = () => {
    const drop = (file) => () => {
      files.splice(files.indexOf(file), 1);
      drawFiles();
    };
    fileList.replaceChildren(...files.map((file) => h("li", null, icon("file", 16), h("span", null, file.name), h("button", { type: "button", class: "icon-button small", "aria-label": `Remove ${file.name}`, onclick: drop(file) }, icon("close", 14)))));
    fileList.hidden = !files.length;
    grow();
  };
  async function add(picked) {
    for (const file of picked) {
      const answer = await upload(session.me.id, file);
      if (answer.ok) files.push(answer.file);
      else say(answer.error);
    }
    drawFiles();
  }
  async function deliver(text) {
    const user = session.me.id;
    if (text.startsWith("/") && !files.length) {
      const { command, rest, problem: why } = readCommand(text, session, thread);
      return why ? { ok: false, error: why } : post("/page/command", { user, channel, command, text: rest.trim() });
    }
    return post("/page/message", { user, channel, text: withEmoji(text), thread_ts: thread ?? undefined, broadcast: also?.checked || undefined, files: files.map(({ id }) => id) });
  }
  async function submit() {
    const text = field.value.trim();
    if ((!text && !files.length) || form.getAttribute("aria-busy") === "true") return;
    say(null);
    form.setAttribute("aria-busy", "true");
    field.value = "";
    grow();
    const answer = await deliver(text);
    form.removeAttribute("aria-busy");
    if (answer.ok) {
      files.length = 0;
      drawFiles();
    } else {
      if (!field.value) field.value = text;
      say(answer.error);
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
  field.addEventListener("paste", (event) => event.clipboardData?.files.length && add([...event.clipboardData.files]));
  picker.addEventListener("change", () => {
    add([...picker.files]);
    picker.value = "";
  });
  const global = session.state.shortcuts.filter((each) => each.type === "global");
  toggles(shortcuts, () =>
    openMenu(shortcuts, global.map((each) => ({ label: each.name, description: each.description, icon: icon("bolt"), choose: () => runShortcut(session, each) })), { label: "Shortcuts of apps", side: "top" }),
  );
  const form = h(
    "form",
    { class: "composer", onsubmit: (event) => { event.preventDefault(); submit(); } },
    hints.node,
    usage,
    problem,
    h("div", { class: "composer-box" }, fileList, field, h("div", { class: "composer-bar" }, attach, global.length && !thread ? shortcuts : null, also && h("label", { class: "choice small" }, also, h("span", null, `Also send to ${broadcastTo}`)), h("span", { class: "composer-hint" }, "Enter sends, Shift+Enter for a new line"), send)),
    picker,
  );
  requestAnimationFrame(grow);
  return { node: form, focus: () => field.focus() };
}
