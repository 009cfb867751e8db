// Dates and times with the browser's own fields: they are known to hands, keyboards and screen readers.
import { h } from "../dom.js";
import { fromWallClock, isoMinute } from "../time.js";

const SETTLE = 700;

/** A native field whose `change` is told once typing rests: each typed digit already changes a native date. */
function picker(kind, element, slot, { shown, read }) {
  const field = h("input", {
    type: kind,
    class: "field",
    id: slot.id,
    value: shown ?? "",
    "aria-label": slot.id ? undefined : slot.label,
    "aria-describedby": slot.describedBy,
    dataset: { block: slot.blockId, action: element.action_id },
  });
  let told = field.value;
  let timer;
  const tell = () => {
    clearTimeout(timer);
    if (field.value === told) return;
    told = field.value;
    slot.changed(read(field.value || null));
  };
  field.addEventListener("change", () => {
    slot.hold(read(field.value || null));
    clearTimeout(timer);
    timer = setTimeout(tell, SETTLE);
  });
  field.addEventListener("blur", tell);
  return field;
}

export function datePicker(element, ctx, slot) {
  const stored = ctx.form.get(slot.blockId, element.action_id);
  return picker("date", element, slot, {
    shown: stored?.selected_date,
    read: (selected_date) => ({ type: element.type, selected_date }),
  });
}

export function timePicker(element, ctx, slot) {
  const stored = ctx.form.get(slot.blockId, element.action_id);
  return picker("time", element, slot, {
    shown: stored?.selected_time,
    read: (selected_time) => ({ type: element.type, selected_time }),
  });
}

/** The field shows the acting person's wall clock; the value is a moment. */
export function dateTimePicker(element, ctx, slot) {
  const stored = ctx.form.get(slot.blockId, element.action_id)?.selected_date_time;
  const { zone } = ctx.directory;
  const field = picker("datetime-local", element, slot, {
    shown: stored ? isoMinute(stored, zone) : "",
    read: (text) => ({ type: element.type, selected_date_time: text ? fromWallClock(text, zone) : null }),
  });
  return h("span", { class: "with-zone" }, field, h("small", null, zone.replaceAll("_", " ")));
}
