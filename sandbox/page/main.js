// Starts the page: the address says who is acting and where; everything is drawn from that.
import { describePlace, createPlace } from "./talk/place.js";
import { createThread } from "./talk/thread.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { go, readRoute, rememberPerson } from "./route.js";
import { Session } from "./session.js";
import { mountStatusBar } from "./shell/app_status.js";
import { openJump } from "./shell/jump.js";
import { createPanelButton } from "./shell/panel.js";
import { mountSidebar } from "./shell/sidebar.js";
import { createThemeButton } from "./shell/theme.js";
import { createTopbar } from "./shell/topbar.js";
import { showWelcome } from "./shell/welcome.js";
import { createHome } from "./views/home.js";
import { createModals } from "./views/modal.js";

const [app, welcome, sidebar, main, aside, offline] = ["app", "welcome", "sidebar", "main", "thread", "offline"].map(
  (id) => document.getElementById(id),
);

const session = new Session();
const modals = createModals(session);
let shown = { key: null, part: null };
let thread = { key: null, part: null };

const topbar = createTopbar(session, {
  root: document.getElementById("topbar"),
  panel: createPanelButton(session),
  onmenu: () => app.classList.toggle("show-side"),
});
mountStatusBar(offline, session);
mountSidebar(sidebar, session, [
  createThemeButton(),
  h(
    "button",
    {
      type: "button",
      class: "icon-button only-narrow",
      "aria-label": "Close the sidebar",
      onclick: () => app.classList.remove("show-side"),
    },
    icon("close"),
  ),
]);

function clear(part, root) {
  part.part?.destroy();
  root.replaceChildren();
  return { key: null, part: null };
}

function startPlace(state) {
  const first = state.channels.find((each) => each.is_member && !each.is_archived) ?? state.channels[0];
  return first?.id ?? state.apps[0]?.dm ?? state.dms[0]?.id;
}

const knows = ({ directory }, place) =>
  Boolean(place && (directory.channel(place) || directory.dm(place) || directory.app(place)));

function drawPlace({ user, place, thread: ts, at }) {
  const key = `${user} ${place} ${session.directory.channel(place)?.is_member}`;
  if (shown.key !== key) {
    shown = clear(shown, main);
    const home = session.directory.app(place);
    const onthread = (message) => go({ user, place, thread: message.thread_ts ?? message.ts });
    const part = home ? createHome(session, home) : createPlace(session, place, { onthread, at });
    shown = { key, part };
    main.append(part.node);
    session.visit(place);
    session.tell("place", { place });
    if (!ts && !at && !document.querySelector("dialog[open]")) part.focus();
  } else if (at) shown.part.show?.(at);
  drawThread({ user, place, ts });
}

function drawThread({ user, place, ts }) {
  const key = ts ? `${user} ${place} ${ts}` : null;
  if (thread.key === key) return;
  const had = thread.key;
  thread = clear(thread, aside);
  aside.hidden = !key;
  if (!key) {
    if (had) shown.part?.focus();
    return;
  }
  const part = createThread(session, { channel: place, ts, onclose: () => go({ user, place }) });
  thread = { key, part };
  aside.append(part.node);
  part.focus();
}

function leave(problem) {
  shown = clear(shown, main);
  thread = clear(thread, aside);
  app.hidden = true;
  welcome.hidden = false;
  showWelcome(welcome, problem);
}

async function follow() {
  const route = readRoute(location.hash);
  app.classList.remove("show-side");
  if (!route.user) {
    leave(null);
    return;
  }
  if (session.me?.id !== route.user) {
    const problem = await session.start(route.user);
    if (problem) {
      leave(problem);
      return;
    }
    if (readRoute(location.hash).user !== route.user) return;
    shown = clear(shown, main);
    thread = clear(thread, aside);
    session.place = null;
    session.tell("state", {});
    modals.sync(session.state.views);
  }
  rememberPerson(route.user);
  if (!knows(session, route.place)) {
    go({ user: route.user, place: startPlace(session.state) }, { replace: true });
    return;
  }
  welcome.hidden = true;
  app.hidden = false;
  drawPlace(route);
  topbar.draw(describePlace, route.place);
}

session.on("online", ({ online }) => {
  if (online) modals.sync(session.state.views);
});
session.on("state", () => {
  if (!session.place) return;
  drawPlace(readRoute(location.hash));
  topbar.draw(describePlace, session.place);
});
addEventListener("hashchange", follow);
addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && session.state && !app.hidden) {
    event.preventDefault();
    openJump(session);
  }
  if (event.key === "Escape") app.classList.remove("show-side");
});
document
  .getElementById("skip")
  .addEventListener("click", () => (main.querySelector('.message[tabindex="0"]') ?? main).focus());
follow();
