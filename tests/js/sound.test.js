import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";

import { settled } from "./fake-browser.js";
import { pass, restart } from "./fake-timers.js";

/** A sound card: what sounded, when. */
let card;
class FakeContext {
  state = card.state;
  currentTime = 5;
  destination = "loudspeaker";

  resume() {
    if (card.allowed) this.state = "running";
    return card.allowed ? Promise.resolve() : new Promise(() => {});
  }

  async decodeAudioData(bytes) {
    return { name: bytes, duration: 2 };
  }
}
class Node {
  constructor(_context, more = {}) {
    Object.assign(this, more);
    card.nodes.push(this);
  }

  connect(other) {
    this.to = other;
    return other;
  }
}
class Gain extends Node {
  constructor(context, { gain }) {
    super(context);
    const steps = [];
    const step = (value, at) => steps.push([value, at]);
    this.volume = gain;
    this.steps = steps;
    this.gain = { setValueAtTime: step, linearRampToValueAtTime: step, exponentialRampToValueAtTime: step };
  }
}
class Oscillator extends Node {
  start(at) {
    this.from = at;
  }

  stop(at) {
    this.until = at;
  }
}
class Source extends Node {
  addEventListener(_, done) {
    this.ends = done;
  }

  start() {
    card.played.push(this.buffer.name);
    if (card.ends) this.ends();
  }
}
Object.assign(globalThis, {
  AudioContext: FakeContext,
  GainNode: Gain,
  OscillatorNode: Oscillator,
  AudioBufferSourceNode: Source,
});

const { Chime } = await import("../../static/js/chime.js");
const { Loudspeaker } = await import("../../static/js/loudspeaker.js");
const { clock } = await import("../../static/js/freshness.js");

let asked;
globalThis.fetch = async (address) => {
  asked.push(address);
  if (card.broken) return { ok: false, statusText: "Not Found" };
  return { ok: true, arrayBuffer: async () => address };
};

beforeEach(() => {
  restart();
  card = { state: "suspended", allowed: true, ends: true, nodes: [], played: [] };
  asked = [];
  clock.learn("2026-11-24T06:30:00Z");
});

describe("the chime", () => {
  test("rings two falling notes at its volume, each with partials that fade", async () => {
    const chime = new Chime(0.4);

    const awake = await chime.wake();
    const wait = chime.ring();
    const [output] = card.nodes;
    const tones = card.nodes.filter((node) => node instanceof Oscillator);
    const envelopes = card.nodes.filter((node) => node instanceof Gain && node !== output);

    assert.deepEqual([awake, chime.silent, output.volume, output.to], [true, false, 0.4, "loudspeaker"]);
    assert.equal(wait, 1150);
    assert.deepEqual([tones[0].frequency, tones[3].frequency], [659.25, 523.25]);
    assert.ok(tones[3].from > tones[0].from);
    for (const { steps } of envelopes) {
      const [[begin], [loud], [end]] = steps;
      assert.ok(begin === 0 && loud > 0 && end < 0.001, `${steps}`);
    }
    assert.ok(envelopes.every(({ to }) => to === output));
  });

  test("without permission is silent, rings nothing, and says so after a moment", async () => {
    card.allowed = false;
    const chime = new Chime();

    const waking = chime.wake();
    await settled();
    pass(400);

    assert.deepEqual([await waking, chime.silent, chime.ring()], [false, true, 0]);
    assert.equal(card.nodes.filter((node) => node instanceof Oscillator).length, 0);
  });

  test("is woken once: a second press makes no second sound card", async () => {
    const chime = new Chime();

    await chime.wake();
    const { context, output } = chime;
    await chime.wake();

    assert.ok(context === chime.context && output === chime.output);
  });
});

describe("the loudspeaker of the lobby", () => {
  const CUE = { speech: ["/a.opus", "/b.opus"], captions: [{ language: "en", text: "B42", clips: 2 }] };
  let captions;

  async function speaker(more = {}) {
    captions = [];
    const made = new Loudspeaker({ zone: "Asia/Tehran", caption: ({ text }) => captions.push(text), ...more });
    await made.wake();
    return made;
  }

  /** Runs what was begun to its end. */
  async function over(telling) {
    let done = false;
    telling.then(() => (done = true));
    for (let step = 0; step < 300 && !done; step += 1) {
      await settled(2);
      pass(100);
    }
    assert.ok(done, "it never ended");
  }

  test("rings, then speaks the clips in the format that the browser knows, as often as the office wishes", async () => {
    const hall = await speaker({ repeat: "2" });

    await over(hall.tell(CUE));

    assert.deepEqual(asked, ["/a.mp3", "/b.mp3"]);
    assert.deepEqual(card.played, ["/a.mp3", "/b.mp3", "/a.mp3", "/b.mp3"]);
    assert.ok(card.nodes.some((node) => node instanceof Oscillator));
  });

  test("its volume is the office's", async () => {
    await speaker({ volume: "30" });

    assert.equal(card.nodes[0].volume, 0.3);
  });

  test("in the quiet hours shows the caption once and makes no sound", async () => {
    const hall = await speaker({ quiet: "09:30-10:30", repeat: "3" });

    hall.prepare(CUE);
    await over(hall.tell(CUE));

    assert.deepEqual([hall.hushed, asked, card.played, captions], [true, [], [], ["B42"]]);
  });

  test("outside its quiet hours, in the office's time zone, it is heard", async () => {
    const hall = await speaker({ quiet: "06:00-07:00" });

    assert.equal(hall.hushed, false);
  });

  test("a clip that could not be loaded is asked for again by the next call", async () => {
    const hall = await speaker();
    card.broken = true;
    await over(hall.tell(CUE));
    card.broken = false;
    asked = [];

    await over(hall.tell(CUE));

    assert.deepEqual(asked, ["/a.mp3", "/b.mp3"]);
  });

  test("keeps its eighty latest clips", async () => {
    const hall = await speaker();
    const many = Array.from({ length: 81 }, (_, n) => `/${n}.opus`);

    hall.prepare({ speech: many });
    await settled();
    asked = [];
    hall.prepare({ speech: ["/80.opus", "/0.opus"] });

    assert.deepEqual(asked, ["/0.mp3"]);
  });

  test("goes on when a sound card never reports the end of a clip", async () => {
    const hall = await speaker();
    card.ends = false;

    await over(hall.tell(CUE));

    assert.deepEqual(card.played, ["/a.mp3", "/b.mp3"]);
  });
});
