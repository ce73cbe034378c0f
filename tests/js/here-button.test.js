import assert from "node:assert/strict";
import { test } from "node:test";

import { drawn } from "./fake-browser.js";

await import("../../static/js/elements/here-button.js");

const BUTTON =
  '<here-button><form action="/t/x/arrival/distance"><input name="latitude"><input name="longitude">' +
  '<input name="accuracy"><button type="button" data-asks>Here</button><p data-refused data-words="Enter the digits."></p></form></here-button>';

function shown(geolocation) {
  Object.defineProperty(globalThis, "navigator", { value: { geolocation }, configurable: true });
  const button = drawn(BUTTON);
  const form = button.querySelector("form");
  const sent = [];
  form.requestSubmit = () => sent.push(["latitude", "longitude", "accuracy"].map((name) => form.elements[name].value));
  button.connectedCallback();
  return { button, sent, refused: button.querySelector("[data-refused]") };
}

test("a phone that cannot tell its position says so", () => {
  const { button, sent, refused } = shown(undefined);

  button.querySelector("[data-asks]").click();

  assert.deepEqual([refused.textContent, sent], ["Enter the digits.", []]);
});

test("the position goes with the form, and is asked for only by a press", () => {
  const coords = { latitude: 35.5, longitude: 51.1, accuracy: 20 };
  const { button, sent } = shown({ getCurrentPosition: (found) => found({ coords }) });
  const before = sent.length;

  button.querySelector("[data-asks]").click();

  assert.deepEqual([before, sent.map(String)], [0, ["35.5,51.1,20"]]);
});

test("a phone that does not tell is told what to do instead", () => {
  const { button, sent, refused } = shown({ getCurrentPosition: (_, failed) => failed() });
  const before = refused.textContent;

  button.querySelector("[data-asks]").click();

  assert.deepEqual([before, refused.textContent, sent], ["", "Enter the digits.", []]);
});
