import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";

import { element } from "./fake-browser.js";

const { Attention, isQuiet } = await import("../../static/js/attention.js");
await import("../../static/js/elements/quiet-switch.js");

let rang;
let woken;
let screen;
const chime = { ring: () => (rang += 1), wake: () => (woken += 1) };

/** The screen shows what asks for attention under these names. */
function shows(...names) {
  for (const one of [...screen.querySelectorAll("[data-attention]")]) one.remove();
  screen.append(...names.map((name) => element("p", { "data-attention": name })));
  screen.dispatchEvent(new CustomEvent("deskq:state", { bubbles: true }));
}

function begin(...names) {
  screen = element("hall-panel", {}, ...names.map((name) => element("p", { "data-attention": name })));
  new Attention(screen, chime);
}

beforeEach(() => {
  localStorage.clear();
  [rang, woken] = [0, 0];
  document.hidden = false;
  document.title = "Hall";
});

describe("what asks for attention", () => {
  test("rings once for each new call, not for those that were there or have ended", () => {
    begin("help-2");

    shows("help-2");
    shows("help-2", "help-5");
    shows("help-5");
    shows();
    assert.equal(rang, 1);

    shows("help-2");
    assert.equal(rang, 2);
  });

  test("marks the title of a hidden tab until it is looked at", () => {
    begin();
    document.hidden = true;

    shows("line-7");
    shows("line-7", "line-8");
    assert.equal(document.title, "● Hall");

    document.hidden = false;
    document.dispatchEvent(new CustomEvent("visibilitychange"));
    assert.equal(document.title, "Hall");
  });

  test("may sound after the first press on the page", () => {
    begin();

    document.dispatchEvent(new CustomEvent("pointerdown"));

    assert.equal(woken > 0, true);
  });

  test("is silent where somebody turned the sounds off, until they are turned on", () => {
    const off = element("button", { "data-turns": "off" });
    const on = element("button", { "data-turns": "on" });
    const toggle = element("quiet-switch", {}, off, on);
    toggle.connectedCallback();
    begin();
    assert.deepEqual([off.hidden, on.hidden, isQuiet()], [false, true, false]);

    off.click();
    shows("help-2");
    assert.deepEqual([rang, off.hidden, on.hidden, isQuiet()], [0, true, false, true]);

    on.click();
    shows("help-2", "help-3");
    assert.deepEqual([rang, isQuiet()], [1, false]);
  });
});
