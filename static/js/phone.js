/** A mobile number as it grows under the fingers. Pure: digits in, digits, words and groups out. */

export const LENGTH = 11;

const DIGITS = "۰۱۲۳۴۵۶۷۸۹";
const ARABIC = "٠١٢٣٤٥٦٧٨٩";

/** "7" of ۷, ٧ and 7; undefined for any other key. */
export function digitOf(key) {
  if (/^[0-9]$/.test(key)) return key;
  const found = Math.max(DIGITS.indexOf(key), ARABIC.indexOf(key));
  return key.length === 1 && found >= 0 ? String(found) : undefined;
}

/** The number with one more digit. Whoever leaves the first 0 out is given it; what is too much is not taken. */
export function grown(number, digit) {
  if (number === "" && digit === "9") return "09";
  return number.length < LENGTH ? number + digit : number;
}

/** What the server sends back for another look: its digits, as typed at home. */
export function typedBefore(text) {
  const digits = [...text].map((key) => digitOf(key) ?? "").join("");
  return digits.replace(/^(0098|98)0?(?=9)/, "0").slice(0, LENGTH);
}

/** 0912 345 6789 */
export function grouped(number) {
  return [number.slice(0, 4), number.slice(4, 7), number.slice(7)].filter(Boolean).join(" ");
}

/** The word for what is wrong with the number so far, or "": known with the second digit, not after the last. */
export function wrongSoFar(number) {
  return "09".startsWith(number.slice(0, 2)) ? "" : "number_start";
}

/** The word for what keeps the number from being sent, or "". */
export function wrongToSend(number) {
  return wrongSoFar(number) || (number.length < LENGTH ? "number_short" : "");
}
