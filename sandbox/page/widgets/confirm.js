// The confirm dialog an element may carry (Slack's "Confirmation dialog object").
import { freshId, h } from "../dom.js";
import { plain, text } from "../text/objects.js";

/** Resolves to true when the person confirms. */
export function confirmed(confirm, ctx) {
  if (!confirm) return Promise.resolve(true);
  return new Promise((resolve) => {
    const heading = freshId("confirm");
    const body = freshId("confirm-text");
    const style = confirm.style === "danger" ? "button danger" : "button primary";
    const dialog = h(
      "dialog",
      { class: "confirm", "aria-labelledby": heading, "aria-describedby": body },
      h("h2", { id: heading }, plain(confirm.title)),
      text(confirm.text, ctx, { id: body }),
      h(
        "div",
        { class: "dialog-foot" },
        h("button", { type: "button", class: "button", onclick: () => dialog.close("no") }, plain(confirm.deny)),
        h(
          "button",
          { type: "button", class: style, autofocus: true, onclick: () => dialog.close("yes") },
          plain(confirm.confirm),
        ),
      ),
    );
    const opener = document.activeElement;
    dialog.addEventListener("close", () => {
      dialog.remove();
      opener?.focus?.();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
