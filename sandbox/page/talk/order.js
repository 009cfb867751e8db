// The order of a list: messages by time, with a line between days and one before what is new.
import { h } from "../dom.js";
import { dayLabel, isoDay } from "../time.js";

const TOGETHER = 300;

const moment = ({ message }) => Number(message.ts);

/** Whether a message reads as the continuation of the one before: same author, soon after, both plain talk. */
function continues(before, after) {
  const [last, next] = [before.message, after.message];
  const talk = (message) => !message.ephemeral && !message.subtype && !message.blocks?.length;
  const same = last.user === next.user && last.username === next.username;
  return same && talk(last) && talk(next) && moment(after) - moment(before) < TOGETHER;
}

/** Answers arrange(messages, newFrom): puts nodes in order; those already in place are not touched. */
export function createOrder(session, { feed, days }) {
  const dividers = new Map();
  function divider(key, words, kind) {
    if (!dividers.has(key)) {
      dividers.set(key, h("div", { class: `divider ${kind}`, role: "separator", "aria-label": words }));
    }
    const line = dividers.get(key);
    if (line.textContent !== words) {
      line.setAttribute("aria-label", words);
      line.replaceChildren(h("span", null, words));
    }
    return line;
  }

  return function arrange(messages, { newFrom, empty }) {
    const { zone } = session.directory;
    const wanted = [];
    let before = null;
    for (const each of messages) {
      const day = isoDay(moment(each), zone);
      const newDay = !before || isoDay(moment(before), zone) !== day;
      const isNew = each.message.ts === newFrom;
      if (newDay && days) wanted.push(divider(`day-${day}`, dayLabel(moment(each), session.now(), zone), "day"));
      if (isNew) wanted.push(divider("new", "New", "new"));
      each.compact(!newDay && !isNew && continues(before, each));
      wanted.push(each.node);
      before = each;
    }
    if (!messages.length && empty) wanted.push(empty);
    wanted.forEach((child, index) => {
      if (feed.children[index] !== child) feed.insertBefore(child, feed.children[index] ?? null);
    });
    while (feed.children.length > wanted.length) feed.lastElementChild.remove();
    if (messages.length && !feed.querySelector('.message[tabindex="0"]')) messages.at(-1).node.tabIndex = 0;
  };
}
