import assert from "node:assert/strict";
import { test } from "node:test";
import { digitOf, grouped, grown, typedBefore, wrongSoFar, wrongToSend } from "../../static/js/phone.js";

const typed = (keys) => [...keys].reduce(grown, "");

test("digits of every writing are digits, and nothing else is", () => {
  assert.deepEqual(["7", "۷", "٧"].map(digitOf), ["7", "7", "7"]);
  assert.deepEqual(["a", "", "12", "Enter", "+", "۱۲"].map(digitOf), Array(6).fill(undefined));
});

test("anybody who leaves the first zero out is given it", () => {
  assert.equal(typed("9123456789"), "09123456789");
  assert.equal(typed("09123456789"), "09123456789");
});

test("what is too much is not taken", () => {
  assert.equal(typed("091234567891"), "09123456789");
});

test("a number is read in three groups", () => {
  assert.equal(grouped("09123456789"), "0912 345 6789");
  assert.equal(grouped("09123"), "0912 3");
  assert.equal(grouped(""), "");
});

test("what cannot become a mobile number is known with the digit that makes it so", () => {
  assert.deepEqual(["", "0", "09", "0912"].map(wrongSoFar), ["", "", "", ""]);
  assert.deepEqual(["2", "02", "0212"].map(wrongSoFar), ["number_start", "number_start", "number_start"]);
});

test("an unfinished number is not sent", () => {
  assert.equal(wrongToSend("0912345678"), "number_short");
  assert.equal(wrongToSend(""), "number_short");
  assert.equal(wrongToSend("09123456789"), "");
});

test("what the server sends back is typed as at home", () => {
  assert.equal(typedBefore("+98 912 345 67"), "091234567");
  assert.equal(typedBefore("۰۰۹۸۹۱۲"), "0912");
  assert.equal(typedBefore('"><script>'), "");
});
