import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";

import { body, drawn, made, type } from "./fake-browser.js";

await import("../../static/js/elements/key-pad.js");
await import("../../static/js/elements/number-pad.js");

const KEYS = [..."1234567890"].map((digit) => `<button type="button" data-digit="${digit}">${digit}</button>`).join("");
let pad;
let told;
let sent;

function open(html) {
  pad = drawn(html);
  body.append(pad);
  [told, sent] = [[], 0];
  pad.addEventListener("deskq:typed", ({ detail }) => told.push(detail));
  body.addEventListener("submit", () => (sent += 1));
  pad.connectedCallback();
}

function press(key, more = {}, target = body) {
  const event = made("keydown", { key, ...more });
  target.dispatchEvent(event);
  return event.defaultPrevented;
}

const touch = (selector) => pad.querySelector(selector).click();

beforeEach(() => {
  document.activeElement = body;
});
afterEach(() => {
  pad.disconnectedCallback();
  body.replaceChildren();
  body.listeners = [];
});

describe("the pad of a ticket number", () => {
  beforeEach(() =>
    open(
      `<key-pad data-length="4"><form><input name="code"><button>Send</button></form>${KEYS}` +
        '<button type="button" data-erase>Erase</button><button type="button" data-clear>Clear</button></key-pad>',
    ),
  );

  test("is cleared by one key", () => {
    for (const digit of "123") touch(`[data-digit="${digit}"]`);
    touch("[data-clear]");

    assert.equal(pad.value, "");
    assert.deepEqual(told.at(-1), { before: "123", typed: "", pressed: true });
  });

  test("takes digits by touch up to its length, and erases the last one", () => {
    for (const digit of "12345") touch(`[data-digit="${digit}"]`);
    const full = pad.value;
    touch("[data-erase]");

    assert.deepEqual([full, pad.value], ["1234", "123"]);
    assert.deepEqual(told.at(-1), { before: "1234", typed: "123", pressed: true });
  });

  test("takes digits of any writing from a keyboard, wherever the focus is, and tells that no key was touched", () => {
    assert.ok(press("۷"));
    press("٨");

    assert.deepEqual([pad.value, pad.typed], ["78", "78"]);
    assert.deepEqual(told.at(-1), { before: "7", typed: "78", pressed: false });
  });

  test("letters of a code stay in the field, and only its digits are told", () => {
    type(pad.querySelector("input"), "B۴۲");

    assert.deepEqual([pad.value, told.at(-1).typed], ["B۴۲", "42"]);
  });

  test("leaves keys to its field, to an open dialog and to shortcuts", () => {
    document.activeElement = pad.querySelector("input");
    press("1");
    document.activeElement = body;
    body.append(drawn("<dialog open></dialog>"));
    press("2");
    body.children[1].remove();
    press("3", { ctrlKey: true });
    press("x");

    assert.equal(pad.value, "");
  });

  test("Enter sends the code, but presses a button that has the focus", () => {
    assert.ok(press("Enter"));
    document.activeElement = pad.querySelector("[data-erase]");
    const taken = press("Enter");

    assert.deepEqual([sent, taken], [1, false]);
  });

  test("Backspace erases", () => {
    pad.value = "12";
    press("Backspace");

    assert.equal(pad.value, "1");
  });

  test("a value that does not change is not told again", () => {
    pad.value = "12";
    pad.value = "12";

    assert.equal(told.length, 1);
  });
});

describe("the pad of a mobile number", () => {
  const SAID = 'data-say-number_start="Mobile numbers begin with 09." data-say-number_start-key="a" ';
  const SHORT = 'data-say-number_short="Digits are missing." data-say-number_short-key="b"';
  const number = (before = "") =>
    open(
      `<number-pad lang="en" ${SAID}${SHORT}><form><input data-typed name="phone" value="${before}"></form>` +
        `<p class="pad-number"><span data-grown></span></p><p data-problem></p>${KEYS}` +
        '<button type="button" data-erase>Erase</button><button type="button" data-clear>Clear</button></number-pad>',
    );
  const shown = () => pad.querySelector("[data-grown]").textContent;
  const problem = () => pad.querySelector("[data-problem]").textContent;

  test("adds the first zero, groups the digits and fills the field that is sent", () => {
    number();
    for (const digit of "912345") touch(`[data-digit="${digit}"]`);

    assert.deepEqual([shown(), pad.querySelector("[data-typed]").value], ["0912 345", "0912345"]);
    assert.deepEqual(told.at(-1), { before: "091234", typed: "0912345", wrong: "", pressed: true });
  });

  test("begins with what the server sent back, and an empty one is marked", () => {
    number("+98 912 345");
    const before = shown();
    touch("[data-clear]");

    assert.deepEqual([before, shown()], ["0912 345", ""]);
    assert.ok(pad.querySelector(".pad-number").hasAttribute("data-empty"));
  });

  test("says with the digit that causes it that this cannot be a mobile number, until it is erased", () => {
    number();
    for (const digit of "021") touch(`[data-digit="${digit}"]`);
    const wrong = problem();
    touch("[data-erase]");
    touch("[data-erase]");

    assert.deepEqual([wrong, problem()], ["Mobile numbers begin with 09.", ""]);
  });

  test("an unfinished number is not sent, and a finished one is", () => {
    number();
    press("9");
    press("Enter");
    const early = [sent, problem()];
    for (const digit of "123456789") press(digit);
    press("Enter");

    assert.deepEqual(early, [0, "Digits are missing."]);
    assert.equal(told.filter(({ wrong }) => wrong === "number_short").length, 1);
    assert.equal(sent, 1);
  });

  test("keys with Ctrl and keys in a dialog are not its own", () => {
    number();
    press("1", { metaKey: true });
    body.append(drawn("<dialog open></dialog>"));
    press("2");

    assert.equal(pad.typed, "");
  });
});
