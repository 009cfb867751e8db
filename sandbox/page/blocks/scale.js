// Figures to positions: a scale with round ticks that always holds zero.

const ROUND = [1, 2, 2.5, 5, 10];

/** Ticks from at or below the least to at or above the greatest value, about `count` of them. */
export function ticks(least, greatest, count = 4) {
  const [low, high] = [Math.min(0, least), Math.max(0, greatest)];
  const rough = (high - low || 1) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ROUND.find((each) => each * power >= rough) * power;
  const start = Math.floor(low / step + 1e-9);
  const end = Math.max(start + 1, Math.ceil(high / step - 1e-9));
  return Array.from({ length: end - start + 1 }, (_, index) => Number(((start + index) * step).toPrecision(12)));
}

/** 1234.5 as "1,234.5". */
export const figure = (value) => new Intl.NumberFormat("en-GB", { maximumFractionDigits: 2 }).format(value);

/** A function from values in [low, high] to positions in [from, to]. */
export const linear = (low, high, from, to) => (value) => from + ((value - low) / (high - low)) * (to - from);
