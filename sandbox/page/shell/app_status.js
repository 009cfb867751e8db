// Whether the apps listen, and what went wrong with them lately.
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { clockTime } from "../time.js";

const SHOWN = 6;

/** Apps that have no connection now; for one that is reached by HTTP nobody knows. */
export const silentApps = (session) => session.state?.apps.filter((app) => app.connections === 0) ?? [];

function connection({ connections }) {
  if (connections === undefined || connections === null) return "no trouble so far";
  if (connections === 0) return "not listening";
  return connections === 1 ? "listening" : `listening on ${connections} connections`;
}

/** The section of the sandbox panel; answers {node, draw}. */
export function createAppStatus(session) {
  const apps = h("ul", { class: "status-list" });
  const problems = h("ul", { class: "status-list" });
  const node = h("section", { "aria-label": "Apps" }, h("h3", null, "Delivery to apps"), apps, problems);
  function draw() {
    const { zone } = session.directory;
    const rows = session.state.apps.map((app) =>
      h(
        "li",
        { class: app.connections === 0 ? "bad" : "" },
        icon(app.connections === 0 ? "warning" : "check", 16),
        h("span", null, `${app.name}: ${connection(app)}`),
      ),
    );
    apps.replaceChildren(...rows);
    const last = session.problems.slice(-SHOWN).reverse();
    problems.replaceChildren(
      ...last.map(({ at, error }) =>
        h("li", { class: "bad" }, h("small", null, clockTime(at, zone)), h("span", null, error)),
      ),
    );
    problems.hidden = !last.length;
  }
  draw();
  return { node, draw };
}

/** The bar that says when nobody would hear: the sandbox is gone, or an app does not listen. */
export function mountStatusBar(bar, session) {
  const draw = () => {
    const silent = silentApps(session).map((app) => app.name);
    const sentence = session.online
      ? silent.length && `${silent.join(", ")} is not listening: commands and buttons get no answer until it runs.`
      : "The sandbox does not answer. Trying again…";
    bar.hidden = !sentence;
    bar.textContent = sentence || "";
  };
  for (const type of ["online", "state", "app_connection"]) session.on(type, draw);
}
