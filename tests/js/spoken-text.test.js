import assert from "node:assert/strict";
import { test } from "node:test";
import { address, NORMAL, Voice } from "../../static/js/speak.js";
import { readingTime, step, utterances, wordOf } from "../../static/js/spoken-text.js";
import { Finger, HELD, TWICE } from "../../static/js/spoken-touch.js";

const part = (dataset, more = {}) => ({ dataset, closest: () => ({ lang: "fa" }), ...more });
const place = { x: 100, y: 100 };
const key = (name, more = {}) => wordOf({ key: name, ...more });

test("a part is said with its signature, in the language it is written in", () => {
  assert.deepEqual(utterances(part({ say: "بازگشت", sayKey: "k" })), [{ text: "بازگشت", key: "k", lang: "fa" }]);
  assert.deepEqual(utterances(part({})), []);
});

test("a long text is said clip by clip, each with its own signature", () => {
  const said = utterances(part({ say: "One.\nTwo.", sayKey: "k l" }));

  assert.deepEqual(
    said.map(({ text, key }) => [text, key]),
    [
      ["One.", "k"],
      ["Two.", "l"],
    ],
  );
});

test("a switch says how it stands", () => {
  const words = { say: "off", sayKey: "a", sayOn: "on", sayOnKey: "b" };

  assert.equal(utterances(part(words, { type: "checkbox", checked: false }))[0].text, "off");
  assert.deepEqual(utterances(part(words, { type: "checkbox", checked: true })), [
    { text: "on", key: "b", lang: "fa" },
  ]);
  assert.equal(utterances(part(words, { ariaPressed: "true" }))[0].text, "on");
});

test("a pressed part without such words keeps its own", () => {
  assert.equal(utterances(part({ say: "stop", sayKey: "k" }, { ariaPressed: "true" }))[0].text, "stop");
});

test("steps go round, and say when they did", () => {
  assert.deepEqual(step(3, -1, 1), { index: 0, around: false });
  assert.deepEqual(step(3, -1, -1), { index: 2, around: false });
  assert.deepEqual(step(3, 2, 1), { index: 0, around: true });
  assert.deepEqual(step(3, 0, -1), { index: 2, around: true });
  assert.deepEqual(step(0, -1, 1), { index: -1, around: false });
});

test("two keys are enough, and those of the browser keep their meaning", () => {
  assert.deepEqual(
    [" ", "Tab", "ArrowDown", "Enter"].map((name) => key(name)),
    ["next", "next", "next", "choose"],
  );
  assert.equal(key("Tab", { shiftKey: true }), "before");
  assert.equal(key("Enter", { ctrlKey: true }), undefined);
  assert.equal(key("Escape"), undefined);
});

test("a finger that slides explores, and lifting it does nothing", () => {
  const finger = new Finger();
  finger.down(place, 0);

  assert.equal(finger.move({ x: 104, y: 100 }, 20), false);
  assert.equal(finger.move({ x: 130, y: 100 }, 40), true);
  assert.equal(finger.up(60), "");
});

test("a finger that lies still explores too", () => {
  const finger = new Finger();
  finger.down(place, 0);

  assert.equal(finger.move(place, HELD), true);
});

test("two taps choose; one tap alone is a question after a while", () => {
  const finger = new Finger();
  const tap = (at) => {
    finger.down(place, at);
    return finger.up(at + 50);
  };

  assert.deepEqual([tap(0), tap(200)], ["tap", "choose"]);
  assert.equal(finger.wasSingle(2000), false);
  assert.deepEqual([tap(3000), tap(3000 + TWICE + 100)], ["tap", "tap"]);
  assert.equal(finger.wasSingle(3000 + 3 * TWICE), true);
});

test("what is said next cuts off what was being said", async () => {
  const shown = [];
  const voice = new Voice(({ text }) => shown.push(text));

  const first = voice.say({ text: "a long sentence", lang: "en" }, { text: "never said", lang: "en" });
  const second = voice.say({ text: "", lang: "en" });

  assert.equal(await first, false);
  assert.equal(await second, true);
  assert.deepEqual(shown, ["a long sentence", ""]);
  assert.equal(voice.speaking, false);
});

test("a rested voice is as loud as always", () => {
  const voice = new Voice(() => {});
  voice.volume += 9;
  assert.ok(voice.volume > NORMAL);

  voice.rest();

  assert.equal(voice.volume, NORMAL);
});

test("a long text stands longer, and the address of a clip is its text and signature", () => {
  assert.ok(readingTime("a".repeat(100)) > readingTime("a"));
  assert.equal(address({ text: "a b", key: "k", lang: "en" }), "/voice/say?lang=en&text=a+b&key=k");
});
