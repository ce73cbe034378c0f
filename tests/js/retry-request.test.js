import assert from "node:assert/strict";
import { test } from "node:test";
import { GIVE_UP, reach } from "../../static/js/retry-request.js";

const page = (html, status = 200) => ({
  ok: status < 400,
  status,
  url: "/there",
  redirected: true,
  text: async () => html,
});

/** A server that gives the answers in turn; an Error is thrown, as when nobody is there. */
function server(...answers) {
  const calls = [];
  const fetcher = async (address, { method = "GET", body } = {}) => {
    calls.push({ address, method, body });
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { calls, fetcher };
}

const POST = { address: "/kiosk/tickets", method: "POST", body: "request_key=abc" };
const lost = () => new Error("lost");
const patient = (fetcher, more = {}) => ({
  health: "/healthz",
  fetcher,
  away() {},
  pause: async () => {},
  now: () => 0,
  ...more,
});

test("an answer comes back with the address it was found at", async () => {
  const { fetcher } = server(page("<main>"));

  assert.deepEqual(await reach(POST, patient(fetcher)), { url: "/there", redirected: true, html: "<main>" });
});

test("a lost answer is asked for again with the same key, once the server is back", async () => {
  const { calls, fetcher } = server(lost(), lost(), page("", 503), page("ok"), page("<main>"));

  await reach(POST, patient(fetcher));

  assert.deepEqual(
    calls.map((call) => call.address),
    ["/kiosk/tickets", "/healthz", "/healthz", "/healthz", "/kiosk/tickets"],
  );
  assert.equal(calls.at(-1).body, POST.body);
});

test("a proxy that finds nobody counts as away; a refusal is an answer", async () => {
  let away = 0;
  const { fetcher } = server(page("bad gateway", 502), page("ok"), page("closed", 409));

  const answer = await reach(POST, patient(fetcher, { away: () => (away += 1) }));

  assert.equal(away, 1);
  assert.equal(answer.html, "closed");
});

test("nobody gets a token three minutes after they have gone", async () => {
  let time = 0;
  const fetcher = async () => Promise.reject(lost());

  const answer = await reach(POST, patient(fetcher, { pause: async (ms) => (time += ms), now: () => time }));

  assert.equal(answer, null);
  assert.ok(time > GIVE_UP);
});
