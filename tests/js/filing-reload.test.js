import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";

import { body, location, type } from "./fake-browser.js";
import {
  answer,
  answers,
  entries,
  form,
  NEXT,
  open,
  press,
  restart,
  sent,
  shown,
  text,
  trailOf,
} from "./fake-steps.js";

const draft = await import("../../static/js/filing-draft.js");
const { ask } = await import("../../static/js/step-page.js");

beforeEach(restart);

describe("a page that is loaded again", () => {
  const fields = [
    ["kind", "request"],
    ["step", "what"],
    ["body", "hole"],
  ];
  const keep = (more) =>
    sessionStorage.setItem("deskq:filing", JSON.stringify({ id: "old", kind: "request", ...more }));
  const state = { id: "old", trail: ["what", "where"] };

  test("shows the step of its entry with what was typed", async () => {
    keep({ fields });

    await open("what", { state });

    assert.deepEqual([shown(), text(), trailOf()], ["where", "hole", ["what", "where"]]);
    assert.equal(sent[0][1].csrf_token, "secret");
  });

  test("of another form begins anew", async () => {
    keep({ fields });

    await open("what", { state: { id: "other", trail: ["what", "where"] } });

    assert.deepEqual([shown(), sent, history.state], ["what", [], { id: "key", trail: ["what"] }]);
  });

  test("after the message was filed says so and begins anew", async () => {
    keep({ filed: true });

    await open("what", { state });

    assert.deepEqual([shown(), sent, history.state.id], ["what", [], "key"]);
    assert.match(body.querySelector(".note").textContent, /has been filed/);
  });

  test("whose step cannot be had keeps the draft for the next time", async () => {
    keep({ fields });
    answer(() => Promise.reject(new Error("lost")));

    await open("what", { state });
    type(form().elements.body, "new");

    assert.equal(form().inert, true);
    assert.match(body.querySelector(".note").textContent, /kept in this browser/);
    assert.deepEqual(draft.kept().fields, fields);
  });

  test("by Back, whose script had been late the first time, shows what was typed later", async () => {
    keep({ fields });
    performance.getEntriesByType = () => [{ type: "back_forward" }];

    await open();

    assert.deepEqual([text(), history.state], ["hole", { id: "old", trail: ["what"] }]);
    performance.getEntriesByType = () => [{ type: "navigate" }];
  });

  test("as the answer to a POST gets an address that may be loaded again", async () => {
    await open("where", { address: "/messages/steps" });

    assert.match(entries[0].address, /\/messages\/new\?kind=request$/);
    assert.equal(draft.kept().id, "key");
  });
});

describe("a confidential report", () => {
  test("is never kept, and neither is that it was filed", async () => {
    await open("what", { kind: "report" });
    type(form().elements.body, "bribe");
    answer(() => answers("", { redirected: true, url: "/messages/filed/1" }));

    await press(`[${NEXT}]`);

    assert.deepEqual([location.replaced, draft.kept()], ["/messages/filed/1", null]);
  });
});

describe("a draft", () => {
  test("has the typed text alone: no token, no button, no file", async () => {
    await open();
    type(form().elements.body, "hole");

    const names = draft.kept().fields.map(([name]) => name);

    assert.deepEqual(names, ["kind", "step", "request_key", "body"]);
  });

  test("that the browser does not keep breaks nothing", () => {
    const { getItem, setItem } = sessionStorage;
    sessionStorage.getItem = sessionStorage.setItem = () => {
      throw new Error("blocked");
    };

    draft.keep("key", form());
    assert.equal(draft.kept(), null);

    Object.assign(sessionStorage, { getItem, setItem });
  });
});

test("an answer without a form, as of a proxy, is no step", async () => {
  const got = await ask("/", new FormData(), new AbortController(), async () => answers("<h1>Bad gateway</h1>"));

  assert.match(got.words, /did not answer/);
});
