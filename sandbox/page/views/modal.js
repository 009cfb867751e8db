// Modals: one dialog that always shows the view in front. The browser's dialog keeps focus inside; Escape closes one view.
import { createContext } from "../acting.js";
import { post } from "../api.js";
import { showError } from "../blocks/input.js";
import { redrawBlocks } from "../blocks/registry.js";
import { freshId, h } from "../dom.js";
import { createForm } from "../elements/values.js";
import { icon } from "../icons.js";
import { plain } from "../text/objects.js";
import { announce } from "../widgets/toast.js";

/** Keeps the stack of a person's modals on the screen. Answers {sync(views)} for a state just read. */
export function createModals(session) {
  const forms = new Map();
  let view = null;
  let opener = null;
  const titleId = freshId("modal-title");
  const title = h("h2", { id: titleId });
  const back = h(
    "button",
    { type: "button", class: "icon-button", "aria-label": "Back", onclick: () => close() },
    icon("back"),
  );
  const cross = h(
    "button",
    { type: "button", class: "icon-button", "aria-label": "Close", onclick: () => close({ all: true }) },
    icon("close"),
  );
  const blocks = h("div", { class: "blocks modal-blocks" });
  const notice = h("p", { class: "modal-notice", role: "alert", hidden: true });
  const closer = h("button", { type: "button", class: "button", onclick: () => close() });
  const submitter = h("button", { type: "submit", class: "button primary" });
  const body = h("div", { class: "modal-body", tabindex: "-1" }, blocks);
  const form = h(
    "form",
    {
      class: "modal-form",
      novalidate: true,
      onsubmit: (event) => {
        event.preventDefault();
        submit();
      },
    },
    h("header", { class: "modal-head" }, back, title, cross),
    body,
    h("footer", { class: "dialog-foot" }, notice, closer, submitter),
  );
  const dialog = h("dialog", { class: "modal", "aria-labelledby": titleId }, form);
  document.body.append(dialog);

  const fail = (sentence) => {
    notice.hidden = !sentence;
    notice.replaceChildren(...(sentence ? [icon("warning", 16), sentence] : []));
  };
  const context = () =>
    createContext(session, {
      surface: "modal",
      form: forms.get(view.id),
      container: () => ({ type: "view", view_id: view.id }),
      fail,
    });

  function focusFirst() {
    const first = blocks.querySelector("[autofocus], input, textarea, select, .select, .button");
    (first ?? body).focus({ preventScroll: true });
    body.scrollTop = 0;
  }

  function draw(next) {
    const same = view?.id === next.id;
    view = next;
    if (forms.has(next.id)) forms.get(next.id).take(next.blocks, next.state?.values);
    else forms.set(next.id, createForm(next.blocks, next.state?.values));
    title.textContent = plain(next.title);
    back.hidden = !next.previous_view_id;
    closer.textContent = plain(next.close) || (next.submit ? "Cancel" : "Close");
    submitter.hidden = !next.submit;
    submitter.textContent = plain(next.submit);
    if (!same) {
      fail(null);
      blocks.replaceChildren();
    }
    redrawBlocks(blocks, next.blocks, context());
    if (!dialog.open) {
      opener = document.activeElement;
      dialog.showModal();
    }
    if (!same) focusFirst();
  }

  /** Show the view in front, or nothing. */
  function front(next) {
    if (next) {
      draw(next);
      return;
    }
    view = null;
    forms.clear();
    if (dialog.open) dialog.close();
    if (opener?.isConnected && document.activeElement === document.body) opener.focus();
  }

  function showErrors(errors) {
    const nodes = [...blocks.children];
    nodes.forEach((node) => showError(node, errors[node.dataset.blockId] ?? null));
    const missed = Object.entries(errors).filter(([id]) => !nodes.some((node) => node.dataset.blockId === id));
    fail(missed.length ? missed.map(([, sentence]) => sentence).join(" ") : null);
    const first = nodes.find((node) => errors[node.dataset.blockId]);
    if (!first) return;
    first.scrollIntoView({ block: "center" });
    first.querySelector("input, textarea, .select")?.focus({ preventScroll: true });
    const count = Object.keys(errors).length;
    announce(count === 1 ? "One field needs attention" : `${count} fields need attention`);
  }

  const busy = (on) => {
    form.setAttribute("aria-busy", String(on));
    submitter.disabled = on;
  };

  async function submit() {
    if (!view?.submit || submitter.disabled) return;
    const sent = view.id;
    busy(true);
    showErrors({});
    const answer = await post("/page/view/submit", {
      user: session.me.id,
      view_id: sent,
      values: forms.get(sent).values(),
    });
    busy(false);
    if (!answer.ok) fail(answer.error);
    else if (answer.action === "errors") showErrors(answer.errors ?? {});
    else front(answer.view);
  }

  async function close({ all = false } = {}) {
    if (!view) return;
    const closing = view.id;
    const answer = await post("/page/view/close", { user: session.me.id, view_id: closing, all });
    if (!answer.ok) front(null);
    else {
      forms.delete(closing);
      front(answer.view);
    }
  }

  dialog.addEventListener("cancel", (event) => {
    if (event.target !== dialog) return;
    event.preventDefault();
    close();
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && event.target.closest?.(".popover")) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit();
  });
  session.on("view_opened", ({ view: opened }) => front(opened));
  session.on("view_updated", ({ view: updated }) => updated.id === view?.id && front(updated));
  session.on("view_closed", ({ view_ids: ids, view: next }) => {
    if (view && ids.includes(view.id)) front(next);
  });
  return { sync: (views) => front(views.at(-1) ?? null) };
}
