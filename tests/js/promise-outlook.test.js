import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { drawn, settled, type } from "./fake-browser.js";
import { pass, restart } from "./fake-timers.js";

await import("../../static/js/elements/promise-outlook.js");

let asked;
let answer;
let form;
globalThis.fetch = async (address) => {
  asked.push(String(address));
  return answer();
};
const says = () => form.querySelector("promise-outlook").textContent;

async function choose(name, day) {
  type(form.querySelector(`[name="${name}"]`), day);
  pass(250);
  await settled();
}

beforeEach(() => {
  restart();
  asked = [];
  answer = () => ({ ok: true, text: async () => "7 of 10" });
  form = drawn(
    '<form><input name="day"><input name="why"><promise-outlook data-from="/outlook?sheet=1">of before</promise-outlook></form>',
  );
  form.querySelector("promise-outlook").connectedCallback();
});

test("says how likely the chosen day is to be kept, and asks once for a day typed in pieces", async () => {
  type(form.querySelector('[name="day"]'), "1405/09");
  await choose("day", "1405/09/20");

  assert.deepEqual(asked, ["http://desk/outlook?sheet=1&day=1405%2F09%2F20"]);
  assert.equal(says(), "7 of 10");
});

test("another field asks nothing", async () => {
  await choose("why", "rain");

  assert.deepEqual(asked, []);
});

test("without an answer nothing is said about another day", async () => {
  answer = () => Promise.reject(new TypeError("no line"));
  await choose("day", "1405/09/20");

  assert.equal(says(), "");
});
