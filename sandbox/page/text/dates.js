// The tokens of <!date^timestamp^format^link|fallback> (Slack's page "Formatting text for app surfaces").
import { ago, clockTime, format, isoDay, relativeDay } from "../time.js";

const day = { day: "numeric" };

const ordinal = (number) => {
  const tens = number % 100;
  const suffix = tens > 10 && tens < 14 ? "th" : ({ 1: "st", 2: "nd", 3: "rd" }[number % 10] ?? "th");
  return `${number}${suffix}`;
};

const PLAIN = {
  date_num: (at, zone) => isoDay(at, zone),
  date_slash: (at, zone) => format(at, zone, { day: "2-digit", month: "2-digit", year: "numeric" }),
  date: (at, zone) =>
    `${format(at, zone, { month: "long" })} ${ordinal(Number(format(at, zone, day)))}, ${format(at, zone, { year: "numeric" })}`,
  date_short: (at, zone) =>
    `${format(at, zone, { month: "short" })} ${format(at, zone, day)}, ${format(at, zone, { year: "numeric" })}`,
  date_long: (at, zone) =>
    `${format(at, zone, { weekday: "long" })}, ${format(at, zone, { month: "long" })} ${ordinal(
      Number(format(at, zone, day)),
    )}, ${format(at, zone, { year: "numeric" })}`,
  time: (at, zone) => clockTime(at, zone),
  time_secs: (at, zone) => format(at, zone, { hour: "2-digit", minute: "2-digit", second: "2-digit" }),
};

/** Replace each token; the pretty ones say today, yesterday or tomorrow where that holds. Lower case inside a sentence. */
export function formatDate({ seconds, pattern, zone, now }) {
  return pattern.replace(/\{(\w+)\}/g, (whole, token, offset) => {
    if (token === "ago") return ago(seconds, now);
    if (PLAIN[token]) return PLAIN[token](seconds, zone);
    const base = token.replace(/_pretty$/, "");
    if (base === token || !PLAIN[base]) return whole;
    const relative = relativeDay(seconds, now, zone);
    if (!relative) return PLAIN[base](seconds, zone);
    return offset === 0 ? relative : relative.toLowerCase();
  });
}
