import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, describe, test } from "node:test";

const SOURCE = readFileSync(new URL("../../static/js/inspection-worker.js", import.meta.url), "utf8");
const ORIGIN = "http://desk";

let hands;
let stored;
let online;
let asked;

const address = (request) => new URL(typeof request === "string" ? request : request.url, ORIGIN).href;
const plain = (url) => url.split("?")[0];
const cache = {
  match: async (request, { ignoreSearch } = {}) => {
    const wanted = address(request);
    const found = [...stored.keys()].find((url) => (ignoreSearch ? plain(url) === plain(wanted) : url === wanted));
    return found && stored.get(found).clone();
  },
  put: async (request, answer) => stored.set(address(request), answer),
  keys: async () => [...stored.keys()].map((url) => ({ url })),
  delete: async (request) => stored.delete(address(request)),
};

beforeEach(() => {
  [hands, stored, online, asked] = [{}, new Map(), true, []];
  const self = {
    addEventListener: (name, hand) => (hands[name] = hand),
    skipWaiting: () => {},
    clients: { claim: async () => {} },
    location: { origin: ORIGIN },
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
});

async function get(path, { mode = "navigate", method = "GET" } = {}) {
  let promise;
  hands.fetch({ request: { url: address(path), mode, method }, respondWith: (given) => (promise = given) });
  return promise && (await promise).text();
}

async function keep(page, files) {
  let promise;
  const told = [];
  const source = { postMessage: (what) => told.push(what) };
  hands.message({ data: { page, files }, source, waitUntil: (given) => (promise = given) });
  await promise;
  return told;
}

describe("the worker of inspections", () => {
  test("opens the page of a tour without a line, as it was last seen", async () => {
    assert.deepEqual(await keep("/inspections/tours/1/phone", ["/static/abc/app.css", "/plan/town.webp"]), [
      { kept: true },
    ]);
    online = false;

    assert.equal(await get("/inspections/tours/1/phone"), "fresh /inspections/tours/1/phone");
    assert.equal(await get("/inspections/tours/1/phone?lang=en"), "fresh /inspections/tours/1/phone");
    assert.equal(await get("/inspections/mine"), "fresh /inspections/tours/1/phone");
    assert.equal(await get("/static/abc/app.css", { mode: "no-cors" }), "fresh /static/abc/app.css");
    assert.equal(await get("/plan/town.webp", { mode: "no-cors" }), "fresh /plan/town.webp");
  });

  test("never opens the tour of another office", async () => {
    await keep("/o/north/inspections/tours/1/phone", []);
    await keep("/o/south/inspections/tours/2/phone", []);
    online = false;

    assert.equal(await get("/o/north/inspections/mine"), "fresh /o/north/inspections/tours/1/phone");
    await assert.rejects(get("/o/west/inspections/mine"));
  });

  test("asks the server first while there is one", async () => {
    await get("/inspections/tours/1/phone");
    await get("/inspections/tours/1/phone");

    assert.equal(asked.length, 2);
  });

  test("leaves everything else to the browser", async () => {
    assert.equal(await get("/inspections"), undefined);
    assert.equal(await get("/inspections/tours/1"), undefined);
    assert.equal(await get("/inspections/results", { method: "POST" }), undefined);
    assert.equal(await get("/inspections/photos/a.webp", { mode: "no-cors" }), undefined);
  });

  test("fails where nothing was kept, and keeps no page that was not found", async () => {
    await get("/inspections/tours/1/phone?gone");
    online = false;

    await assert.rejects(get("/inspections/tours/2/phone"));
    await assert.rejects(get("/inspections/tours/1/phone?gone"));
  });

  test("keeps four tours, and the files of one version", async () => {
    stored.set(`${ORIGIN}/static/old/app.css`, new Response("old"));
    for (const tour of [1, 2, 3, 4, 5]) await get(`/inspections/tours/${tour}/phone`);
    await keep("/inspections/tours/5/phone", ["/static/new/app.css"]);

    const kept = [...stored.keys()].map((url) => url.replace(ORIGIN, ""));
    assert.deepEqual(kept.sort(), [
      "/inspections/tours/2/phone",
      "/inspections/tours/3/phone",
      "/inspections/tours/4/phone",
      "/inspections/tours/5/phone",
      "/static/new/app.css",
    ]);
  });
});
