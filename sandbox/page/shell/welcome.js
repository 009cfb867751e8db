// The first page: who would you like to be?
import { get } from "../api.js";
import { cast, fullName } from "../directory.js";
import { h } from "../dom.js";
import { routeTo } from "../route.js";
import { personAvatar } from "../talk/avatar.js";

const card = (person) =>
  h(
    "li",
    null,
    h(
      "a",
      { class: "person-card", href: routeTo({ user: person.id }) },
      personAvatar(person, "large"),
      h(
        "span",
        { class: "menu-words" },
        h("strong", null, fullName(person)),
        h("small", null, `@${person.name}`),
        h(
          "span",
          { class: "person-about" },
          [person.title, person.department, person.role].filter(Boolean).join(" · "),
        ),
      ),
    ),
  );

/** Fill the page with everybody there is; `problem` says why somebody landed here. */
export async function showWelcome(root, problem) {
  const answer = await get("/page/people");
  const people = answer.ok ? answer.people.filter((person) => !person.deleted) : [];
  const [first, others] = cast(people);
  const words = answer.ok
    ? `${answer.team.name} is a workspace of made-up people. Act as anybody, and change whenever you like: propose as one person, approve as another.`
    : answer.error;
  root.replaceChildren(
    h(
      "main",
      { class: "welcome-page" },
      h("p", { class: "welcome-team" }, answer.team?.name ?? "Sandbox"),
      h("h1", null, "Who would you like to be?"),
      h("p", { class: "welcome-words" }, words),
      problem && h("p", { class: "field-error", role: "alert" }, problem),
      h("ul", { class: "people" }, first.map(card)),
      others.length > 0 &&
        h(
          "details",
          { class: "more-people" },
          h("summary", null, others.length === 1 ? "1 more person" : `${others.length} more people`),
          h("ul", { class: "people" }, others.map(card)),
        ),
    ),
  );
  document.title = answer.team?.name ?? "Sandbox";
}
