// Ctrl+K: go to a channel, a person or an app by typing part of its name.
import { openDm } from "../acting.js";
import { fullName } from "../directory.js";
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { go } from "../route.js";
import { avatar, personAvatar } from "../talk/avatar.js";
import { filterList } from "../widgets/filter_list.js";

const row = (mark, name, about, choose) => ({
  content: [
    h("span", { class: "jump-mark" }, mark),
    h("span", { class: "menu-words" }, h("span", null, name), about && h("small", null, about)),
  ],
  choose,
});

function targets(session, query, visit) {
  const fits = (words) => words.toLowerCase().includes(query.toLowerCase());
  const { directory, state } = session;
  return [
    {
      label: "Apps",
      rows: state.apps
        .filter((app) => fits(app.name))
        .map((app) =>
          row(avatar({ id: app.id, name: app.name, bot: true }, "tiny"), app.name, app.description, () =>
            visit(app.home_tab ? app.id : app.dm),
          ),
        ),
    },
    {
      label: "Channels",
      rows: directory
        .channels()
        .filter((each) => fits(each.name))
        .map((each) => row(icon(each.is_private ? "lock" : "hash", 16), each.name, each.topic, () => visit(each.id))),
    },
    {
      label: "People",
      rows: directory
        .people()
        .filter((person) => person.id !== session.me.id && fits(`${fullName(person)} ${person.name}`))
        .map((person) =>
          row(personAvatar(person, "tiny"), fullName(person), person.title, async () =>
            visit(await openDm(session, person.id)),
          ),
        ),
    },
  ];
}

/** Open the jump dialog. */
export function openJump(session) {
  if (document.querySelector("dialog[open]")) return;
  const visit = (place) => {
    dialog.close();
    if (place) go({ user: session.me.id, place });
  };
  const list = filterList({
    label: "Channels, people and apps",
    placeholder: "Go to…",
    find: async (query) => ({ groups: targets(session, query, visit) }),
  });
  const dialog = h("dialog", { class: "jump", "aria-label": "Go to" }, list.node);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  list.refresh();
}
