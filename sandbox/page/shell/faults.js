// Switches that let the workspace misbehave as a real one sometimes does.
import { get, post } from "../api.js";
import { h } from "../dom.js";

const KINDS = [
  { kind: "ratelimited", words: "Too many requests", about: "429 with Retry-After", seconds: 2 },
  { kind: "server_error", words: "Server errors", about: "500 instead of an answer" },
  { kind: "lost_before", words: "Lost requests", about: "The connection breaks before anything is done" },
  { kind: "lost_after", words: "Lost replies", about: "It is done, but the answer never arrives" },
  { kind: "delay", words: "Slow answers", about: "Each answer takes 2 s longer", seconds: 2 },
];

/** The section with one switch per kind, and how often faults strike; answers {node, refresh}. */
export function createFaults() {
  const often = h(
    "select",
    { class: "field", "aria-label": "How often" },
    [
      ["0.2", "One call in five"],
      ["0.5", "Every second call"],
      ["1", "Every call"],
    ].map(([value, words]) => h("option", { value }, words)),
  );
  const problem = h("p", { class: "field-error", role: "alert", hidden: true });
  const done = h("p", { class: "field-hint" });
  const switches = new Map();
  const show = (answer) => {
    problem.hidden = answer.ok;
    problem.textContent = answer.error ?? "";
    if (!answer.ok) return;
    for (const [kind, box] of switches) {
      const fault = answer.faults.find((each) => each.kind === kind);
      box.checked = Boolean(fault);
      if (fault) often.value = String(fault.probability);
    }
    const counts = KINDS.filter(({ kind }) => answer.done[kind]).map(
      ({ kind, words }) => `${words} ${answer.done[kind]}`,
    );
    done.textContent = counts.length ? `So far: ${counts.join(", ")}` : "";
  };
  const refresh = async () => show(await get("/page/faults"));
  async function apply() {
    const wanted = KINDS.filter(({ kind }) => switches.get(kind).checked);
    let answer = await post("/page/faults", { clear: true });
    for (const { kind, seconds } of wanted)
      answer = await post("/page/faults", { method: "*", kind, probability: Number(often.value), seconds });
    show(answer);
  }
  const rows = KINDS.map(({ kind, words, about }) => {
    const box = h("input", { type: "checkbox", role: "switch", onchange: apply });
    switches.set(kind, box);
    return h(
      "label",
      { class: "choice switch" },
      box,
      h("span", null, h("span", null, words), h("small", { class: "choice-about" }, about)),
    );
  });
  often.addEventListener("change", apply);
  refresh();
  const node = h(
    "section",
    { "aria-label": "Faults" },
    h("div", { class: "panel-head" }, h("h3", null, "Faults on purpose"), often),
    rows,
    done,
    problem,
  );
  return { node, refresh };
}
