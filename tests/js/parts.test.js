import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { Parts } from "../../static/js/parts.js";

const all = (parts) => Object.entries(parts);

describe("a state in parts", () => {
  test("is put together from what came and what is held from the last one", () => {
    const parts = new Parts();

    assert.equal(parts.join(all({ a: "<p>", b: "one", c: "</p>" })), "<p>one</p>");
    assert.equal(parts.join(["a", ["d", "two"], "c"]), "<p>two</p>");
    assert.equal(parts.join(["a", "d", "c"]), "<p>two</p>");
  });

  test("is nothing when a part is named that the last one did not have", () => {
    const parts = new Parts();
    parts.join(all({ a: "1", b: "2" }));
    parts.join(["a"]);

    assert.equal(parts.join(["a", "b"]), null);
    assert.equal(new Parts().join(["a"]), null);
  });

  test("that could not be put together changes nothing, and the whole mends it", () => {
    const parts = new Parts();
    parts.join(all({ a: "1" }));
    parts.join([["b", "2"], "unknown"]);

    assert.equal(parts.join(["a"]), "1");
    assert.equal(parts.join(all({ b: "2", c: "" })), "2");
    assert.equal(parts.join(["b", "c"]), "2");
  });
});
