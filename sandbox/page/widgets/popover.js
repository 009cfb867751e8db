// A floating panel beside the control that opened it, in the browser's top layer so that it also works above a dialog.
import { h } from "../dom.js";

const GAP = 6;

function place(panel, anchor, { align, side }) {
  const box = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = panel;
  const below = innerHeight - box.bottom - GAP;
  const up = side === "top" ? box.top > height + GAP : below < height && box.top > below;
  const left = align === "end" ? box.right - width : box.left;
  panel.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
  panel.style.top = up
    ? `${Math.max(8, box.top - height - GAP)}px`
    : `${Math.min(box.bottom + GAP, innerHeight - height - 8)}px`;
}

/**
 * Open a panel at `anchor`; answers a function that closes it. Escape and a click elsewhere close it too.
 * Focus goes to [autofocus] inside and returns to the anchor.
 */
export function openPopover(
  anchor,
  content,
  { align = "start", side = "bottom", kind = "", matchWidth = false, onclose } = {},
) {
  const panel = h("div", { class: `popover ${kind}`, popover: "auto" }, content);
  if (matchWidth) panel.style.minWidth = `${anchor.getBoundingClientRect().width}px`;
  (anchor.closest("dialog") ?? document.body).append(panel);
  const reposition = () => place(panel, anchor, { align, side });
  const close = () => panel.isConnected && panel.hidePopover();
  panel.addEventListener("toggle", ({ newState }) => {
    if (newState !== "closed") return;
    const within = panel.contains(document.activeElement) || document.activeElement === document.body;
    removeEventListener("resize", reposition);
    panel.remove();
    anchor.setAttribute("aria-expanded", "false");
    if (within && anchor.isConnected) anchor.focus();
    onclose?.();
  });
  panel.showPopover();
  reposition();
  addEventListener("resize", reposition);
  anchor.setAttribute("aria-expanded", "true");
  panel.querySelector("[autofocus]")?.focus();
  return { close, reposition, panel };
}

/** Let a button open and close what `open()` shows: the click that closes it must not open it again. */
export function toggles(button, open) {
  let current = null;
  let wasOpen = false;
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("pointerdown", () => {
    wasOpen = Boolean(current?.panel.isConnected);
  });
  button.addEventListener("click", () => {
    if (wasOpen) {
      wasOpen = false;
      current?.close();
    } else current = open();
  });
  return button;
}
