import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";

import { AWAY, DONE, Outbox, SIGN_IN, stateOf, waiting } from "../../static/js/inspection-outbox.js";
import { openStore } from "../../static/js/inspection-store.js";
import { transport } from "../../static/js/inspection-transport.js";
import { fitted, smaller } from "../../static/js/smaller-photo.js";

const record = (key, more = {}) => ({
  key,
  person: "7",
  tour: "1",
  stop: "3",
  fields: { application: "12", stage: "inspection", outcome: "fits", words: "", checks: ["access=yes"] },
  notedAt: Number(key),
  photos: [],
  ...more,
});
const photo = (key) => ({ key, blob: new Blob(["x"]), sent: false, problem: "" });

/** A store in memory that gives copies, as a browser's does. */
function memory() {
  const kept = new Map();
  return {
    kept,
    all: async () => [...kept.values()].map((one) => ({ ...one, photos: one.photos.map((each) => ({ ...each })) })),
    put: async (one) => kept.set(one.key, one),
    remove: async (key) => kept.delete(key),
  };
}

describe("the outbox of inspections", () => {
  let store;
  let asked;
  let answers;
  let outbox;

  beforeEach(() => {
    [store, asked, answers] = [memory(), [], {}];
    const answer = (name) => {
      asked.push(name);
      return answers[name]?.shift() ?? { state: "ok", standing: "counted", said: "Recorded." };
    };
    const lines = {
      result: async ({ key }) => answer(`result ${key}`),
      photo: async (_record, { key }) => answer(`photo ${key}`),
    };
    outbox = new Outbox({ store, transport: lines, person: "7", now: () => 1_000_000_000 });
  });

  test("sends in the order in which they were entered, each with its photos after it", async () => {
    await outbox.add(record("2", { photos: [photo("b")] }));
    await outbox.add(record("1", { photos: [photo("a")] }));

    assert.equal(await outbox.send(), DONE);

    assert.deepEqual(asked, ["result 1", "photo a", "result 2", "photo b"]);
    assert.deepEqual([...store.kept.values()].map(stateOf), ["sent", "sent"]);
    assert.equal(store.kept.get("1").photos[0].blob, null);
  });

  test("keeps everything while the line is away, and sends each once when it is back", async () => {
    answers["result 1"] = [{ state: "away" }];
    await outbox.add(record("1", { photos: [photo("a"), photo("b")] }));
    await outbox.add(record("2"));

    assert.equal(await outbox.send(), AWAY);
    assert.deepEqual(waiting([...store.kept.values()]), { results: 2, photos: 2 });
    answers["photo b"] = [{ state: "away" }];
    assert.equal(await outbox.send(), AWAY);
    assert.equal(stateOf(store.kept.get("1")), "photos");
    assert.equal(await outbox.send(), DONE);

    assert.deepEqual(asked, [
      "result 1", "result 1", "photo a", "photo b", "photo b", "result 2",
    ]); // biome-ignore format: a row
  });

  test("two sendings at the same time are one", async () => {
    await outbox.add(record("1"));

    await Promise.all([outbox.send(), outbox.send()]);

    assert.deepEqual(asked, ["result 1"]);
  });

  test("a refused result stays on the phone with its reason, and the others go on", async () => {
    answers["result 1"] = [{ state: "refused", said: "No permission." }];
    await outbox.add(record("1", { photos: [photo("a")] }));
    await outbox.add(record("2"));

    assert.equal(await outbox.send(), DONE);

    assert.deepEqual(asked, ["result 1", "result 2"]);
    assert.equal(stateOf(store.kept.get("1")), "refused");
    assert.equal(store.kept.get("1").problem, "No permission.");
    assert.deepEqual(waiting([...store.kept.values()]), { results: 0, photos: 0 });
    await outbox.again("1");
    await outbox.send();
    assert.deepEqual(asked, ["result 1", "result 2", "result 1", "photo a"]);
  });

  test("a refused photo does not hold up the rest", async () => {
    answers["photo a"] = [{ state: "refused", said: "Not a picture." }];
    await outbox.add(record("1", { photos: [photo("a"), photo("b")] }));

    await outbox.send();

    assert.deepEqual(asked, ["result 1", "photo a", "photo b"]);
    assert.equal(stateOf(store.kept.get("1")), "photo-refused");
  });

  test("an ended session keeps everything until somebody signs in", async () => {
    answers["result 1"] = [{ state: "sign-in" }];
    await outbox.add(record("1"));

    assert.equal(await outbox.send(), SIGN_IN);
    assert.equal(stateOf(store.kept.get("1")), "waits");
  });

  test("what another person entered is not sent in this one's name", async () => {
    await store.put({ ...record("1"), person: "8", sent: false, problem: "" });
    await outbox.add(record("2"));

    await outbox.send();

    assert.deepEqual(asked, ["result 2"]);
    assert.equal(stateOf(store.kept.get("1")), "waits");
  });

  test("only what was sent a week ago is forgotten", async () => {
    await outbox.add(record("1"));
    await outbox.send();
    await outbox.add(record("2"));
    await outbox.add(record("999999999"));
    await outbox.send().then(() => store.put({ ...record("2"), sent: false, problem: "" }));

    await outbox.prune();

    assert.deepEqual([...store.kept.keys()].sort(), ["2", "999999999"]);
  });
});

