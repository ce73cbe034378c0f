/** Input of a mobile number. Pure: digits in; digits, problems and groups out. */

export const LENGTH = 11;

const DIGITS = "۰۱۲۳۴۵۶۷۸۹";
const ARABIC = "٠١٢٣٤٥٦٧٨٩";

/** "7" of ۷, ٧ and 7; undefined for any other key. */
export function digitOf(key) {
  if (/^[0-9]$/.test(key)) return key;
  const found = Math.max(DIGITS.indexOf(key), ARABIC.indexOf(key));
  return key.length === 1 && found >= 0 ? String(found) : undefined;
}

/** The number with one more digit. A missing first 0 is added; digits beyond the length are ignored. */
export function grown(number, digit) {
  if (number === "" && digit === "9") return "09";
  return number.length < LENGTH ? number + digit : number;
}

/** The digits of a number that the server returned for correction, in national form. */
export function typedBefore(text) {
  const digits = [...text].map((key) => digitOf(key) ?? "").join("");
  return digits.replace(/^(0098|98)0?(?=9)/, "0").slice(0, LENGTH);
}

/** 0912 345 6789 */
export function grouped(number) {
  return [number.slice(0, 4), number.slice(4, 7), number.slice(7)].filter(Boolean).join(" ");
}

/** The key of the problem with the number so far, or "": known from the second digit on. */
export function wrongSoFar(number) {
  return "09".startsWith(number.slice(0, 2)) ? "" : "number_start";
}

/** The key of the problem that prevents sending, or "". */
export function wrongToSend(number) {
  return wrongSoFar(number) || (number.length < LENGTH ? "number_short" : "");
}
