import assert from "node:assert/strict";
import { test } from "node:test";
import { Burst, GOES_ON, QUICK } from "../../static/js/scanner-keys.js";

const ADDRESS = "https://desk.example:8443/t/aB3_-xYz0123456789aBcDeF?lang=en";
const FA = {
  h: "ا",
  t: "ف",
  p: "ح",
  s: "س",
  e: "ث",
  d: "ی",
  k: "ن",
  x: "ط",
  m: "پ",
  l: "م",
  "/": ".",
  ".": ".",
  ":": ":",
};
const PLACES = { "/": "Slash", ".": "Period", ":": "Semicolon", "?": "Slash", "=": "Equal", "-": "Minus", _: "Minus" };

/** The keydown events of a reader that types `text`, on a keyboard in English or in Persian. */
function keys(text, layout = (char) => char) {
  return [...text].map((char) => {
    const code = /\d/.test(char) ? `Digit${char}` : (PLACES[char] ?? `Key${char.toUpperCase()}`);
    return { code, key: layout(char), shiftKey: /[A-Z:?_]/.test(char) };
  });
}

function typed(events, pause = 5) {
  const burst = new Burst();
  const found = events.map((event, at) => burst.take(event, at * pause));
  return { found, read: burst.ended(events.length * pause) };
}

test("an address is read whole, and after its first key nobody else hears of it", () => {
  const { found, read } = typed(keys(ADDRESS));

  assert.equal(read, ADDRESS);
  assert.deepEqual([...new Set(found)], ["begins", "reads"]);
});

test("on a Persian keyboard the places of the keys tell what was read", () => {
  const persian = (char) => (/\d/.test(char) ? "۰۱۲۳۴۵۶۷۸۹"[char] : (FA[char] ?? "ش"));

  assert.equal(typed(keys(ADDRESS, persian)).read, ADDRESS);
});

test("digits of a finger, however quick, are no reader's", () => {
  assert.deepEqual(typed(keys("50142")), { found: ["begins", "", "", "", ""], read: null });
});

test("a code of many digits is a reader's", () => {
  assert.equal(typed(keys("6260012345678")).read, "6260012345678");
});

test("what is typed slowly, held down or pressed with others is no reader's", () => {
  assert.equal(typed(keys("http"), QUICK + 1).read, null);
  assert.equal(typed(keys("rrrr").map((event) => ({ ...event, repeat: true }))).read, null);
  assert.equal(typed(keys("http").map((event) => ({ ...event, ctrlKey: true }))).read, null);
  assert.equal(
    typed([
      { key: " ", code: "Space" },
      { key: "ArrowDown", code: "ArrowDown" },
    ]).read,
    null,
  );
});

test("louder and quieter, or one key again and again, are a finger's, however quick", () => {
  assert.deepEqual(typed(keys("+++-")), { found: ["", "", "", ""], read: null });
  assert.deepEqual(typed(keys("rrr")), { found: ["begins", "", ""], read: null });
  assert.equal(typed(keys("tt4")).read, "tt4");
});

test("a key with shift between does not begin anew", () => {
  const [four, large] = keys("4F");
  const { found, read } = typed([four, { key: "Shift", code: "ShiftLeft", shiftKey: true }, large]);

  assert.deepEqual(found, ["begins", "", "reads"]);
  assert.equal(read, "4F");
});

test("an Enter long after is a finger's, and nothing of before stays", () => {
  const burst = new Burst();
  for (const [at, event] of keys("http").entries()) burst.take(event, at);

  assert.equal(burst.ended(4 + GOES_ON), null);
  assert.equal(burst.ended(5 + GOES_ON), null);
});
