import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { element } from "./fake-browser.js";

const { carry, post } = await import("../../static/js/post.js");

const answering = (more) => async () => ({ ok: true, text: async () => "<p>done</p>", ...more });

describe("a visitor's form", () => {
  test("is sent with its fields and the page's token, and the page it leads to comes back", async () => {
    let sent;
    const fetcher = (address, options) => {
      sent = { address, ...options };
      return answering()();
    };

    const html = await post("/t/x/rating", { score: "5" }, "secret", fetcher);

    assert.equal(html, "<p>done</p>");
    assert.deepEqual([sent.address, sent.method, String(sent.body)], ["/t/x/rating", "POST", "score=5"]);
    assert.equal(sent.headers["X-CSRFToken"], "secret");
    assert.match(sent.headers.Accept, /problem\+json/);
  });

  test("that is refused says why", async () => {
    const refused = answering({ ok: false, json: async () => ({ detail: "Too late." }) });

    await assert.rejects(post("/", {}, "", refused), { message: "Too late." });
  });

  test("that fails without a reason says that it did not work", async () => {
    const broken = answering({ ok: false, json: async () => Promise.reject(new SyntaxError()) });

    for (const fetcher of [broken, answering({ ok: false, json: async () => ({}) })])
      await assert.rejects(post("/", {}, "", fetcher), { message: "This did not work. Please try again." });
  });

  test("to which no answer comes says that the connection is lost", async () => {
    const lost = async () => Promise.reject(new TypeError("network"));
    const slow = async () => Promise.reject(new DOMException("15 s", "TimeoutError"));

    for (const fetcher of [lost, slow])
      await assert.rejects(post("/", {}, "", fetcher), { message: /the connection is lost/ });
  });
});

test("a form that leaves the page carries the page's token, once", () => {
  const form = element("form");
  document.append(element("meta", { name: "csrf-token", content: "secret" }));

  carry(form);
  carry(form);

  assert.deepEqual(
    form.children.map(({ type, name, value }) => [type, name, value]),
    [["hidden", "csrf_token", "secret"]],
  );
});
