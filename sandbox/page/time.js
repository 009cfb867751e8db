// Moments are seconds since 1970 (as in a message's ts); every format takes the reader's time zone.

const formats = new Map();

/** A cached Intl formatter: making one costs a hundred times more than using it. */
function formatter(zone, options) {
  const key = zone + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options }));
  return formats.get(key);
}

/** Format with Intl options in a zone. */
export function format(seconds, zone, options) {
  const at = new Date(seconds * 1000);
  return Number.isNaN(at.getTime()) ? "" : formatter(zone, options).format(at);
}

/** "14:05" in the reader's zone. */
export const clockTime = (seconds, zone) => format(seconds, zone, { hour: "2-digit", minute: "2-digit" });

/** "2026-11-27" in the reader's zone. */
export function isoDay(seconds, zone) {
  const parts = formatter(zone, { year: "numeric", month: "2-digit", day: "2-digit" }).formatToParts(seconds * 1000);
  const { year, month, day } = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  return `${year}-${month}-${day}`;
}

/** "2026-11-27T10:00" in the reader's zone, for native date-and-time fields. */
export const isoMinute = (seconds, zone) => `${isoDay(seconds, zone)}T${clockTime(seconds, zone)}`;

/** The moment a wall clock in `zone` shows "2026-11-27T10:00"; in the hour that is skipped, the moment after it. */
export function fromWallClock(text, zone) {
  const wanted = Date.parse(`${text}:00Z`) / 1000;
  if (Number.isNaN(wanted)) return null;
  const offsetAt = (moment) => Date.parse(`${isoMinute(moment, zone)}:00Z`) / 1000 - Math.floor(moment / 60) * 60;
  const first = wanted - offsetAt(wanted);
  return wanted - offsetAt(first);
}

/** "Today", "Yesterday", "Tomorrow" or null, seen from `now`. */
export function relativeDay(seconds, now, zone) {
  const day = isoDay(seconds, zone);
  if (day === isoDay(now, zone)) return "Today";
  if (day === isoDay(now - 86400, zone)) return "Yesterday";
  return day === isoDay(now + 86400, zone) ? "Tomorrow" : null;
}

/** The divider between two days: "Today", "Yesterday" or "Friday 27 November". */
export function dayLabel(seconds, now, zone) {
  const sameYear = isoDay(seconds, zone).slice(0, 4) === isoDay(now, zone).slice(0, 4);
  const long = format(seconds, zone, {
    weekday: "long",
    day: "numeric",
    month: "long",
    ...(sameYear ? {} : { year: "numeric" }),
  });
  return relativeDay(seconds, now, zone) ?? long;
}

/** "Fri 27 Nov 2026, 10:00:05" for tooltips. */
export const fullMoment = (seconds, zone) =>
  format(seconds, zone, {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "short",
  });

const STEPS = [
  ["year", 31536000],
  ["month", 2592000],
  ["day", 86400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
];

/** "3 hours ago", "in 2 days". */
export function ago(seconds, now) {
  const distance = seconds - now;
  const [unit, size] = STEPS.find(([, length]) => Math.abs(distance) >= length) ?? ["second", 1];
  return new Intl.RelativeTimeFormat("en-GB", { numeric: "auto" }).format(Math.round(distance / size), unit);
}
