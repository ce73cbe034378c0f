import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { digits, hour, key, lineWords, minutes, say, stopwatch, writtenDate } from "../../static/js/words.js";

const AZAR_3 = Date.parse("2026-11-24T07:12:00Z");
const TEHRAN = "Asia/Tehran";

describe("numbers", () => {
  test("are written in the digits of the page", () => {
    assert.equal(digits("A-12", "fa"), "A-۱۲");
    assert.equal(digits(247, "en"), "247");
  });

  test("a stopwatch shows hours when needed", () => {
    assert.equal(stopwatch(372, "fa"), "۰۶:۱۲");
    assert.equal(stopwatch(3661, "en"), "1:01:01");
    assert.equal(stopwatch(-5, "en"), "00:00");
  });

  test("minutes are whole, and at least one", () => {
    assert.deepEqual([minutes(10, "en"), minutes(100, "en"), minutes(1440, "fa")], ["1", "2", "۲۴"]);
  });
});

describe("times", () => {
  test("are the office's, wherever the browser is", () => {
    assert.equal(hour(AZAR_3, "fa", TEHRAN), "۱۰:۴۲");
    assert.equal(hour(AZAR_3, "en", TEHRAN), "10:42");
  });

  test("midnight is 00:00", () => assert.equal(hour(Date.parse("2026-11-23T20:30:00Z"), "en", TEHRAN), "00:00"));

  test("dates are written as the server writes them", () => {
    assert.equal(writtenDate(AZAR_3, "fa", TEHRAN), "سه‌شنبه ۳ آذر ۱۴۰۵");
    assert.equal(writtenDate(AZAR_3, "en", TEHRAN), "Tuesday 24 November 2026");
  });

  test("the last day of a leap year is an Esfand the thirtieth", () => {
    assert.match(writtenDate(Date.parse("2025-03-20T12:00:00Z"), "fa", TEHRAN), /۳۰ اسفند ۱۴۰۳$/);
  });
});

describe("words", () => {
  test("have their places filled", () => {
    assert.equal(say("not_live", { at: "10:42" }, "en"), "Offline since 10:42");
    assert.match(say("not_live", { at: "10:42" }, "fa"), /۱۰:۴۲/);
  });

  test("are searched in one spelling", () => {
    assert.equal(key("شهرسازي  و\u200cپروانه ۳"), key("شهرسازی و پروانه 3"));
    assert.equal(key("Land TAX"), "land tax");
  });
});

describe("a live screen", () => {
  const saying = (dataset) => lineWords({ line: "up", ...dataset }, "en");

  test("says nothing while all is well", () => assert.equal(saying({ screen: "counter", saving: "" }), ""));

  test("tells staff that actions wait, and that nothing can be saved", () => {
    assert.equal(
      saying({ screen: "counter", saving: "locked" }),
      "Saving takes longer than usual. Please press once and wait.",
    );
    assert.match(saying({ screen: "panel", saving: "read-only" }), /Nothing can be saved right now/);
  });

  test("tells visitors that calls are delayed, whatever the cause", () => {
    for (const screen of ["lobby", "ticket"])
      assert.equal(saying({ screen, saving: "damaged" }), "Calls are delayed for a moment.");
  });

  test("says first that it is not live", () => {
    const lost = { screen: "counter", line: "down", since: "10:42", saving: "locked" };
    assert.equal(saying(lost), "Offline since 10:42");
    assert.match(saying({ ...lost, pace: "slow" }), /every 5 seconds/);
  });
});
