import assert from "node:assert/strict";
import { test } from "node:test";
import { answer, isComplete, sayings, standing } from "../../static/js/dictation.js";

const WORDS = ["empty", "erased", "so_far", "complete", "number_short", "place1", "place2", "wrong"];

/** A pad of three Persian digits; each part says its own name. */
function pad() {
  const part = (dataset) => ({ dataset, closest: () => ({ lang: "fa" }) });
  const keys = [..."۰۱۲۳۴۵۶۷۸۹"].map((digit) => part({ digit, say: digit, sayKey: "k" }));
  const words = WORDS.map((word) => [`say${word[0].toUpperCase()}${word.slice(1)}`, word]);
  const dataset = Object.fromEntries(
    words.flatMap(([name, word]) => [
      [name, word],
      [`${name}Key`, "k"],
    ]),
  );
  const send = part({ say: "send", sayKey: "k" });
  return { ...part({ ...dataset, length: "3" }), querySelector: () => send, querySelectorAll: () => keys };
}

const said = (utterances) => utterances.map(({ text }) => text);
const after = (before, typed, more = {}) => said(answer(pad(), { before, typed, ...more }));

test("a new digit is said with its place", () => {
  assert.deepEqual(after("", "4"), ["۴", "place1"]);
  assert.deepEqual(after("4", "40"), ["۰", "place2"]);
});

test("after the last digit all are read back, and then the way to send them", () => {
  assert.deepEqual(after("40", "407"), ["complete", "۴", "۰", "۷", "send"]);
  assert.deepEqual(after("407", "407"), ["complete", "۴", "۰", "۷", "send"], "a digit too many changes nothing");
  assert.ok(isComplete(pad(), "407"));
});

test("an erasure tells what is left", () => {
  assert.deepEqual(after("40", "4"), ["erased", "۴"]);
  assert.deepEqual(after("4", ""), ["empty"]);
  assert.deepEqual(after("", ""), ["empty"]);
});

test("a zero put before the first digit is said too, and what is wrong instead of the place", () => {
  assert.deepEqual(after("", "09"), ["۰", "۹", "place2"]);
  assert.deepEqual(after("", "2", { wrong: "wrong" }), ["۲", "wrong"]);
});

test("what stands there can be heard again at any time", () => {
  assert.deepEqual(said(standing(pad(), "40")), ["so_far", "۴", "۰"]);
  assert.deepEqual(said(standing(pad(), "")), ["empty"]);
});

test("its words are at hand before they are needed", () => {
  assert.deepEqual(said(sayings(pad())), ["empty", "erased", "complete", "place1", "place2"]);
});
