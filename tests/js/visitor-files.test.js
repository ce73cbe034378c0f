/** The line with the open applications of a visitor: fetched for each visitor and when the clerk comes back. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { body, drawn, made, settled } from "./fake-browser.js";

await import("../../static/js/elements/visitor-files.js");

const SRC = "/applications/of-visitor/7";
let asked;
let answers;
let line;

/** The server answers when the test says so. */
globalThis.fetch = (address, options) => {
  asked.push([address, options.headers["X-Fragment"]]);
  return new Promise((resolve, reject) => answers.push({ resolve, reject }));
};

async function answer(place, html, ok = true) {
  answers[place].resolve({ ok, text: async () => html });
  await settled();
}

async function comeBack(visibility = "visible") {
  document.visibilityState = visibility;
  document.dispatchEvent(made("visibilitychange"));
  await settled();
}

beforeEach(async () => {
  [asked, answers] = [[], []];
  line = drawn(`<visitor-files data-src="${SRC}"></visitor-files>`);
  body.replaceChildren(line);
  line.connectedCallback();
  await answer(0, "<a>2 open files</a>");
});

afterEach(() => line.disconnectedCallback());

test("the line is fetched once as a part of the page", () => {
  assert.deepEqual([asked, line.textContent], [[[SRC, "1"]], "2 open files"]);
});

test("another visitor empties it at once, and the same visitor keeps it", async () => {
  line.dataset.src = SRC;
  const same = [asked.length, line.textContent];

  line.dataset.src = "/applications/of-visitor/8";
  const empty = line.textContent;
  await answer(1, "<a>1 open file</a>");

  assert.deepEqual([same, empty, line.textContent], [[1, "2 open files"], "", "1 open file"]);
  assert.equal(asked[1][0], "/applications/of-visitor/8");
});

test("a late answer about the visitor before is not shown", async () => {
  line.dataset.src = "/applications/of-visitor/8";
  line.dataset.src = "/applications/of-visitor/9";

  await answer(2, "<a>of 9</a>");
  await answer(1, "<a>of 8</a>");

  assert.equal(line.textContent, "of 9");
});

test("who comes back to the page sees what is so now; a page in the background asks nothing", async () => {
  await comeBack("hidden");
  const hidden = asked.length;
  await comeBack();
  await answer(1, "<a>3 open files</a>");

  assert.deepEqual([hidden, asked.length, line.textContent], [1, 2, "3 open files"]);
});

test("without a connection the line stays, and without permission it is empty", async () => {
  await comeBack();
  answers[1].reject(new TypeError("Failed to fetch"));
  await settled();
  const offline = line.textContent;
  await comeBack();
  await answer(2, "Forbidden", false);

  assert.deepEqual([offline, line.textContent], ["2 open files", ""]);
});

test("a line that left the page asks nothing more", async () => {
  line.disconnectedCallback();

  await comeBack();

  assert.equal(asked.length, 1);
});
