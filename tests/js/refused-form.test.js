import assert from "node:assert/strict";
import { test } from "node:test";

test("the page of a refused form stands in the history under the address of its form", async () => {
  const replaced = [];
  globalThis.history = { state: { kept: 1 }, replaceState: (...given) => replaced.push(given) };
  globalThis.document = { querySelector: () => ({ dataset: { formPage: "/join?lang=fa" } }) };

  await import("../../static/js/refused-form.js");

  assert.deepEqual(replaced, [[{ kept: 1 }, "", "/join?lang=fa"]]);
});
