// Line icons, drawn on a 20 x 20 grid with one stroke width.
import { svg } from "./dom.js";

const PATHS = {
  hash: "M8 3 6.5 17M13.5 3 12 17M3.5 7.5h13.5M3 12.5h13.5",
  lock: "M5 9h10v7.5H5zM7 9V6.5a3 3 0 0 1 6 0V9",
  home: "M3 9.2 10 3.5l7 5.7M5 8v8.5h10V8M8.5 16.5v-4.5h3v4.5",
  messages: "M3.5 4.5h13v9h-7L6 16.5v-3H3.5z",
  thread: "M4 4.5h12M4 8.5h7M7 8.5v6.5h2.5M11.5 12.5H16M11.5 16H16",
  smile: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M7.4 8v.6M12.6 8v.6M6.8 11.6c1.6 2.4 4.8 2.4 6.4 0",
  more: "M3.7 10a.8.8 0 1 0 1.6 0 .8.8 0 1 0-1.6 0M9.2 10a.8.8 0 1 0 1.6 0 .8.8 0 1 0-1.6 0M14.7 10a.8.8 0 1 0 1.6 0 .8.8 0 1 0-1.6 0",
  send: "M3.5 10 16.5 4 13 16.5 9.5 11.5zM9.5 11.5l7-7.5",
  close: "m5 5 10 10M15 5 5 15",
  back: "M12 4.5 6.5 10l5.5 5.5",
  next: "M8 4.5 13.5 10 8 15.5",
  down: "m5 7.5 5 5 5-5",
  up: "m5 12.5 5-5 5 5",
  search: "M8.8 3.5a5.3 5.3 0 1 0 0 10.6 5.3 5.3 0 0 0 0-10.6M12.8 12.8l4 4",
  sun: "M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M15.7 4.3l-1.1 1.1M5.4 14.6l-1.1 1.1",
  moon: "M16 11.6A6.6 6.6 0 0 1 8.4 4a6.6 6.6 0 1 0 7.6 7.6",
  clock: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M10 6.2V10l2.7 2",
  file: "M5 2.8h6.5L15.5 7v10.2H5zM11.3 2.8V7.2h4.2",
  download: "M10 3.5v9M6 9l4 4 4-4M4 16.5h12",
  plus: "M10 4v12M4 10h12",
  flask: "M8 3h4M8.6 3v5L4.4 15.4c-.5.9.1 1.9 1.1 1.9h9c1 0 1.6-1 1.1-1.9L11.4 8V3M6.4 12.5h7.2",
  check: "m4.5 10.5 3.7 3.7 7.3-8",
  eye: "M2.5 10S5.2 5.2 10 5.2 17.5 10 17.5 10s-2.7 4.8-7.5 4.8S2.5 10 2.5 10M10 8a2 2 0 1 0 0 4 2 2 0 0 0 0-4",
  info: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M10 9.2v4.3M10 6.6v.1",
  warning: "M10 3.4 17.4 16.5H2.6zM10 8.2v4M10 14.2v.1",
  error: "M7.1 3h5.8L17 7.1v5.8L12.9 17H7.1L3 12.9V7.1zM10 6.5v4.3M10 13.4v.1",
  bolt: "M11 2.5 4.5 11.5h4.8L8.5 17.5l7-9.5h-5z",
  people:
    "M7.5 4a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6M2.5 16.5c0-3 2.2-4.7 5-4.7s5 1.7 5 4.7M13 4.6a2.6 2.6 0 0 1 0 4.8M14.3 12.2c2 .5 3.2 2 3.2 4.3",
  menu: "M3.5 5.5h13M3.5 10h13M3.5 14.5h13",
  table: "M3 4.5h14v11H3zM3 8.5h14M8 8.5v7",
  calendar: "M3.5 5h13v11.5h-13zM3.5 8.5h13M7 3v3.5M13 3v3.5",
};

/** A decorative icon: the control around it carries the name. */
export function icon(name, size = 18) {
  return svg(
    "svg",
    { class: "icon", viewBox: "0 0 20 20", width: size, height: size, "aria-hidden": "true", focusable: "false" },
    svg("path", { d: PATHS[name] }),
  );
}
