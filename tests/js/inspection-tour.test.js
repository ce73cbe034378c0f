import assert from "node:assert/strict";
import "./fake-browser.js";
import { describe, test } from "node:test";

const { lineOf } = await import("../../static/js/elements/inspection-tour.js");

const record = (more) => ({ person: "7", photos: [], sent: false, problem: "", ...more });
const open = { sent: false, problem: "" };
const line = (records, more = {}) => lineOf({ records, last: "done", kept: true, busy: false, ...more });

describe("the line of a tour says", () => {
  test("what waits on the phone, results and photos apart", () => {
    const [words, kind] = line([record({ photos: [open, open] }), record({ sent: true, photos: [open] })]);

    assert.match(words, /1|۱/);
    assert.match(words, /3|۳/);
    assert.equal(kind, "waits");
  });

  test("that it is being sent", () => assert.equal(line([record()], { busy: true })[1], "busy"));

  test("that somebody has to sign in first", () => assert.equal(line([record()], { last: "sign-in" })[1], "problem"));

  test("that all is sent, and whether the page opens without a line", () => {
    assert.equal(line([record({ sent: true })])[1], "done");
    assert.equal(line([], { kept: false })[1], "note");
    assert.equal(line([], { kept: null })[1], "note");
  });

  test("that this browser keeps nothing", () => assert.equal(line([], { last: "no-store" })[1], "problem"));
});
