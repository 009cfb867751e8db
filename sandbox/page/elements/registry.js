// Which element is drawn by what. `slot` says where it stands: its block, label, help and whether changes are told at once.
import { h } from "../dom.js";
import { confirmed } from "../widgets/confirm.js";
import { button, overflow } from "./button.js";
import { checkboxes, radioButtons } from "./choices.js";
import { fileInput, richTextInput, textInput } from "./inputs.js";
import { datePicker, dateTimePicker, timePicker } from "./pickers.js";
import { picture } from "./picture.js";
import { select } from "./selects.js";

const SELECTS = ["static", "external", "users", "conversations", "channels"].flatMap((kind) => [
  `${kind}_select`,
  `multi_${kind}_select`,
]);

const ELEMENTS = {
  button,
  workflow_button: button,
  overflow,
  radio_buttons: radioButtons,
  checkboxes,
  datepicker: datePicker,
  timepicker: timePicker,
  datetimepicker: dateTimePicker,
  plain_text_input: textInput,
  email_text_input: textInput,
  url_text_input: textInput,
  number_input: textInput,
  rich_text_input: richTextInput,
  file_input: fileInput,
  image: (element) => picture(element, { small: true }),
  ...Object.fromEntries(SELECTS.map((type) => [type, select])),
};

/** Draw an element of a block; what this page does not know is said, not hidden. */
export function drawElement(element, ctx, { block, dispatches, ...about }) {
  const draw = ELEMENTS[element.type];
  if (!draw) return h("span", { class: "unknown" }, `(${element.type})`);
  const blockId = block.block_id;
  const asked = { ...ctx, act: async (...details) => (await confirmed(element.confirm, ctx)) && ctx.act(...details) };
  const slot = {
    ...about,
    blockId,
    dispatches,
    label: about.label ?? element.accessibility_label ?? "Choice",
    hold: (value) => ctx.form.set(blockId, element.action_id, value),
    changed(value) {
      ctx.form.set(blockId, element.action_id, value);
      if (dispatches) asked.act(element, blockId, value, null);
    },
  };
  return draw(element, asked, slot);
}
