// What the composer offers while somebody types: commands after /, emoji after :, people after @, channels after #.
import { freshId, h } from "../dom.js";
import { suggest } from "../emoji.js";
import { personAvatar } from "./avatar.js";

const MOST = 8;

const row = (lead, name, about) => [
  h("span", { class: "hint-lead" }, lead),
  h("span", { class: "hint-name" }, name),
  about && h("span", { class: "hint-about" }, about),
];

/** Each finder: what of the text before the caret it looks at, and the offers for it. */
function finders(session) {
  const { commands } = session.state;
  const { directory } = session;
  const begins = (words, typed) => words.toLowerCase().startsWith(typed.toLowerCase());
  return [
    {
      pattern: /^(\/\S*)$/,
      offers: (typed) =>
        commands
          .filter(({ command }) => begins(command, typed))
          .map((each) => ({
            insert: `${each.command} `,
            content: row(
              "/",
              [each.command, h("small", null, ` ${each.usage_hint ?? ""}`)],
              [each.description, directory.app(each.app_id)?.name].filter(Boolean).join(" · "),
            ),
          })),
    },
    {
      pattern: /(?:^|\s)(:[a-z0-9_+-]{2,})$/,
      offers: (typed) =>
        suggest(typed.slice(1)).map(({ name, character }) => ({
          insert: `${character} `,
          content: row(character, `:${name}:`),
        })),
    },
    {
      pattern: /(?:^|\s)(@[\p{L}\p{N}._-]*)$/u,
      offers: (typed) =>
        directory
          .people()
          .filter(
            (person) =>
              begins(person.name, typed.slice(1)) ||
              begins(person.handle, typed.slice(1)) ||
              person.real_name
                ?.toLowerCase()
                .split(" ")
                .some((word) => begins(word, typed.slice(1))),
          )
          .map((person) => ({
            insert: `@${person.name} `,
            content: row(personAvatar(person, "tiny"), person.real_name, `@${person.name}`),
          })),
    },
    {
      pattern: /(?:^|\s)(#[\p{L}\p{N}_-]*)$/u,
      offers: (typed) =>
        directory
          .channels()
          .filter(({ name }) => begins(name, typed.slice(1)))
          .map(({ name, topic }) => ({ insert: `#${name} `, content: row("#", name, topic) })),
    },
  ];
}

/** Hang hints on a textarea. Answers {node, keydown}: keydown says true when it used the key. */
export function createHints(session, field) {
  const listId = freshId("hints");
  const list = h("div", { class: "hints", role: "listbox", id: listId, "aria-label": "Suggestions", hidden: true });
  let offers = [];
  let active = 0;
  let token = "";
  field.setAttribute("aria-controls", listId);
  field.setAttribute("aria-autocomplete", "list");

  function close() {
    offers = [];
    list.hidden = true;
    field.removeAttribute("aria-activedescendant");
  }
  function activate(index) {
    active = (index + offers.length) % offers.length;
    [...list.children].forEach((node, at) => {
      node.classList.toggle("active", at === active);
      node.setAttribute("aria-selected", String(at === active));
    });
    list.children[active].scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", list.children[active].id);
  }
  function take(index) {
    const { insert } = offers[index];
    const start = field.selectionStart - token.length;
    field.setRangeText(insert, start, field.selectionStart, "end");
    close();
    field.focus();
    field.dispatchEvent(new Event("input"));
  }
  function look() {
    const before = field.value.slice(0, field.selectionStart);
    const found = finders(session)
      .map(({ pattern, offers: find }) => ({ match: pattern.exec(before), find }))
      .find(({ match }) => match);
    token = found?.match[1] ?? "";
    offers = found ? found.find(token).slice(0, MOST) : [];
    if (!offers.length) {
      close();
      return;
    }
    list.replaceChildren(
      ...offers.map((offer, index) =>
        h(
          "div",
          {
            role: "option",
            id: freshId("hint"),
            class: "hint",
            onpointerdown: (event) => event.preventDefault(),
            onclick: () => take(index),
          },
          offer.content,
        ),
      ),
    );
    list.hidden = false;
    activate(0);
  }
  field.addEventListener("input", look);
  field.addEventListener("blur", close);
  return {
    node: list,
    keydown(event) {
      if (list.hidden) return false;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") activate(active + (event.key === "ArrowDown" ? 1 : -1));
      else if (event.key === "Enter" && offers[active].insert.trim() === token) {
        close();
        return false;
      } else if (event.key === "Enter" || event.key === "Tab") take(active);
      else if (event.key === "Escape") close();
      else return false;
      return true;
    },
  };
}
