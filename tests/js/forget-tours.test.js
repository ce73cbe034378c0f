import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

const FILE = new URL("../../static/js/forget-tours.js", import.meta.url);
const load = (number) => import(`${FILE}?${number}`); // anew for each

afterEach(() => delete globalThis.caches);

test("a browser that is signed out forgets the tours it kept, and nothing else", async () => {
  const gone = [];
  globalThis.caches = { delete: async (name) => gone.push(name) };

  await load(1);

  assert.deepEqual(gone, ["deskq-inspections"]);
});

test("a browser that keeps nothing, or refuses to, shows its page all the same", async () => {
  await load(2);
  globalThis.caches = { delete: () => Promise.reject(new Error("refused")) };
  await load(3);
});
