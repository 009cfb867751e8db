// The sandbox's own controls: the workspace's clock, how the apps are doing, and faults on purpose.
import { post } from "../api.js";
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { clockTime, format, fromWallClock, isoMinute } from "../time.js";
import { openPopover, toggles } from "../widgets/popover.js";
import { toast } from "../widgets/toast.js";
import { createAppStatus } from "./app_status.js";
import { createFaults } from "./faults.js";

const HOUR = 3600;
const DAY = 86400;
const TICK = 1500;

/** The next Monday 09:00 after `now` on the wall clocks of `zone`. */
export function nextMonday(now, zone) {
  const noon = fromWallClock(`${isoMinute(now, zone).slice(0, 10)}T12:00`, zone);
  const weekday = new Date(`${isoMinute(now, zone).slice(0, 10)}T12:00Z`).getUTCDay();
  const days = (8 - weekday) % 7 || (isoMinute(now, zone).slice(11) < "09:00" ? 0 : 7);
  return fromWallClock(`${isoMinute(noon + days * DAY, zone).slice(0, 10)}T09:00`, zone);
}

async function turn(body) {
  const answer = await post("/page/clock", body);
  if (!answer.ok) toast(answer.error, "error");
}

function clockPart(session) {
  const { zone } = session.directory;
  const time = h("strong", { class: "big-clock" });
  const day = h("span", { class: "quiet" });
  const tick = () => {
    time.textContent = format(session.now(), zone, { hour: "2-digit", minute: "2-digit" });
    day.textContent = format(session.now(), zone, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
  };
  tick();
  const step = (words, body) => h("button", { type: "button", class: "button", onclick: () => turn(body()) }, words);
  const field = h("input", {
    type: "datetime-local",
    class: "field",
    "aria-label": "Set the clock to",
    value: isoMinute(session.now(), zone),
  });
  const set = h(
    "form",
    {
      class: "panel-row",
      onsubmit: (event) => {
        event.preventDefault();
        if (field.value) turn({ set: fromWallClock(field.value, zone) });
      },
    },
    field,
    h("button", { type: "submit", class: "button" }, "Set"),
  );
  const node = h(
    "section",
    { "aria-label": "Workspace clock" },
    h("div", { class: "panel-clock" }, time, day),
    h(
      "div",
      { class: "panel-row" },
      step("+1 hour", () => ({ advance: HOUR })),
      step("+1 day", () => ({ advance: DAY })),
      step("Next Monday 09:00", () => ({ set: nextMonday(session.now(), zone) })),
    ),
    set,
    h(
      "p",
      { class: "field-hint" },
      `Times are in ${zone.replaceAll("_", " ")}. The app's clock follows. `,
      h("button", { type: "button", class: "link-button", onclick: () => turn({ reset: true }) }, "Back to real time"),
    ),
  );
  return { node, tick };
}

/** The chip with the workspace's time that opens the panel. */
export function createPanelButton(session) {
  const [day, time] = [h("span", { class: "day" }), h("span")];
  const button = h(
    "button",
    { type: "button", class: "clock-chip", "aria-haspopup": "dialog", title: "Sandbox: clock and faults" },
    icon("flask", 16),
    day,
    time,
  );
  const tick = () => {
    if (!session.directory) return;
    const { zone } = session.directory;
    const words = [
      format(session.now(), zone, { weekday: "short", day: "numeric", month: "short" }),
      clockTime(session.now(), zone),
    ];
    if (time.textContent === words[1] && day.textContent === words[0]) return;
    [day.textContent, time.textContent] = words;
    button.setAttribute("aria-label", `Sandbox controls. Workspace time ${words.join(" ")}`);
  };
  session.on("state", tick);
  session.on("clock", tick);
  setInterval(tick, 1000);
  toggles(button, () => {
    const clock = clockPart(session);
    const faults = createFaults();
    const status = createAppStatus(session);
    const timer = setInterval(() => {
      clock.tick();
      faults.refresh();
    }, TICK);
    const stops = [
      session.on("clock", clock.tick),
      session.on("app_connection", status.draw),
      session.on("app_error", status.draw),
    ];
    const panel = h(
      "div",
      { role: "dialog", "aria-label": "Sandbox controls", tabindex: "-1", autofocus: true },
      h("h2", null, "Sandbox"),
      clock.node,
      status.node,
      faults.node,
    );
    return openPopover(button, panel, {
      kind: "panel",
      align: "end",
      onclose: () => {
        clearInterval(timer);
        stops.forEach((stop) => stop());
      },
    });
  });
  return button;
}
