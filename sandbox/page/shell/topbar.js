// The bar above the conversation: where we are, an app's tabs, jump, and the workspace's clock.
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { avatar } from "../talk/avatar.js";
import { openJump } from "./jump.js";

const mac = /Mac|iPhone|iPad/.test(navigator.platform);

function tabs(session, app, place) {
  const tab = (words, id) =>
    h(
      "a",
      { class: "tab", href: session.directory.href(id), "aria-current": place === id ? "page" : undefined },
      words,
    );
  return h(
    "nav",
    { class: "tabs", "aria-label": `${app.name} tabs` },
    app.home_tab && tab("Home", app.id),
    app.messages_tab && tab("Messages", app.dm),
  );
}

/** Answers {draw(describe, place)}. */
export function createTopbar(session, { root, panel, onmenu }) {
  const menu = h(
    "button",
    { type: "button", class: "icon-button only-narrow", "aria-label": "Channels and people", onclick: onmenu },
    icon("menu"),
  );
  const jump = h(
    "button",
    {
      type: "button",
      class: "jump-button",
      "aria-label": "Go to a channel, person or app",
      "aria-keyshortcuts": "Control+K",
      onclick: () => openJump(session),
    },
    icon("search", 16),
    h("span", null, "Go to"),
    h("kbd", null, mac ? "⌘K" : "Ctrl K"),
  );
  return {
    draw(describe, place) {
      const app = session.directory.app(place) ?? session.directory.app(session.directory.dm(place)?.app_id);
      const about = app
        ? { title: app.name, mark: avatar({ id: app.id, name: app.name, bot: true }, "tiny"), about: app.description }
        : describe(session, place);
      const members = about.members
        ? h(
            "span",
            { class: "members", title: `${about.members} members` },
            icon("people", 16),
            h("span", { class: "sr-only" }, "Members: "),
            String(about.members),
          )
        : null;
      root.replaceChildren(
        ...[
          menu,
          h(
            "div",
            { class: "bar-title" },
            h("h1", null, about.mark, h("span", null, about.title)),
            app ? tabs(session, app, place) : h("span", { class: "bar-about" }, about.about),
          ),
          members,
          jump,
          panel,
        ].filter(Boolean),
      );
      document.title = `${about.title} · ${session.state.team.name}`;
    },
  };
}
