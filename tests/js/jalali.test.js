import assert from "node:assert/strict";
import { test } from "node:test";

import { jalali, later, moment, parse, shape, write } from "../../static/js/jalali.js";

test("the third of Azar 1405 is the 24th of November 2026", () => {
  const ms = moment({ year: 1405, month: 9, day: 3 });

  assert.equal(new Date(ms).toISOString().slice(0, 10), "2026-11-24");
  assert.deepEqual(jalali(ms), { year: 1405, month: 9, day: 3 });
});

test("months have the days and the first weekday they have", () => {
  assert.deepEqual(shape({ year: 1405, month: 1 }), { length: 31, starts: 0 });
  assert.deepEqual(shape({ year: 1405, month: 9 }), { length: 30, starts: 1 });
  assert.equal(shape({ year: 1403, month: 12 }).length, 30);
  assert.equal(shape({ year: 1404, month: 12 }).length, 29);
});

test("leap years are those of the almanac", () => {
  const leap = [];
  for (let year = 1395; year <= 1430; year += 1) if (shape({ year, month: 12 }).length === 30) leap.push(year);

  assert.deepEqual(leap, [1395, 1399, 1403, 1408, 1412, 1416, 1420, 1424, 1428]);
});

test("months go on over the year's end", () => {
  assert.deepEqual(later({ year: 1405, month: 12 }, 1), { year: 1406, month: 1 });
  assert.deepEqual(later({ year: 1405, month: 1 }, -1), { year: 1404, month: 12 });
});

test("a typed day is read in any digits and written in one way", () => {
  assert.deepEqual(parse("۱۴۰۵/۹/۳"), { year: 1405, month: 9, day: 3 });
  assert.equal(write(parse(" 1405-09-03 ")), "1405/09/03");
});

test("the last day of a month is a day, and the one after it is not", () => {
  for (const text of ["1405/06/31", "1405/09/30", "1405/12/29", "1403/12/30"]) {
    const day = parse(text);
    assert.equal(write(day), text);
    assert.equal(parse(write({ ...day, day: day.day + 1 })), null);
  }
});

test("what is no day is none", () => {
  for (const text of ["", "1405/13/01", "1405/12/30", "1404/12/30", "2026/11/24", "<b>"])
    assert.equal(parse(text), null);
});
