/** Months of the Persian calendar by the browser's Intl. Pure, in whole days of UTC. */

const DAY = 86_400_000;
const NUMBERS = new Intl.DateTimeFormat("en-u-ca-persian", {
  year: "numeric",
  month: "numeric",
  day: "numeric",
  timeZone: "UTC",
});

/** {year, month, day} of a moment. */
export function jalali(ms) {
  const parts = NUMBERS.formatToParts(ms);
  const of = (type) => Number(parts.find((part) => part.type === type).value);
  return { year: of("year"), month: of("month"), day: of("day") };
}

/** The moment at which a day begins, in UTC. A day beyond the month overflows into the next. */
export function moment({ year, month, day = 1 }) {
  const passed = month <= 7 ? (month - 1) * 31 : 186 + (month - 7) * 30;
  let ms = Date.UTC(year + 621, 2, 21) + passed * DAY;
  for (const step of [0, -DAY, DAY, -2 * DAY, 2 * DAY]) {
    const found = jalali(ms + step);
    if (found.year === year && found.month === month && found.day === 1) ms += step;
  }
  return ms + (day - 1) * DAY;
}

/** The month after so many months. */
export function later({ year, month }, months) {
  const count = year * 12 + (month - 1) + months;
  return { year: Math.floor(count / 12), month: (count % 12) + 1 };
}

/** {length, starts}: number of days, and the weekday of the first (Saturday 0). */
export function shape({ year, month }) {
  const start = moment({ year, month });
  return { length: Math.round((moment(later({ year, month }, 1)) - start) / DAY), starts: (start / DAY + 5) % 7 };
}

/** {year, month, day} of a typed «۱۴۰۵/۰۹/۰۳»; null when it is not a date. */
export function parse(text) {
  const ascii = text.replace(/[۰-۹]/g, (digit) => "۰۱۲۳۴۵۶۷۸۹".indexOf(digit));
  const found = /^\s*(1[345]\d\d)[/.\-\s](\d{1,2})[/.\-\s](\d{1,2})\s*$/.exec(ascii);
  if (!found) return null;
  const [year, month, day] = found.slice(1).map(Number);
  if (month < 1 || month > 12 || day < 1 || day > shape({ year, month }).length) return null;
  return { year, month, day };
}

/** 1405/09/03 */
export function write({ year, month, day }) {
  const two = (number) => String(number).padStart(2, "0");
  return `${year}/${two(month)}/${two(day)}`;
}
