// What a person does with the app: clicks, choices, commands, shortcuts. Each shows that it is busy and what went wrong.
import { get, post, upload } from "./api.js";
import { toast } from "./widgets/toast.js";

/** Mark a control as busy; further clicks are ignored meanwhile. Focus stays where it is. */
async function whileBusy(control, work) {
  if (control?.getAttribute("aria-busy") === "true") return { ok: true };
  control?.setAttribute("aria-busy", "true");
  try {
    return await work();
  } finally {
    control?.removeAttribute("aria-busy");
  }
}

/** The context renderers work in, for one message or view. `fail(sentence)` shows a problem near the click. */
export function createContext(session, { surface, container, form, fail = (sentence) => toast(sentence, "error") }) {
  const user = session.me.id;
  return {
    get directory() {
      return session.directory;
    },
    surface,
    form,
    fail,
    act: (element, blockId, value, control) =>
      whileBusy(control, async () => {
        const body = {
          user,
          container: container(),
          block_id: blockId,
          action_id: element.action_id,
          value,
          values: form.values(),
        };
        const answer = await post("/page/action", body);
        if (answer.ok) fail(null);
        else fail(answer.error);
        return answer;
      }),
    options: (element, blockId, typed) =>
      post("/page/options", {
        user,
        container: container(),
        block_id: blockId,
        action_id: element.action_id,
        value: typed,
      }),
    upload: (file) => upload(user, file),
  };
}

/** A global shortcut, or a message shortcut with `message`. */
export async function runShortcut(session, shortcut, message) {
  const about = message ? { channel: message.channel, ts: message.ts } : {};
  const answer = await post("/page/shortcut", {
    user: session.me.id,
    callback_id: shortcut.callback_id,
    app: shortcut.app_id,
    ...about,
  });
  if (!answer.ok) toast(answer.error, "error");
}

/** Put a reaction or take it back. */
export async function react(session, message, name) {
  const mine = message.reactions?.find((each) => each.name === name)?.users.includes(session.me.id);
  const answer = await post("/page/reaction", {
    user: session.me.id,
    channel: message.channel,
    ts: message.ts,
    name,
    add: !mine,
  });
  if (!answer.ok) toast(answer.error, "error");
}

/** The direct message with a person, opened if need be; null when it cannot be. */
export async function openDm(session, person) {
  const answer = await post("/page/dm", { user: session.me.id, with: person });
  if (!answer.ok) {
    toast(answer.error, "error");
    return null;
  }
  if (!session.directory.dm(answer.channel)) await session.refresh();
  return answer.channel;
}

/** One page of a channel, a thread, or an app's Home. */
export const readMessages = (session, channel, before) =>
  get("/page/messages", { user: session.me.id, channel, before, limit: 50 });
export const readThread = (session, channel, ts) => get("/page/thread", { user: session.me.id, channel, ts });
export const readHome = (session, app) => get("/page/home", { user: session.me.id, app });
