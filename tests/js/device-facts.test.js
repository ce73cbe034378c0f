import assert from "node:assert/strict";
import { test } from "node:test";

import { DeviceFacts } from "../../static/js/device-facts.js";

const turn = () => new Promise((go) => setImmediate(go));

function battery(level) {
  const made = Object.assign(new EventTarget(), { level });
  Object.defineProperty(globalThis, "navigator", { value: { getBattery: async () => made }, configurable: true });
  return made;
}

test("a page of staff or of a visitor says nothing of itself", async () => {
  battery(0.5);
  const facts = new DeviceFacts("panel", () => assert.fail());
  await turn();

  assert.deepEqual(facts.fields, {});
});

test("a device says its charge, again when it has changed by five percent", async () => {
  const charge = battery(0.83);
  let asked = 0;
  const facts = new DeviceFacts("tablet", () => (asked += 1));
  await turn();
  const first = facts.fields;

  for (const level of [0.8, 0.79, 0.78]) {
    charge.level = level;
    charge.dispatchEvent(new Event("levelchange"));
  }

  assert.deepEqual(first, { battery: 83 });
  assert.equal(asked, 1);
  assert.deepEqual(facts.fields, { battery: 78 });
});

test("a charge that is known only after the first watch is told by another", async () => {
  battery(0.4);
  let asked = 0;
  const facts = new DeviceFacts("lobby", () => (asked += 1));

  const first = facts.fields;
  await turn();

  assert.deepEqual([first, asked, facts.fields], [{}, 1, { battery: 40 }]);
});
