import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, describe, test } from "node:test";

const SOURCE = readFileSync(new URL("../../static/js/worker.js", import.meta.url), "utf8");
const ORIGIN = "http://desk";

let hands;
let stored;
let online;
let asked;

const cache = {
  match: async (request) => stored.get(address(request))?.clone(),
  put: async (request, answer) => stored.set(address(request), answer),
  keys: async () => [...stored.keys()].map((url) => ({ url })),
  delete: async ({ url }) => stored.delete(url),
  addAll: async (paths) => {
    for (const path of paths) stored.set(ORIGIN + path, new Response(`offline ${path}`));
  },
};
const address = (request) => new URL(typeof request === "string" ? request : request.url, ORIGIN).href;

/** A worker that has been installed. */
beforeEach(async () => {
  [hands, stored, online, asked] = [{}, new Map(), true, []];
  const self = {
    addEventListener: (name, hand) => (hands[name] = hand),
    skipWaiting: () => {},
    clients: { claim: async () => {} },
    location: { origin: ORIGIN, pathname: "/t/worker.js" },
  };
  const fetch = async (request) => {
    asked.push(address(request));
    if (!online) throw new TypeError("offline");
    const status = address(request).includes("gone") ? 404 : 200;
    return new Response(`fresh ${new URL(address(request)).pathname}`, { status });
  };
  class Request {
    constructor(path) {
      this.url = address(path);
    }
  }
  new Function("self", "caches", "fetch", "Request", SOURCE)(self, { open: async () => cache }, fetch, Request);
  await waited("install", {});
});

async function waited(name, event) {
  let promise;
  hands[name]({ ...event, waitUntil: (given) => (promise = given) });
  await promise;
}

/** The text of the answer to a request of the page, undefined where the worker leaves it to the browser. */
async function get(path, { mode = "navigate", method = "GET" } = {}) {
  let promise;
  const request = { url: new URL(path, ORIGIN).href, mode, method };
  hands.fetch({ request, respondWith: (given) => (promise = given) });
  return promise && (await promise).text();
}

describe("the phone's worker", () => {
  test("shows the page from the server while there is a connection", async () => {
    await get("/t/mine");

    assert.equal(await get("/t/mine"), "fresh /t/mine");
    assert.equal(asked.length, 2);
  });

  test("shows the last version without one", async () => {
    await get("/t/mine?lang=en");
    online = false;

    assert.equal(await get("/t/mine?lang=en"), "fresh /t/mine");
  });

  test("shows the offline page of its language for what it never saw", async () => {
    online = false;

    assert.equal(await get("/t/other?lang=en"), "offline /t/offline?lang=en");
    assert.equal(await get("/t/other"), "offline /t/offline?lang=fa");
  });

  test("keeps one ticket: an earlier one is forgotten, the offline page is not", async () => {
    await get("/t/before");

    await get("/t/mine");

    assert.deepEqual([...stored.keys()].sort(), [
      `${ORIGIN}/t/mine`,
      `${ORIGIN}/t/offline?lang=en`,
      `${ORIGIN}/t/offline?lang=fa`,
    ]);
  });

  test("does not keep an answer that is no page of the ticket", async () => {
    await get("/t/mine");
    await get("/t/gone");
    online = false;

    assert.equal(await get("/t/mine"), "fresh /t/mine");
    assert.equal(await get("/t/gone"), "offline /t/offline?lang=fa");
  });

  test("asks for a file with a hash once", async () => {
    await get("/static/abc/app.css", { mode: "no-cors" });
    online = false;

    assert.equal(await get("/static/abc/app.css", { mode: "no-cors" }), "fresh /static/abc/app.css");
    assert.equal(asked.length, 1);
  });

  test("leaves forms, other sites and what is no page alone", async () => {
    assert.equal(await get("/t/mine/cancellation", { method: "POST" }), undefined);
    assert.equal(await get("http://elsewhere/t/mine"), undefined);
    assert.equal(await get("/t/mine/state", { mode: "cors" }), undefined);
  });

  test("keeps what the page had loaded before it was there", async () => {
    const files = [`${ORIGIN}/static/abc/app.css`, `${ORIGIN}/static/abc/phone.js`];

    await waited("message", { data: { page: `${ORIGIN}/t/mine`, files: files.slice(0, 1) } });
    await waited("message", { data: { files: files.slice(1) } });
    online = false;

    assert.equal(await get("/t/mine"), "fresh /t/mine");
    for (const file of files) assert.match(await get(file, { mode: "no-cors" }), /^fresh/);
  });
});
