import assert from "node:assert/strict";
import { afterEach, describe, test } from "node:test";

import { body, drawn, made } from "./fake-browser.js";

await import("../../static/js/elements/coding-keys.js");

const HTML = `<form>
  <select name="category_id"></select>
  <coding-keys><input type="radio" name="cause" value="no_budget" data-key="a"><input type="radio" name="cause" value="conduct" data-key="b"></coding-keys>
  <button data-kind="main">Save</button>
</form>`;

function open() {
  const form = drawn(HTML);
  body.append(form);
  form.querySelector("coding-keys").connectedCallback();
  return form;
}

/** Presses a key while the focus is on an element; returns whether the page took it. */
function press(on, code, more = {}) {
  const event = made("keydown", { code, bubbles: true, cancelable: true, ...more });
  on.dispatchEvent(event);
  return event.defaultPrevented === true;
}

const chosen = (form) =>
  form
    .querySelectorAll("input")
    .filter((radio) => radio.checked)
    .map((radio) => radio.value);

afterEach(() => body.replaceChildren());

describe("keys of coding", () => {
  test("the letter of a root cause chooses it, on a Persian keyboard too", () => {
    const form = open();

    assert.equal(press(form.querySelector("button"), "KeyB", { key: "ذ" }), true);

    assert.deepEqual(chosen(form), ["conduct"]);
  });

  test("the save button has the focus from the start and after a letter, and the page is not scrolled to it", () => {
    const told = [];
    const form = drawn(HTML);
    const button = form.querySelector("button");
    button.focus = (options) => told.push(options);
    body.append(form);
    form.querySelector("coding-keys").connectedCallback();

    press(button, "KeyA");

    assert.deepEqual(told, [{ preventScroll: true }, { preventScroll: true }]);
  });

  test("other keys, and letters in a list or with Ctrl, are left alone", () => {
    const form = open();
    const button = form.querySelector("button");

    const taken = [press(button, "KeyZ"), press(button, "Enter"), press(button, "KeyA", { ctrlKey: true })];
    taken.push(press(form.querySelector("select"), "KeyA"));

    assert.deepEqual(taken, [false, false, false, false]);
    assert.deepEqual(chosen(form), []);
  });
});
