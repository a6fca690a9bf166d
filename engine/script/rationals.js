// Here lives exact arithmetic: numbers as a numerator over a denominator, so that nothing is lost between two roundings.
// A number is {top, bottom}, in its lowest terms, with the sign on top.

const WRITTEN = /^(-?)([0-9]+)(?:\.([0-9]+))?$/;
const TOO_LARGE = 10n ** 15n;

/** The number that two whole numbers make. */
export function rational(top, bottom = 1n) {
  if (bottom === 1n) {
    return { top, bottom };
  }
  const sign = bottom < 0n ? -1n : 1n;
  const shared = commonFactor(top < 0n ? -top : top, bottom * sign);
  return { top: (top * sign) / shared, bottom: (bottom * sign) / shared };
}

function commonFactor(one, other) {
  while (other) {
    [one, other] = [other, one % other];
  }
  return one || 1n;
}

/** The number that a text such as -12.50 gives, or null when it gives none. */
export function parse(text) {
  const found = WRITTEN.exec(text);
  if (!found) {
    return null;
  }
  const behind = found[3] ?? "";
  const digits = BigInt(found[2] + behind);
  return rational(found[1] ? -digits : digits, 10n ** BigInt(behind.length));
}

export const ZERO = rational(0n);
export const add = (one, other) => rational(one.top * other.bottom + other.top * one.bottom, one.bottom * other.bottom);
export const negative = (one) => ({ top: -one.top, bottom: one.bottom });
export const subtract = (one, other) => add(one, negative(other));
export const multiply = (one, other) => rational(one.top * other.top, one.bottom * other.bottom);
export const isWhole = (one) => one.bottom === 1n;

/** One number divided by another; null when that is zero. */
export const divide = (one, other) => (other.top ? rational(one.top * other.bottom, one.bottom * other.top) : null);

/** Less than 0, 0 or more than 0, as one number is less than, equal to or more than another. */
export function compare(one, other) {
  const difference = one.top * other.bottom - other.top * one.bottom;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The number, or null when it is too large to be kept. */
export function within(one) {
  const size = one.top < 0n ? -one.top : one.top;
  return size < TOO_LARGE * one.bottom ? one : null;
}

/** The number with so many places behind the point; a half is rounded away from zero. */
export function rounded(one, places) {
  const scale = 10n ** BigInt(places);
  const size = (one.top < 0n ? -one.top : one.top) * scale;
  const nearest = (2n * size + one.bottom) / (2n * one.bottom);
  return rational(one.top < 0n ? -nearest : nearest, scale);
}

/** The number made whole: up, down, or to the nearest. */
export function roundedTo(one, how) {
  if (how !== "up" && how !== "down") {
    return rounded(one, 0);
  }
  const below = one.top / one.bottom - (one.top % one.bottom < 0n ? 1n : 0n);
  return rational(how === "up" && below * one.bottom !== one.top ? below + 1n : below);
}

/** The number as 17/3 or 5: exactly. */
export const exact = (one) => (isWhole(one) ? `${one.top}` : `${one.top}/${one.bottom}`);

/** The number as people write it, with a point where it needs one; rounded where it would never end. */
export function decimal(one, most = 15) {
  let places = 0;
  while (places < most && (one.top * 10n ** BigInt(places)) % one.bottom) {
    places += 1;
  }
  const { top, bottom } = rounded(one, places);
  const digits = `${((top < 0n ? -top : top) * 10n ** BigInt(places)) / bottom}`.padStart(places + 1, "0");
  const [whole, behind] = [digits.slice(0, digits.length - places), digits.slice(digits.length - places)];
  return `${top < 0n ? "-" : ""}${whole}${behind && "."}${behind}`;
}
