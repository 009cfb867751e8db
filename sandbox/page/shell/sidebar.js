// The left side: the workspace, who is acting, channels, people and apps.
import { openDm } from "../acting.js";
import { fullName } from "../directory.js";
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { go } from "../route.js";
import { avatar } from "../talk/avatar.js";
import { filterList } from "../widgets/filter_list.js";
import { openPopover, toggles } from "../widgets/popover.js";
import { createSwitcher, personRow } from "./switcher.js";

function entry(
  session,
  { id, mark, name, unread = 0, mentions = 0, muted = false, href = session.directory.href(id) },
) {
  const count = mentions || unread;
  const words = unread ? `${name}, ${unread} unread` : undefined;
  return h(
    "li",
    null,
    h(
      "a",
      {
        href,
        class: ["entry", unread ? "unread" : "", muted ? "muted" : ""].join(" "),
        "aria-current": session.place === id ? "page" : undefined,
        "aria-label": words,
      },
      mark,
      h("span", { class: "entry-name" }, name),
      count ? h("span", { class: mentions ? "count loud" : "count", "aria-hidden": "true" }, String(count)) : null,
    ),
  );
}

const group = (title, rows, extra) =>
  rows.length || extra
    ? h("section", { class: "side-group", "aria-label": title }, h("h2", null, title, extra), h("ul", null, rows))
    : null;

function newDm(session) {
  const button = h(
    "button",
    { type: "button", class: "icon-button small", "aria-label": "New direct message", title: "New direct message" },
    icon("plus", 16),
  );
  return toggles(button, () => {
    let popover = null;
    const choose = async (person) => {
      popover.close();
      const channel = await openDm(session, person.id);
      if (channel) go({ user: session.me.id, place: channel });
    };
    const list = filterList({
      label: "People",
      find: async (query) => ({
        groups: [
          {
            rows: session.directory
              .people()
              .filter(
                (person) =>
                  person.id !== session.me.id &&
                  `${fullName(person)} ${person.name}`.toLowerCase().includes(query.toLowerCase()),
              )
              .map((person) => ({ content: personRow(person, session.now()), choose: () => choose(person) })),
          },
        ],
      }),
    });
    popover = openPopover(button, list.node, { kind: "listbox wide" });
    list.refresh();
    return popover;
  });
}

/** Fill `root` and keep it right. `tools` are buttons for the head (theme and so on). */
export function mountSidebar(root, session, tools) {
  function draw() {
    const { state, directory } = session;
    const held = root.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    const channels = state.channels.filter((each) => !each.is_archived);
    const row = (each) =>
      entry(session, { ...each, mark: icon(each.is_private ? "lock" : "hash", 16), muted: !each.is_member });
    const people = state.dms
      .filter((dm) => !dm.app_id)
      .map((dm) => {
        const person = directory.person(dm.user);
        return entry(session, {
          ...dm,
          name: fullName(person),
          mark: avatar({ id: dm.user, name: fullName(person), person }, "tiny"),
        });
      });
    const apps = state.apps.map((app) => {
      const dm = directory.dm(app.dm);
      const place = app.home_tab ? app.id : app.dm;
      const here = [app.id, app.dm].includes(session.place) ? session.place : place;
      const href = directory.href(dm?.unread && app.messages_tab ? app.dm : place);
      return entry(session, {
        id: here,
        href,
        name: app.name,
        unread: dm?.unread,
        mentions: dm?.mentions,
        mark: avatar({ id: app.id, name: app.name, bot: true }, "tiny"),
      });
    });
    root.replaceChildren(
      h(
        "div",
        { class: "team" },
        h("span", { class: "team-mark", "aria-hidden": "true" }, [...state.team.name][0]),
        h("strong", null, state.team.name),
        tools,
      ),
      createSwitcher(session),
      h(
        "nav",
        { class: "side-scroll", "aria-label": "Places" },
        group("Apps", apps),
        group(
          "Channels",
          [...channels.filter((each) => each.is_member), ...channels.filter((each) => !each.is_member)].map(row),
        ),
        group("Direct messages", people, newDm(session)),
      ),
    );
    if (held) root.querySelector(`a[href="${CSS.escape(held)}"]`)?.focus();
  }
  root.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !event.target.classList.contains("entry")) return;
    event.preventDefault();
    const all = [...root.querySelectorAll(".entry")];
    all[all.indexOf(event.target) + step]?.focus();
  });
  for (const type of ["state", "unread", "place"]) session.on(type, () => session.state && draw());
}
