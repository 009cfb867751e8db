// Short notices that leave by themselves, and the polite voice for screen readers.
import { h } from "../dom.js";
import { icon } from "../icons.js";

const STAY = 7000;

/** Where notices go: inside the open dialog when there is one, since all else is inert then. */
function shelf() {
  const home = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
  let found = home.querySelector(":scope > .toasts");
  if (!found) {
    found = h("div", { class: "toasts", role: "status" });
    home.append(found);
  }
  return found;
}

/** Show a sentence for a few seconds; `kind` is "info" or "error". */
export function toast(sentence, kind = "info") {
  const note = h(
    "div",
    { class: `toast ${kind}` },
    icon(kind === "error" ? "warning" : "info"),
    h("span", null, sentence),
    h(
      "button",
      { type: "button", class: "icon-button small", "aria-label": "Dismiss", onclick: () => note.remove() },
      icon("close", 14),
    ),
  );
  shelf().append(note);
  setTimeout(() => note.remove(), STAY);
}

/** Say something to screen readers only. */
export function announce(sentence) {
  const region = document.getElementById("announcer");
  region.textContent = "";
  requestAnimationFrame(() => {
    region.textContent = sentence;
  });
}
