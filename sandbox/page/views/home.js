// An app's Home tab.
import { createContext, readHome } from "../acting.js";
import { post } from "../api.js";
import { redrawBlocks } from "../blocks/registry.js";
import { h } from "../dom.js";
import { createForm } from "../elements/values.js";
import { icon } from "../icons.js";

const WAIT = 4000;

/** Answers {node, focus, destroy}. Opening it tells the app, which then may publish. */
export function createHome(session, app) {
  let view = null;
  const form = createForm([]);
  const notice = h("p", { class: "message-notice", role: "alert", hidden: true });
  const ctx = createContext(session, {
    surface: "home",
    form,
    container: () => ({ type: "view", view_id: view.id }),
    fail(sentence) {
      notice.hidden = !sentence;
      notice.replaceChildren(...(sentence ? [icon("warning", 16), sentence] : []));
    },
  });
  const blocks = h("div", { class: "blocks" });
  const page = h("div", { class: "home-page" }, notice, blocks);
  const node = h("div", { class: "home", tabindex: "-1", role: "region", "aria-label": `Home of ${app.name}` }, page);
  const waiting = h("p", { class: "empty", role: "status" }, "Opening…");

  function show(next) {
    view = next;
    form.take(view.blocks, view.state?.values);
    redrawBlocks(blocks, view.blocks, ctx);
  }
  async function open() {
    const answer = await readHome(session, app.id);
    if (answer.ok && answer.view) show(answer.view);
    else blocks.replaceChildren(answer.ok ? waiting : h("p", { class: "empty" }, answer.error));
    const told = await post("/page/home/open", { user: session.me.id, app: app.id, tab: "home" });
    if (!told.ok) ctx.fail(told.error);
  }
  const giveUp = setTimeout(() => {
    if (!view)
      waiting.replaceChildren(
        h("strong", null, `${app.name} has not shown a Home for you yet.`),
        h("br"),
        "It appears here as soon as the app publishes it.",
      );
  }, WAIT);
  const stops = [
    session.on("home", (frame) => frame.app_id === app.id && frame.view && show(frame.view)),
    session.on("state", () => open()),
  ];
  open();
  return {
    node,
    focus: () => node.focus(),
    destroy() {
      clearTimeout(giveUp);
      stops.forEach((stop) => stop());
    },
  };
}
