// Light or dark: as the system says, until somebody chooses.
import { h } from "../dom.js";
import { icon } from "../icons.js";

const KEY = "sandbox-theme";
const system = matchMedia("(prefers-color-scheme: dark)");

const stored = () => {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
};
const current = () => stored() ?? (system.matches ? "dark" : "light");

/** A button that switches between light and dark. */
export function createThemeButton() {
  const button = h("button", { type: "button", class: "icon-button" });
  const draw = () => {
    const now = current();
    const other = now === "dark" ? "light" : "dark";
    document.documentElement.dataset.theme = now;
    button.replaceChildren(icon(now === "dark" ? "sun" : "moon"));
    button.setAttribute("aria-label", `Use ${other} colours`);
    button.title = `Use ${other} colours`;
  };
  button.addEventListener("click", () => {
    localStorage.setItem(KEY, current() === "dark" ? "light" : "dark");
    draw();
  });
  system.addEventListener("change", draw);
  draw();
  return button;
}
