// Every kind of select: where its options come from and what shape its value has. The widget is the same.
import { plain } from "../text/objects.js";
import { combobox } from "../widgets/combobox.js";

const asOption = (option) => ({
  key: option.value,
  label: plain(option.text),
  description: plain(option.description),
  raw: option,
});

const asGroups = ({ options, option_groups: groups }) =>
  groups
    ? groups.map((group) => ({ label: plain(group.label), options: group.options.map(asOption) }))
    : [{ options: (options ?? []).map(asOption) }];

const has = (words, query) => (words ?? "").toLowerCase().includes(query.toLowerCase());

const filtered = (groups, query) =>
  groups.map((group) => ({
    ...group,
    options: group.options.filter(({ label, description }) => has(label, query) || has(description, query)),
  }));

const person = ({ id, real_name: real, name, title }) => ({
  key: id,
  label: real || name,
  description: [`@${name}`, title].filter(Boolean).join(" · "),
});
const channel = ({ id, name }) => ({ key: id, label: `#${name}` });

function conversations({ filter = {} }, { directory }) {
  const kinds = filter.include ?? ["public", "private", "im"];
  const channels = directory.channels().filter((each) => kinds.includes(each.is_private ? "private" : "public"));
  const people = kinds.includes("im")
    ? directory.dms().map(({ id, user }) => ({ id, ...directory.person(user), dm: id }))
    : [];
  const wanted = people.filter((each) => !(filter.exclude_bot_users && each.is_bot));
  return [
    { label: "Channels", options: channels.map(channel) },
    { label: "Direct messages", options: wanted.map((each) => ({ ...person(each), key: each.dm })) },
  ].filter((group) => group.options.length);
}

const SOURCES = {
  static: (element) => async (query) => ({ groups: filtered(asGroups(element), query) }),
  external: (element, ctx, slot) => async (query) => {
    if (query.length < (element.min_query_length ?? 3)) {
      return { groups: [], error: `Type at least ${element.min_query_length ?? 3} letters to search` };
    }
    const answer = await ctx.options(element, slot.blockId, query);
    return answer.ok ? { groups: asGroups(answer) } : { groups: [], error: answer.error };
  },
  users:
    (_, { directory }) =>
    async (query) => ({ groups: filtered([{ options: directory.people().map(person) }], query) }),
  channels:
    (_, { directory }) =>
    async (query) => ({
      groups: filtered(
        [
          {
            options: directory
              .channels()
              .filter((each) => !each.is_private)
              .map(channel),
          },
        ],
        query,
      ),
    }),
  conversations: (element, ctx) => async (query) => ({ groups: filtered(conversations(element, ctx), query) }),
};

const FIELDS = { users: "user", conversations: "conversation", channels: "channel" };

/** Which option an id stands for; unknown ids stay visible as ids. */
function known(id, source, { directory }) {
  if (source === "users") return directory.person(id) ? person(directory.person(id)) : { key: id, label: id };
  const found = directory.channel(id);
  return { key: id, label: found?.name ? `#${found.name}` : directory.title(id) };
}

/** Selects of every source, single and multiple. */
export function select(element, ctx, slot) {
  const multi = element.type.startsWith("multi_");
  const source = element.type.replace(/^multi_/, "").replace(/_select$/, "");
  const field = `selected_${FIELDS[source] ?? "option"}${multi ? "s" : ""}`;
  const byId = source in FIELDS;
  const stored = [ctx.form.get(slot.blockId, element.action_id)?.[field] ?? []].flat();
  const control = combobox({
    id: slot.id,
    label: slot.label,
    describedBy: slot.describedBy,
    placeholder: plain(element.placeholder) || (multi ? "Select options" : "Select an option"),
    multi,
    max: element.max_selected_items,
    clearable: !multi && slot.optional,
    slow: source === "external",
    selected: stored.map((each) => (byId ? known(each, source, ctx) : asOption(each))),
    load: SOURCES[source](element, ctx, slot),
    onchange(options) {
      const chosen = options.map(({ key, raw }) => (byId ? key : raw));
      slot.changed({ type: element.type, [field]: multi ? chosen : (chosen[0] ?? null) });
    },
  });
  Object.assign(control.querySelector(".select").dataset, { block: slot.blockId, action: element.action_id });
  return control;
}
