import assert from "node:assert/strict";
import { describe, mock, test } from "node:test";

import { Line, SILENCE } from "../../static/js/connection.js";

/** A Socket.IO socket as far as Line knows it; `answer` is what the server says to `watch`. */
function fakeSocket() {
  const hands = {};
  const socket = {
    io: { on: (name, hand) => (hands[name] = hand), reconnectionDelay() {}, reconnectionDelayMax() {}, timeout() {} },
    connected: false,
    answer: { ok: true, version: 1 },
    watched: [],
    dialled: 0,
    on: (name, hand) => (hands[name] = hand),
    onAny: (hand) => (hands.any = hand),
    connect: () => (socket.dialled += 1),
    disconnect: () => {
      socket.connected = false;
      return socket;
    },
    timeout: () => ({
      emitWithAck: (_name, said) => {
        socket.watched.push(said);
        return socket.answer ? Promise.resolve(socket.answer) : Promise.reject(new Error("timeout"));
      },
    }),
    open: () => {
      socket.connected = true;
      hands.connect();
      return new Promise(setImmediate);
    },
    hands,
  };
  return socket;
}

/** All that was promised up to now is done. */
const settled = () => new Promise(setImmediate);

function lineOver(socket) {
  const clocks = { now: 0, wall: 0 };
  const line = new Line(socket, () => ({ screen: "lobby" }), { now: () => clocks.now, wall: () => clocks.wall });
  const heard = [];
  line.addEventListener("up", () => heard.push("up"));
  line.addEventListener("down", ({ silence, reason }) => heard.push(`down ${reason} ${silence}`));
  const pass = (ms) => {
    clocks.now += ms;
    clocks.wall += ms;
    line.check();
  };
  return { line, heard, pass, clocks };
}

describe("the line", () => {
  test("is up when the server lets us watch", async () => {
    const socket = fakeSocket();
    const { line, heard } = lineOver(socket);

    await socket.open();

    assert.deepEqual(heard, ["up"]);
    assert.equal(line.state, "up");
    assert.deepEqual(socket.watched, [{ screen: "lobby" }]);
  });

  test("is down after three seconds when it never was up", () => {
    const { heard, pass } = lineOver(fakeSocket());

    pass(2900);
    assert.deepEqual(heard, []);
    pass(200);

    assert.deepEqual(heard, ["down unreachable 3100"]);
  });

  test("is down, and dials anew, when nothing was heard for too long", async () => {
    const socket = fakeSocket();
    const { heard, pass } = lineOver(socket);
    await socket.open();

    pass(SILENCE - 100);
    assert.deepEqual(heard, ["up"]);
    pass(200);

    assert.deepEqual(heard, ["up", `down silence ${SILENCE + 100}`]);
    assert.equal(socket.dialled, 1);
  });

  test("lives on any sign of life", async () => {
    const socket = fakeSocket();
    const { line, pass } = lineOver(socket);
    await socket.open();

    pass(8000);
    socket.hands.ping();
    pass(8000);
    socket.hands.any();
    pass(8000);

    assert.equal(line.state, "up");
  });

  test("asks again after a sleep, although it looks alive", async () => {
    const socket = fakeSocket();
    const { line, clocks } = lineOver(socket);
    await socket.open();

    clocks.wall += 3_600_000;
    line.check();

    assert.equal(socket.watched.length, 2);
  });

  test("dials when the answer to watch does not come", async () => {
    const socket = fakeSocket();
    const { heard } = lineOver(socket);
    socket.answer = null;

    await socket.open();

    assert.deepEqual(heard, ["down unanswered 0"]);
    assert.equal(socket.dialled, 1);
  });

  test("is down when the server refuses, and asks again later", async () => {
    mock.timers.enable({ apis: ["setTimeout"] });
    const socket = fakeSocket();
    const { line, heard } = lineOver(socket);
    socket.answer = { ok: false, type: "not-paired" };

    socket.open();
    await Promise.resolve().then().then();
    assert.deepEqual(heard, ["down not-paired 0"]);
    socket.answer = { ok: true };
    mock.timers.tick(5000);
    await Promise.resolve().then().then();
    mock.timers.reset();

    assert.equal(line.state, "up");
  });

  test("stays up when it asked too often, and asks again a little later", async () => {
    mock.timers.enable({ apis: ["setTimeout"] });
    const socket = fakeSocket();
    const { line, heard } = lineOver(socket);
    socket.open();
    await settled();
    socket.answer = { ok: false, type: "too-often" };

    line.ask();
    await settled();
    assert.deepEqual(heard, ["up"]);
    assert.equal(socket.watched.length, 2);
    mock.timers.tick(2000);
    await settled();
    mock.timers.reset();

    assert.equal(socket.watched.length, 3);
    assert.equal(line.state, "up");
  });

  test("joins all the same when the first answer is that it asked too often", async () => {
    mock.timers.enable({ apis: ["setTimeout"] });
    const socket = fakeSocket();
    const { heard } = lineOver(socket);
    socket.answer = { ok: false, type: "too-often" };
    socket.open();
    await settled();
    socket.answer = { ok: true };

    mock.timers.tick(2000);
    await settled();
    mock.timers.reset();

    assert.deepEqual(heard, ["up"]);
  });

  test("does not ask again while it waits for an answer", async () => {
    const socket = fakeSocket();
    const { line } = lineOver(socket);
    await socket.open();

    for (let woken = 0; woken < 20; woken += 1) line.ask();
    await settled();

    assert.equal(socket.watched.length, 2);
  });

  test("asks at once for what it lacks", async () => {
    const socket = fakeSocket();
    const { line } = lineOver(socket);
    await socket.open();

    line.askAnew();
    await settled();

    assert.equal(socket.watched.length, 2);
  });

  test("asks once more for what it lacks after the answer that it waits for, which may be older", async () => {
    const socket = fakeSocket();
    const { line } = lineOver(socket);
    const opened = socket.open();

    line.askAnew();
    line.askAnew();
    assert.equal(socket.watched.length, 1);
    await opened;
    await settled();

    assert.equal(socket.watched.length, 2);
    assert.equal(line.state, "up");
  });

  test("dials again a second after the server hung up", async () => {
    mock.timers.enable({ apis: ["setTimeout"] });
    const socket = fakeSocket();
    lineOver(socket);
    socket.open();
    await settled();

    socket.hands.disconnect("io server disconnect");
    mock.timers.tick(1000);
    mock.timers.reset();

    assert.equal(socket.dialled, 1);
  });

  test("says once that it fell, and rises again", async () => {
    const socket = fakeSocket();
    const { heard } = lineOver(socket);
    await socket.open();

    socket.hands.disconnect("transport close");
    socket.hands.disconnect("transport error");
    await socket.open();

    assert.deepEqual(heard, ["up", "down transport close 0", "up"]);
  });
});
