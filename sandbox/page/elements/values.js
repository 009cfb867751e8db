// The value of each kind of element in Slack's own shape, and the values of everything a person has in front of them.

const TEXTS = ["plain_text_input", "email_text_input", "url_text_input", "number_input"];
const OPTION = ["static_select", "external_select", "radio_buttons"];
const OPTIONS = ["multi_static_select", "multi_external_select", "checkboxes"];
const ONE = { users_select: "user", conversations_select: "conversation", channels_select: "channel" };
const MANY = {
  multi_users_select: "users",
  multi_conversations_select: "conversations",
  multi_channels_select: "channels",
};

/** The value an element starts with; null for elements that hold none (buttons, overflow menus). */
export function initialValue(element) {
  const { type } = element;
  if (TEXTS.includes(type)) return { type, value: element.initial_value ?? null };
  if (OPTION.includes(type)) return { type, selected_option: element.initial_option ?? null };
  if (OPTIONS.includes(type)) return { type, selected_options: element.initial_options ?? [] };
  if (ONE[type]) return { type, [`selected_${ONE[type]}`]: element[`initial_${ONE[type]}`] ?? null };
  if (MANY[type]) return { type, [`selected_${MANY[type]}`]: element[`initial_${MANY[type]}`] ?? [] };
  switch (type) {
    case "datepicker":
      return { type, selected_date: element.initial_date ?? null };
    case "timepicker":
      return { type, selected_time: element.initial_time ?? null };
    case "datetimepicker":
      return { type, selected_date_time: element.initial_date_time ?? null };
    case "file_input":
      return { type, files: [] };
    case "rich_text_input":
      return { type, rich_text_value: element.initial_value ?? null };
    default:
      return null;
  }
}

/** The elements of a block that may hold a value. */
export function elementsOf(block) {
  return [block.accessory, block.element, ...(block.type === "actions" ? block.elements : [])].filter(Boolean);
}

/**
 * What a person has typed and chosen in one message or view.
 * An input keeps its value while its block_id, action_id and type stay; otherwise it starts from `given` or its initial value.
 */
export function createForm(blocks, given = {}) {
  let values = {};
  const form = {
    get: (blockId, actionId) => values[blockId]?.[actionId],
    set(blockId, actionId, value) {
      values[blockId] = { ...values[blockId], [actionId]: value };
    },
    values: () => values,
    take(nextBlocks, nextGiven = {}) {
      const before = values;
      values = {};
      for (const block of nextBlocks) {
        for (const element of elementsOf(block)) {
          const kept = before[block.block_id]?.[element.action_id];
          const fresh = nextGiven[block.block_id]?.[element.action_id] ?? initialValue(element);
          if (fresh) form.set(block.block_id, element.action_id, kept?.type === element.type ? kept : fresh);
        }
      }
    },
  };
  form.take(blocks, given);
  return form;
}
