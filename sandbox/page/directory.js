// Who and what the ids in texts and selects stand for, as the acting person sees them.
import { routeTo } from "./route.js";

/** A person's name in running text. */
export const fullName = (person) => person?.real_name || person?.display_name || person?.name || "Somebody";

/** Those to offer at once where somebody chooses who to be, and those after them. */
export const cast = (people) => [people.filter((one) => !one.aside), people.filter((one) => one.aside)];

/** Built anew from each state of the workspace. */
export function createDirectory(state, now) {
  const people = new Map(
    state.people.map((person) => [person.id, { ...person, handle: person.display_name || person.name }]),
  );
  const channels = new Map(state.channels.map((channel) => [channel.id, channel]));
  const dms = new Map(state.dms.map((dm) => [dm.id, dm]));
  const apps = new Map(state.apps.map((app) => [app.id, app]));
  return {
    me: state.me.id,
    zone: state.me.tz || "UTC",
    now,
    person: (id) => people.get(id),
    usergroup: (id) => state.usergroups.find((group) => group.id === id),
    channel: (id) => channels.get(id),
    dm: (id) => dms.get(id),
    app: (id) => apps.get(id),
    people: () => [...people.values()].filter(({ deleted, is_bot: bot }) => !deleted && !bot),
    channels: () => [...channels.values()].filter((channel) => !channel.is_archived),
    dms: () => [...dms.values()],
    title(id) {
      if (channels.has(id)) return `#${channels.get(id).name}`;
      if (dms.has(id)) return fullName(people.get(dms.get(id).user));
      return apps.get(id)?.name ?? id;
    },
    href: (place) => routeTo({ user: state.me.id, place }),
  };
}
