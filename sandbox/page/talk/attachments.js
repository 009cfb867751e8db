// The files that go along with a message once it is sent.
import { upload } from "../api.js";
import { h } from "../dom.js";
import { icon } from "../icons.js";

/** Answers {list, button, picker, add(files), ids(), clear()}; `changed(problem)` is told after each change. */
export function createAttachments(session, changed) {
  const files = [];
  const list = h("ul", { class: "file-names", hidden: true });
  const picker = h("input", { type: "file", multiple: true, hidden: true });
  const button = h(
    "button",
    {
      type: "button",
      class: "icon-button",
      "aria-label": "Attach a file",
      title: "Attach a file",
      onclick: () => picker.click(),
    },
    icon("plus"),
  );
  function row(file) {
    const drop = () => {
      files.splice(files.indexOf(file), 1);
      draw();
    };
    const remove = h(
      "button",
      { type: "button", class: "icon-button small", "aria-label": `Remove ${file.name}`, onclick: drop },
      icon("close", 14),
    );
    return h("li", null, icon("file", 16), h("span", null, file.name), remove);
  }
  function draw(problem = null) {
    list.replaceChildren(...files.map(row));
    list.hidden = !files.length;
    changed(problem);
  }
  async function add(picked) {
    let problem = null;
    for (const file of picked) {
      const answer = await upload(session.me.id, file);
      if (answer.ok) files.push(answer.file);
      else problem = answer.error;
    }
    draw(problem);
  }
  picker.addEventListener("change", () => {
    add([...picker.files]);
    picker.value = "";
  });
  return {
    list,
    button,
    picker,
    add,
    ids: () => files.map(({ id }) => id),
    clear() {
      files.length = 0;
      draw();
    },
  };
}
