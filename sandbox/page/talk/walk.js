// Moving through a list of messages with arrow keys; the toolbar follows the pointer and the focus.
const PAGE = 8;

/** `find(node)` answers the drawn message around a node; `nodes()` all of them in order. */
export function walkMessages(feed, { find, nodes, toolbar }) {
  feed.addEventListener("pointerover", ({ target }) => toolbar.moveTo(find(target)));
  feed.addEventListener("pointerleave", () => toolbar.moveTo(find(document.activeElement)));
  feed.addEventListener("focusin", ({ target }) => {
    const each = find(target);
    if (!each) return;
    feed.querySelector('.message[tabindex="0"]')?.setAttribute("tabindex", "-1");
    each.node.tabIndex = 0;
    if (!toolbar.contains(target)) toolbar.moveTo(each);
  });
  feed.addEventListener("keydown", (event) => {
    if (!event.target.classList.contains("message")) return;
    const all = nodes();
    const at = all.indexOf(event.target);
    const last = all.length - 1;
    const goal = {
      ArrowUp: at - 1,
      ArrowDown: at + 1,
      Home: 0,
      End: last,
      PageUp: Math.max(0, at - PAGE),
      PageDown: Math.min(last, at + PAGE),
    }[event.key];
    if (goal === undefined || !all[goal]) return;
    event.preventDefault();
    all[goal].focus();
  });
}
