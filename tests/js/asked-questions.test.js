import assert from "node:assert/strict";
import { afterEach, describe, test } from "node:test";

import { body, drawn, made } from "./fake-browser.js";

globalThis.CSS ??= { escape: (text) => text };
await import("../../static/js/elements/asked-questions.js");

const radio = (name, value) => `<input type="radio" name="${name}" value="${value}">`;
const HTML = `<asked-questions>
  <fieldset>${radio("indoors", "yes")}${radio("indoors", "no")}</fieldset>
  <fieldset data-when="indoors" data-is="no">${radio("street", "yes")}${radio("street", "no")}</fieldset>
  <p data-when="street" data-is="yes"><input type="text" name="which"></p>
</asked-questions>`;

function open() {
  const asked = drawn(HTML);
  body.append(asked);
  asked.connectedCallback();
  return asked;
}

/** Chooses an answer as a finger does: the others of its question are no longer chosen. */
function choose(asked, name, value) {
  for (const field of asked.querySelectorAll(`[name="${name}"]`)) field.checked = field.value === value;
  asked.querySelector(`[name="${name}"]`).dispatchEvent(made("input"));
}

const shown = (asked) => asked.querySelectorAll("[data-when]").map((part) => !part.hidden);
const sent = (asked) => asked.querySelectorAll("input").filter((field) => !field.disabled).length;

afterEach(() => body.replaceChildren());

describe("questions with conditions", () => {
  test("what depends on an answer is hidden and not sent until that answer is given", () => {
    const asked = open();

    assert.deepEqual(shown(asked), [false, false]);
    assert.equal(sent(asked), 2);
  });

  test("a condition may depend on a condition", () => {
    const asked = open();
    choose(asked, "indoors", "no");
    assert.deepEqual(shown(asked), [true, false]);

    choose(asked, "street", "yes");

    assert.deepEqual(shown(asked), [true, true]);
    assert.equal(sent(asked), 5);
  });

  test("what a changed answer hides again takes with it what depends on it", () => {
    const asked = open();
    choose(asked, "indoors", "no");
    choose(asked, "street", "yes");

    choose(asked, "indoors", "yes");

    assert.deepEqual(shown(asked), [false, false]);
    assert.equal(sent(asked), 2);
  });
});
