// Whether the check characters of a number are right, as `engine/check_character.py` decides it on the server.
// Spaces, hyphens and the case of letters do not count.
const LEFT_OUT = /[ \u00a0\u2010\u2011\u2013-]/g;

// What a sign is worth: its place in the row.
const ROW = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*";
const PUPIL_ROW = "ABCDEFGHJKLMNPQRTUVWXYZ0123456789";
const worth = (number) => Array.from(number, (sign) => ROW.indexOf(sign));
const worthOrTen = (number) => Array.from(number, (sign) => (sign === "X" ? 10 : Number(sign)));

const weighed = (values, weight) => values.reduce((sum, value, place) => sum + value * weight(place), 0);
const fromRight = (values) => [...values].reverse();

// The systems of ISO 7064 go through the signs from the left and carry a remainder.
const pure = (values, modulus) => values.reduce((rest, value) => (2 * rest + value) % modulus, 0);
const hybrid = (values) => values.reduce((rest, value) => (((rest || 10) * 2) % 11 + value) % 10, 5);
const by97 = (number) => worth(number).reduce((rest, value) => (rest * (value > 9 ? 100 : 10) + value) % 97, 0);

const isDivisible11 = (values) => weighed(fromRight(values), (place) => place + 1) % 11 === 0;

function isLuhn(number) {
  const values = fromRight(worth(number)).map((value, place) => (place % 2 ? 2 * value : value));
  return weighed(values.map((value) => (value > 9 ? value - 9 : value)), () => 1) % 10 === 0;
}

function isEan(number) {
  return weighed(fromRight(worth(number)), (place) => (place % 2 ? 3 : 1)) % 10 === 0;
}

function isIsbn(number) {
  return number.length === 13 ? /^97[89]/.test(number) && isEan(number) : isDivisible11(worthOrTen(number));
}

// The pair of digits is reckoned, because of two pairs that leave the same remainder only one is right.
function isIban(number) {
  return Number(number.slice(2, 4)) === 98 - by97(`${number.slice(4)}${number.slice(0, 2)}00`);
}

function isPupil(number) {
  const values = Array.from(number.slice(1), (sign) => PUPIL_ROW.indexOf(sign));
  return number[0] === PUPIL_ROW[weighed(values, (place) => place + 2) % 23];
}

function isTaxpayer(number) {
  const weights = [6, 7, 8, 9, 10, 5, 4, 3, 2];
  return number[0] === "21987654321"[weighed(worth(number.slice(1)), (place) => weights[place]) % 11];
}

// By its name: how a number is written, whether one that is written so is right, and how long it is, where it has a length.
const ALGORITHMS = new Map([
  ["ean-13", [/^[0-9]{13}$/, isEan, [13]]],
  ["iban", [/^[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}$/i, isIban]],
  ["isbn", [/^(?:[0-9]{9}[0-9X]|[0-9]{13})$/i, isIsbn, [10, 13]]],
  ["luhn", [/^[0-9]{2,100}$/, isLuhn]],
  ["mod-11-10", [/^[0-9]{2,100}$/, (number) => hybrid(worth(number)) === 1]],
  ["mod-11-2", [/^[0-9]{1,99}[0-9X]$/i, (number) => pure(worthOrTen(number), 11) === 1]],
  ["mod-37-2", [/^[0-9A-Z]{1,99}[0-9A-Z*]$/i, (number) => pure(worth(number), 37) === 1]],
  ["mod-97-10", [/^[0-9A-Z]{1,98}[0-9]{2}$/i, (number) => by97(number) === 1]],
  ["nhs-number", [/^[0-9]{10}$/, (number) => isDivisible11(worth(number)), [10]]],
  ["upn", [/^[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]$/i, isPupil, [13]]],
  ["utr", [/^[0-9]{10}$/, isTaxpayer, [10]]],
]);

// Say whether a text is a number whose check characters are right.
export function isChecked(algorithm, text) {
  const [form, isRight] = ALGORITHMS.get(algorithm);
  const number = text.replace(LEFT_OUT, "");
  return form.test(number) && isRight(number.toUpperCase());
}

// Say whether a text has as many characters as such a number.
export function hasLength(algorithm, text) {
  const lengths = ALGORITHMS.get(algorithm)[2];
  return !lengths || lengths.includes([...text.replace(LEFT_OUT, "")].length);
}
