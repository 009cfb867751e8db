// Files under a message: pictures are shown, everything is there to download.
import { h } from "../dom.js";
import { icon } from "../icons.js";

const UNITS = ["bytes", "kB", "MB", "GB"];

/** 15234 as "15 kB". */
export function size(bytes) {
  let [value, unit] = [bytes, 0];
  while (value >= 1000 && unit < UNITS.length - 1) [value, unit] = [value / 1000, unit + 1];
  return `${value < 10 && unit ? value.toFixed(1) : Math.round(value)} ${UNITS[unit]}`;
}

const address = (file, user, inline) =>
  `${file.url}?${new URLSearchParams({ user, ...(inline ? { inline: "1" } : {}) })}`;

export function fileCard(file, user) {
  const kind = (file.filetype || file.name.split(".").at(-1) || "file").toUpperCase();
  const about = [kind, file.size === undefined ? null : size(file.size)].filter(Boolean).join(" · ");
  const card = h(
    "a",
    { class: "file", href: address(file, user), download: file.name, "aria-label": `Download ${file.name}, ${about}` },
    h("span", { class: "file-icon" }, icon("file", 22)),
    h("span", { class: "file-words" }, h("strong", null, file.title || file.name), h("small", null, about)),
    icon("download"),
  );
  if (!/^image\/(png|jpeg|gif|webp)$/.test(file.mimetype ?? "")) return card;
  const picture = h("img", {
    class: "picture",
    src: address(file, user, true),
    alt: file.alt_txt || file.title || file.name,
    loading: "lazy",
    onerror: () => picture.remove(),
  });
  return h("div", { class: "file-picture" }, picture, card);
}
