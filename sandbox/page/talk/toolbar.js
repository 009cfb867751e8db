// What can be done with a message. One bar for the whole list: it moves into the message under the pointer or focus.
import { react, runShortcut } from "../acting.js";
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { routeTo } from "../route.js";
import { openMenu } from "../widgets/menu.js";
import { openReactionPicker } from "../widgets/reaction_picker.js";
import { toggles } from "../widgets/popover.js";
import { toast } from "../widgets/toast.js";

async function copy(text, said) {
  try {
    await navigator.clipboard.writeText(text);
    toast(said);
  } catch {
    toast("The browser did not allow copying.", "error");
  }
}

/** `current()` answers the message the bar stands on; `onthread` is missing inside a thread. */
export function createToolbar(session, { onthread }) {
  let message = null;
  const button = (label, name, act) =>
    h("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick: act }, icon(name));
  const smile = button("Add a reaction", "smile");
  toggles(smile, () => openReactionPicker(smile, (name) => react(session, message, name)));
  const thread = onthread && button("Reply in thread", "thread", () => onthread(message));
  const more = button("More message actions", "more");
  toggles(more, () => {
    const target = message;
    const link = `${location.origin}/${routeTo({ user: session.me.id, place: target.channel, at: target.ts })}`;
    const shortcuts = session.state.shortcuts.filter((each) => each.type === "message");
    const apps = shortcuts.map((each) => ({
      label: each.name,
      icon: icon("bolt"),
      description: session.directory.app(each.app_id)?.name,
      choose: () => runShortcut(session, each, target),
    }));
    const own = [
      { label: "Copy link", icon: icon("messages"), choose: () => copy(link, "Link copied") },
      { label: "Copy text", icon: icon("file"), choose: () => copy(target.text ?? "", "Text copied") },
    ];
    return openMenu(
      more,
      [...(apps.length ? [{ heading: "Shortcuts" }, ...apps, { heading: "Message" }] : []), ...own],
      { label: "More message actions", align: "end" },
    );
  });
  const bar = h("div", { class: "toolbar", role: "toolbar", "aria-label": "Message actions" }, smile, thread, more);
  return {
    /** Stand on a drawn message; ephemerals and notices have no actions. */
    moveTo(drawn) {
      if (bar.querySelector("[aria-expanded=true]")) return;
      if (!drawn || drawn.message.ephemeral) {
        bar.remove();
        return;
      }
      message = drawn.message;
      if (bar.parentElement !== drawn.node) drawn.node.append(bar);
    },
    contains: (node) => bar.contains(node),
  };
}
