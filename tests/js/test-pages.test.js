import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { body, element, settled } from "./fake-browser.js";

await import("../../static/js/elements/sound-test.js");

let printed = 0;
globalThis.CSSStyleSheet ??= class {
  replaceSync() {}
};
window.print = () => (printed += 1);

beforeEach(() => {
  printed = 0;
});

test("a sound test rings and speaks the cue as the lobby does, and says whether anything was heard", async () => {
  const cue = { captions: [{ text: "Number 101" }], speech: [] };
  const parts = [element("button"), element("p", { "data-caption": "" })];
  const page = element("sound-test", { "data-cue": JSON.stringify(cue) }, ...parts);
  page.connectedCallback();
  const told = [];
  Object.assign(page.speaker, { wake: async () => false, tell: async (call) => told.push(call) });

  page.querySelector("button").click();
  await settled();
  page.speaker.caption({ text: "Number 101" });

  assert.deepEqual(told, [cue]);
  assert.deepEqual([page.dataset.sound, page.dataset.played], ["off", ""]);
  assert.equal(page.querySelector("[data-caption]").textContent, "Number 101");
});

test("a test page is printed as often as its button is pressed", async () => {
  const button = element("button", { "data-print": "", hidden: "" });
  body.append(button, Object.assign(element("div", { class: "paper" }), { offsetHeight: 96 }));
  await import("../../static/js/print-test.js");

  for (const wait of [1, 2]) {
    button.click();
    await new Promise((done) => setTimeout(done, wait));
  }

  assert.equal(button.hidden, false);
  assert.equal(printed, 2);
});
