import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";

import { body, drawn, made } from "./fake-browser.js";

globalThis.CSSStyleSheet = class {
  replaceSync(rules) {
    this.rules = rules;
  }
};
const { walk } = await import("../../static/js/kiosk-keys.js");
const { Reader } = await import("../../static/js/code-reader.js");
const { pageRule, printOnce } = await import("../../static/js/print-ticket.js");

let shell;
const box = (left, top) => ({ left, top, right: left + 10, bottom: top + 10, width: 10, height: 10 });

function open(html) {
  shell = drawn(`<kiosk-shell>${html}</kiosk-shell>`);
  body.append(shell);
  for (const part of shell.querySelectorAll("[data-at]")) part.rect = box(...part.dataset.at.split(",").map(Number));
}

function press(key, more = {}) {
  const event = made("keydown", { key, ...more });
  walk(shell, event);
  return event.defaultPrevented;
}

const focused = () => document.activeElement.id;

beforeEach(() => {
  body.replaceChildren();
  document.activeElement = body;
});

describe("a kiosk by keyboard", () => {
  const FOUR =
    '<button id="help" data-at="0,100">?</button><a id="a" href="/a" data-choice data-at="0,0">A</a>' +
    '<a id="b" href="/b" data-choice data-at="50,0">B</a><a id="hidden" href="/c" hidden data-at="25,0">C</a>' +
    '<button id="off" disabled data-at="60,0"></button>';

  test("the first arrow goes to the first choice, the next ones to the neighbour in their direction", () => {
    open(FOUR);

    const taken = press("ArrowRight");
    const first = focused();
    press("ArrowRight");
    const second = focused();
    press("ArrowLeft");
    press("ArrowDown");

    assert.deepEqual([taken, first, second, focused()], [true, "a", "b", "help"]);
  });

  test("with no neighbour there the focus stays", () => {
    open(FOUR);
    shell.querySelector("#b").focus();

    press("ArrowRight");

    assert.equal(focused(), "b");
  });

  test("an open dialog keeps the arrows inside", () => {
    open(`${FOUR}<dialog open><button id="stay" data-at="0,0">Stay</button></dialog>`);

    press("ArrowDown");

    assert.equal(focused(), "stay");
  });

  test("Escape goes back, but not behind an open dialog", () => {
    open('<a href="/" data-back>Back</a>');
    let pressed = 0;
    shell.children[0].addEventListener("click", () => (pressed += 1));

    press("Escape");
    shell.append(drawn("<dialog open></dialog>"));
    press("Escape");

    assert.equal(pressed, 1);
  });

  test("shortcuts of the browser, other keys and keys taken by somebody else are left alone", () => {
    open(FOUR);
    const taken = made("keydown", { key: "ArrowRight" });
    taken.preventDefault();
    walk(shell, taken);

    assert.deepEqual([press("ArrowRight", { altKey: true }), press("x"), focused()], [false, false, ""]);
  });
});

describe("a barcode scanner at the kiosk", () => {
  const FORM = '<main><form data-scans=""><input name="code"></form><key-pad></key-pad></main>';
  let time = 0;
  let reached;
  let sent;
  let touched;

  function arrive(html) {
    [page.listeners, body.listeners] = [[], []];
    time += 10_000;
    [reached, sent, touched] = [[], [], 0];
    open(html);
    Object.assign(shell, { main: shell.querySelector("main"), away: false, here: () => (touched += 1) });
    body.addEventListener("keydown", ({ key }) => reached.push(key));
    shell.addEventListener("submit", ({ target }) => sent.push(target.elements.code.value));
    new Reader(shell);
  }

  function type(text, gap) {
    for (const key of [...text, "Enter"]) {
      time += gap;
      const code = /\d/.test(key) ? `Digit${key}` : `Key${key.toUpperCase()}`;
      body.dispatchEvent(made("keydown", { key: key === "\n" ? "Enter" : key, code, timeStamp: time }));
    }
  }

  test("its text is sent by the form of the page, and its keys reach nobody once it is known", () => {
    arrive(FORM);
    const pad = Object.assign(shell.querySelector("key-pad"), { value: "4" });
    body.addEventListener("keydown", ({ key }) => (pad.value += key));

    type("T42", 10);

    assert.deepEqual(sent, ["T42"]);
    assert.deepEqual([reached, pad.value, touched], [["T"], "4", 1]);
  });

  test("a person who types reaches the page, and sends nothing", () => {
    arrive(FORM);

    type("T42", 400);

    assert.deepEqual([sent, reached], [[], ["T", "4", "2", "Enter"]]);
  });

  test("is ignored on a page without its form, and while the connection is lost", () => {
    arrive("<main></main>");
    type("T42", 10);
    arrive(FORM);
    shell.away = true;
    type("T42", 10);

    assert.deepEqual(sent, []);
    assert.equal(shell.querySelector("input").value, "");
  });
});

describe("a ticket on paper", () => {
  test("is as long as what is on it", () => {
    assert.equal(pageRule(378), "@page { size: 80mm 102mm; margin: 0 }");
  });

  test("is printed once, with the page's length, and the next one too", async () => {
    let printed = 0;
    window.print = () => (printed += 1);

    for (const ticket of ["1-a", "1-a", "1-b"]) await printOnce(ticket, { offsetHeight: 96 });

    assert.equal(printed, 2);
    assert.deepEqual(
      document.adoptedStyleSheets.map(({ rules }) => rules),
      ["@page { size: 80mm 27mm; margin: 0 }"],
    );
  });
});
