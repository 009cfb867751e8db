// What people type: text of one line or many, numbers, addresses, and files.
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { plain } from "../text/objects.js";

const TYPES = { number_input: "text", email_text_input: "email", url_text_input: "url", plain_text_input: "text" };
const PAUSE = 350;

function counter(element, field) {
  if (!element.max_length) return null;
  const words = h("small", { class: "counter", "aria-hidden": "true" });
  const draw = () => {
    const left = element.max_length - field.value.length;
    words.textContent = `${left}`;
    words.hidden = left > element.max_length * 0.2 && left > 20;
    words.classList.toggle("over", left < 0);
  };
  field.addEventListener("input", draw);
  draw();
  return words;
}

export function textInput(element, ctx, slot) {
  const stored = ctx.form.get(slot.blockId, element.action_id)?.value ?? "";
  const field = h(element.multiline ? "textarea" : "input", {
    class: "field",
    id: slot.id,
    "aria-label": slot.id ? undefined : slot.label,
    "aria-describedby": slot.describedBy,
    "aria-required": slot.required ? "true" : undefined,
    placeholder: plain(element.placeholder) || undefined,
    value: stored,
    dir: "auto",
    autofocus: element.focus_on_load,
    dataset: { block: slot.blockId, action: element.action_id },
    ...(element.multiline
      ? { rows: "4" }
      : { type: TYPES[element.type], inputmode: element.type === "number_input" ? "decimal" : undefined }),
  });
  const read = () => ({ type: element.type, value: field.value === "" ? null : field.value });
  const triggers = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  let timer;
  field.addEventListener("input", () => {
    slot.hold(read());
    if (!slot.dispatches || !triggers.includes("on_character_entered")) return;
    clearTimeout(timer);
    timer = setTimeout(() => slot.changed(read()), PAUSE);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || (element.multiline && event.shiftKey)) return;
    if (slot.dispatches && triggers.includes("on_enter_pressed")) {
      event.preventDefault();
      slot.changed(read());
    }
  });
  return h("span", { class: "with-counter" }, field, counter(element, field));
}

/** rich_text_input: typed as plain lines, sent as one rich_text section. */
export function richTextInput(element, ctx, slot) {
  const stored = ctx.form.get(slot.blockId, element.action_id)?.rich_text_value;
  const words = (stored?.elements ?? [])
    .flatMap((part) => part.elements ?? [])
    .map((part) => part.text ?? "")
    .join("");
  const section = (text) => ({
    type: "rich_text",
    elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }],
  });
  const field = h("textarea", {
    class: "field",
    id: slot.id,
    rows: "4",
    "aria-label": slot.id ? undefined : slot.label,
    "aria-describedby": slot.describedBy,
    value: words,
    dir: "auto",
    placeholder: plain(element.placeholder) || undefined,
    dataset: { block: slot.blockId, action: element.action_id },
    oninput: () => slot.hold({ type: element.type, rich_text_value: field.value ? section(field.value) : null }),
  });
  return field;
}

export function fileInput(element, ctx, slot) {
  const names = new Map();
  const held = () => ctx.form.get(slot.blockId, element.action_id)?.files ?? [];
  const list = h("ul", { class: "file-names" });
  const draw = () => {
    const rows = held().map((id) => h("li", null, icon("file", 16), h("span", null, names.get(id) ?? id), remover(id)));
    list.replaceChildren(...rows);
  };
  const remover = (id) =>
    h(
      "button",
      {
        type: "button",
        class: "icon-button small",
        "aria-label": `Remove ${names.get(id) ?? id}`,
        onclick: () => keep(held().filter((other) => other !== id)),
      },
      icon("close", 14),
    );
  const keep = (files) => {
    slot.changed({ type: element.type, files });
    draw();
  };
  const field = h("input", {
    type: "file",
    id: slot.id,
    class: "file-field",
    "aria-label": slot.id ? undefined : slot.label,
    "aria-describedby": slot.describedBy,
    multiple: (element.max_files ?? 10) > 1,
    accept: element.filetypes?.map((type) => `.${type}`).join(",") || undefined,
    dataset: { block: slot.blockId, action: element.action_id },
    async onchange() {
      const picked = [...field.files];
      field.value = "";
      for (const file of picked) {
        const answer = await ctx.upload(file);
        if (answer.ok) {
          names.set(answer.file.id, answer.file.name);
          keep([...held(), answer.file.id].slice(0, element.max_files ?? 10));
        } else ctx.fail(answer.error, field);
      }
    },
  });
  draw();
  return h("div", { class: "file-input" }, field, list);
}
