// Initials on a colour that follows from the id: a person has the same colour everywhere, apps share one.
import { h } from "../dom.js";

const COLOURS = 9;

/** FNV-1a: neighbouring ids (U01, U02) get far colours. */
function shade(id) {
  let hash = 2166136261;
  for (const char of id) hash = Math.imul(hash ^ char.codePointAt(0), 16777619);
  return ((hash ^ (hash >>> 15)) >>> 0) % COLOURS;
}

const initials = (name) => {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)].map((word) => [...word][0]) : [...words[0]].slice(0, 1);
  return letters.join("").toUpperCase();
};

/** A decorative picture beside a name; people are round, apps are square. */
export function avatar({ id, name, person, bot = person?.is_bot }, size = "") {
  return h(
    "span",
    { class: `avatar ${bot ? "of-app" : ""} ${size} shade-${bot ? 1 : shade(id) + 2}`, "aria-hidden": "true" },
    person?.initials || initials(name || "?"),
  );
}

/** The avatar of a person of the directory. */
export const personAvatar = (person, size) =>
  avatar({ id: person.id, name: person.real_name || person.name, person }, size);