describe("the sending of inspections", () => {
  let sent;
  let answers;

  beforeEach(() => {
    [sent, answers] = [[], []];
    globalThis.document = { documentElement: { lang: "en" }, querySelector: () => ({ content: "token" }) };
    globalThis.DOMParser = class {
      parseFromString = (html) => ({ querySelector: () => ({ getAttribute: () => /token-\d/.exec(html)?.[0] }) });
    };
  });

  const lines = () =>
    transport({
      results: "/inspections/results",
      page: "/inspections/tours/1/phone",
      fetcher: async (address, options) => {
        sent.push([address, options]);
        const answer = answers.shift();
        if (answer instanceof Error) throw answer;
        return answer;
      },
    });
  const json = (status, body) => new Response(JSON.stringify(body), { status });

  test("a result goes with its key, its time and every ticked answer", async () => {
    answers = [json(200, { standing: "remark", said: "Kept as a remark." })];

    const answer = await lines().result(record("41"));

    assert.deepEqual(answer, { state: "ok", standing: "remark", said: "Kept as a remark." });
    const [address, { body, headers }] = sent[0];
    assert.equal(address, "/inspections/results");
    assert.equal(headers["X-CSRFToken"], "token");
    assert.deepEqual(
      [body.get("key"), body.get("noted_at"), body.get("outcome"), body.getAll("checks")],
      ["41", "41", "fits", ["access=yes"]],
    );
  });

  test("a result and its photos name who entered them, and wait while another person is signed in", async () => {
    const line = lines();
    for (const send of [() => line.result(record("1")), () => line.photo(record("1"), photo("a"))]) {
      answers = [
        json(400, { type: "page-expired" }),
        new Response("token-2"),
        json(401, { type: "entered-by-another" }),
      ];

      assert.equal((await send()).state, "sign-in");
      assert.equal(sent.at(-1)[1].body.get("person"), "7");
    }
  });

  test("a photo that is kept has arrived, whatever else the answer says", async () => {
    answers = [json(200, { state: "kept" })];

    assert.equal((await lines().photo(record("1"), photo("a"))).state, "ok");
  });

  test("without a line, or while the server is busy, it waits", async () => {
    answers = [new TypeError("offline"), json(503, {}), json(429, {})];
    const line = lines();

    for (const _ of answers.slice()) assert.equal((await line.result(record("1"))).state, "away");
  });

  test("a page kept over a new session takes a new token, once", async () => {
    answers = [json(400, { type: "page-expired", detail: "expired" }), new Response("token-2"), json(200, {})];

    assert.equal((await lines().result(record("1"))).state, "ok");

    assert.deepEqual(
      sent.map(([address]) => address),
      ["/inspections/results", "/inspections/tours/1/phone", "/inspections/results"],
    );
    assert.equal(sent[2][1].headers["X-CSRFToken"], "token-2");
  });

  test("who is signed out is asked to sign in", async () => {
    answers = [json(401, { type: "sign-in-needed" })];

    assert.equal((await lines().result(record("1"))).state, "sign-in");
  });

  test("a refusal brings its sentence, a wrong field its own", async () => {
    answers = [
      json(403, { detail: "You don’t have permission." }),
      json(422, { detail: "x", fields: { words: "Write it." } }),
    ];
    const line = lines();

    assert.deepEqual(await line.result(record("1")), { state: "refused", said: "You don’t have permission." });
    assert.deepEqual(await line.photo(record("1"), photo("a")), { state: "refused", said: "Write it." });
    assert.equal(sent[1][0], "/inspections/results/1/photos");
    assert.equal(sent[1][1].body.get("photo").size, 1);
  });
});

describe("a photo", () => {
  test("keeps its proportion in what it is made smaller to", () => {
    assert.deepEqual(fitted(4000, 3000), { width: 1600, height: 1200 });
    assert.deepEqual(fitted(800, 600), { width: 800, height: 600 });
    assert.deepEqual(fitted(9000, 1), { width: 1600, height: 1 });
  });

  test("is sent as it is when it cannot be read or would not be smaller", async () => {
    const file = new Blob(["0123456789"]);
    const read = async () => ({ width: 10, height: 10 });

    assert.equal(await smaller(file, { read: () => Promise.reject(new Error("unreadable")) }), file);
    assert.equal(await smaller(file, { read, canvas: async () => new Blob(["0123456789ab"]) }), file);
    assert.equal((await smaller(file, { read, canvas: async () => new Blob(["0"]) })).size, 1);
  });
});

describe("the store", () => {
  test("resolves when the browser has stored, and fails when it could not", async () => {
    const kept = new Map();
    const later = (request, result) => {
      queueMicrotask(() => request.onsuccess?.(Object.assign(request, { result })));
      return request;
    };
    let fails = false;
    const database = {
      transaction() {
        const transaction = {
          objectStore: () => ({
            put: (one) => later({}, kept.set(one.key, one)),
            getAll: () => later({}, [...kept.values()]),
            delete: (key) => later({}, kept.delete(key)),
          }),
        };
        setImmediate(() => (fails ? transaction.onabort() : transaction.oncomplete()));
        transaction.error = new Error("QuotaExceededError");
        return transaction;
      },
    };
    const store = await openStore({ open: () => later({}, database) });

    await store.put({ key: "1" });
    assert.deepEqual(await store.all(), [{ key: "1" }]);
    await store.remove("1");
    assert.deepEqual(await store.all(), []);
    fails = true;
    await assert.rejects(store.put({ key: "2" }), /Quota/);
  });
});
