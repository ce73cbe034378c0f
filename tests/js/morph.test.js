import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { element } from "./fake-browser.js";

const { Idiomorph } = await import("../../static/vendor/idiomorph.esm.js");
const { morph, watchFields } = await import("../../static/js/morph.js");

/** The decisions that morph gives to Idiomorph. */
let decides;
Idiomorph.morph = (_target, _html, options) => (decides = options);
morph(element("main"), "");
const { beforeNodeMorphed, beforeAttributeUpdated } = decides.callbacks;

const node = (tag, attributes = {}) =>
  Object.assign(element(tag, attributes), { nodeType: 1, nodeName: tag.toUpperCase() });

describe("what the server draws anew", () => {
  test("the content changes, the element that has the focus keeps it", () => {
    assert.equal(decides.morphStyle, "innerHTML");
    assert.equal(decides.restoreFocus, true);
  });

  test("a field of a form in which somebody types is left alone until the form is reset", () => {
    const form = element("form");
    const field = node("input");
    form.append(field);
    const other = node("input");
    element("form").append(other);
    const root = element("main");
    watchFields(root);
    const tell = (type, target) => {
      const event = new Event(type);
      Object.defineProperty(event, "target", { value: target });
      root.dispatchEvent(event);
    };

    const before = beforeNodeMorphed(field, node("input"));
    tell("input", field);
    const typing = beforeNodeMorphed(field, node("input"));
    const elsewhere = beforeNodeMorphed(other, node("input"));
    tell("reset", form);
    const reset = beforeNodeMorphed(field, node("input"));

    assert.deepEqual([before, typing, elsewhere, reset], [true, false, true, true]);
  });

  test("a part that a script owns takes the server's attributes and keeps its content", () => {
    const clock = node("p", { "data-own": "", "data-zone": "Asia/Tehran", class: "now" });

    const goesOn = beforeNodeMorphed(clock, node("p", { "data-own": "", "data-zone": "UTC" }));

    assert.equal(goesOn, false);
    assert.equal(clock.dataset.zone, "UTC");
    assert.equal(clock.getAttribute("class"), "now");
  });

  test("texts are always drawn anew", () => {
    assert.equal(beforeNodeMorphed({ nodeType: 3 }, { nodeType: 3 }), true);
  });
});

describe("attributes that the server does not know", () => {
  test("those of scripts and of the browser stay", () => {
    const kept = [
      ["data-kept-shown", "li"],
      ["open", "dialog"],
      ["open", "details"],
      ["aria-disabled", "button"],
      ["data-pressed", "button"],
    ];

    for (const [name, tag] of kept) assert.equal(beforeAttributeUpdated(name, node(tag)), false, `${name} of ${tag}`);
  });

  test("all others follow the server", () => {
    for (const [name, tag] of [
      ["open", "li"],
      ["class", "button"],
      ["data-state", "dialog"],
      ["hidden", "details"],
    ])
      assert.equal(beforeAttributeUpdated(name, node(tag)), true, `${name} of ${tag}`);
  });
});
