import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { applyDark } from "../../static/js/dark-hours.js";
import { isWithin } from "../../static/js/hours.js";

describe("quiet hours", () => {
  for (const [hour, quiet] of [
    ["11:59", false],
    ["12:00", true],
    ["12:29", true],
    ["12:30", false],
    ["23:00", true],
    ["06:59", true],
    ["07:00", false],
  ])
    test(`${hour} is ${quiet ? "quiet" : "loud"}`, () =>
      assert.equal(isWithin("12:00-12:30 21:00-07:00", hour), quiet));

  test("are none by default", () => assert.ok(!isWithin("", "12:00")));
});

describe("the dark theme of the kiosk", () => {
  const mediaAt = (hours, at) => {
    const sheet = { media: "not all" };
    applyDark(sheet, hours, at, "Asia/Tehran");
    return sheet.media;
  };
  const evening = Date.parse("2026-11-24T15:00:00Z"); // 18:30 in Tehran

  test("is on in its hours, for the screen and not for paper", () => {
    assert.equal(mediaAt("17:00-07:00", evening), "screen");
  });

  test("is off outside of them, and without any", () => {
    assert.deepEqual([mediaAt("19:00-07:00", evening), mediaAt("", evening)], ["not all", "not all"]);
  });

  test("is always on when the office wishes", () => {
    assert.equal(mediaAt("00:00-24:00", evening), "screen");
  });
});
