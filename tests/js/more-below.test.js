import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";

import { body, drawn, root } from "./fake-browser.js";

const seen = new Map();
const frames = [];
globalThis.MutationObserver = class {
  constructor(run) {
    this.run = run;
  }
  observe(node) {
    seen.set(node, this.run);
  }
};
globalThis.requestAnimationFrame = (run) => frames.push(run);
globalThis.cancelAnimationFrame = () => frames.splice(0);
await import("../../static/js/elements/more-below.js");

function draw() {
  for (const run of frames.splice(0)) run();
}

let part;
let more;

beforeEach(() => {
  body.replaceChildren();
  const shell = drawn("<div><main></main><more-below hidden><button>More below</button></more-below></div>");
  body.append(shell);
  [part, more] = [shell.querySelector("main"), shell.querySelector("more-below")];
  Object.assign(part, { scrollHeight: 900, scrollTop: 0, clientHeight: 600 });
  Object.defineProperty(more, "previousElementSibling", { value: part });
  Object.defineProperty(more, "offsetHeight", { value: 64 });
  more.connectedCallback();
  draw();
});

describe("the button under a part that scrolls", () => {
  test("is shown while more lies below, and hidden at the end", () => {
    const first = more.hidden;
    part.scrollTop = 300;
    seen.get(more.parentElement)();
    draw();

    assert.deepEqual([first, more.hidden], [false, true]);
  });

  test("is not shown for what would fit without it", () => {
    part.scrollHeight = 660;
    seen.get(root)();
    draw();

    assert.equal(more.hidden, true);
  });

  test("leads there", () => {
    const asked = [];
    part.scrollBy = (by) => asked.push(by.top);

    more.querySelector("button").click();

    assert.deepEqual(asked, [480]);
  });
});
