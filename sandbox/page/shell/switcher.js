// "Acting as @eve": anybody of the workspace can be anybody else with one click.
import { cast, fullName } from "../directory.js";
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { go } from "../route.js";
import { personAvatar } from "../talk/avatar.js";
import { clockTime } from "../time.js";
import { filterList } from "../widgets/filter_list.js";
import { openPopover, toggles } from "../widgets/popover.js";

const about = (person) => [person.title, person.department, person.role].filter(Boolean).join(" · ");

/** A person as a row: picture, name, what they do, and the time where they are. */
export function personRow(person, now) {
  return [
    personAvatar(person),
    h(
      "span",
      { class: "menu-words" },
      h("span", null, fullName(person), " ", h("small", { class: "handle" }, `@${person.name}`)),
      h("small", null, about(person)),
    ),
    h("small", { class: "local-time", title: person.tz }, clockTime(now, person.tz || "UTC")),
  ];
}

export function createSwitcher(session) {
  const { me } = session;
  const words = h(
    "span",
    { class: "switcher-words" },
    h("small", null, "Acting as"),
    h("strong", null, `@${me.name}`),
    h("small", { class: "switcher-about" }, me.title || fullName(me)),
  );
  const button = h(
    "button",
    {
      type: "button",
      class: "switcher",
      "aria-haspopup": "listbox",
      "aria-label": `Acting as ${fullName(me)}, ${about(me)}. Change person`,
    },
    personAvatar(me),
    words,
    icon("down", 16),
  );
  return toggles(button, () => {
    let popover = null;
    const list = filterList({
      label: "People to act as",
      placeholder: "Act as…",
      emptyHint: "Nobody of that name",
      find: async (query) => {
        const wanted = session.directory
          .people()
          .filter((person) =>
            `${fullName(person)} ${person.name} ${about(person)}`.toLowerCase().includes(query.toLowerCase()),
          );
        const row = (person) => ({
          chosen: person.id === me.id,
          content: personRow(person, session.now()),
          choose() {
            popover.close();
            if (person.id !== me.id) go({ user: person.id, place: session.place });
          },
        });
        const [first, others] = cast(wanted);
        return { groups: [{ rows: first.map(row) }, { label: "More people", rows: others.map(row) }] };
      },
    });
    popover = openPopover(button, list.node, { kind: "listbox wide" });
    list.refresh();
    return popover;
  });
}
