import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { announce, BREATH, GAP, phrases, READING } from "../../static/js/announcement.js";

const CUE = {
  speech: ["42", "to 3", "ground", "forty two"],
  captions: [
    { language: "fa", text: "شمارهٔ ۴۲", clips: 3 },
    { language: "en", text: "Number 42", clips: 1 },
  ],
};

/** Ears, eyes and a clock: what happened, in order. */
function hall(broken = []) {
  const told = [];
  let playing = 0;
  return {
    told,
    heard: () => told.filter(([what]) => what === "play").map(([, sound]) => sound),
    load: async (address) => {
      if (broken.includes(address)) throw new Error("broken");
      return address;
    },
    play: async (sound) => {
      playing += 1;
      assert.equal(playing, 1, "two sounds at once");
      await new Promise((done) => setTimeout(done, 1));
      told.push(["play", sound]);
      playing -= 1;
    },
    pause: async (ms) => told.push(["pause", ms]),
    caption: ({ text }) => told.push(["caption", text]),
  };
}

describe("a call, spoken", () => {
  test("its clips belong to its phrases in order", () => {
    assert.deepEqual(
      phrases(CUE).map(({ language, clips }) => [language, clips]),
      [
        ["fa", ["42", "to 3", "ground"]],
        ["en", ["forty two"]],
      ],
    );
  });

  test("is heard clip by clip, each phrase under its caption", async () => {
    const here = hall();
    const heard = await announce(CUE, here);

    assert.equal(heard, 4);
    assert.deepEqual(here.told, [
      ["caption", "شمارهٔ ۴۲"],
      ["play", "42"],
      ["pause", GAP],
      ["play", "to 3"],
      ["pause", GAP],
      ["play", "ground"],
      ["pause", GAP],
      ["pause", BREATH],
      ["caption", "Number 42"],
      ["play", "forty two"],
      ["pause", GAP],
    ]);
  });

  test("is repeated as often as the office wishes", async () => {
    const here = hall();
    await announce(CUE, { ...here, repeat: 2 });

    assert.deepEqual(here.heard(), [...CUE.speech, ...CUE.speech]);
  });

  test("while others wait says the number and the counter once, in the first language", async () => {
    const here = hall();
    await announce(CUE, { ...here, repeat: 2, waits: () => true, joins: () => true });

    assert.deepEqual(here.heard(), ["42", "to 3"]);
    assert.deepEqual(here.told.slice(1), [
      ["play", "42"],
      ["play", "to 3"],
      ["pause", GAP],
    ]);
  });

  test("while others wait for another floor says the place too", async () => {
    const here = hall();
    await announce(CUE, { ...here, waits: () => true });

    assert.deepEqual(here.heard(), ["42", "to 3", "ground"]);
  });

  test("ends at once when it is stopped", async () => {
    const here = hall();
    const stop = new AbortController();
    const play = async (sound) => {
      await here.play(sound);
      stop.abort();
    };
    await announce(CUE, { ...here, play, repeat: 2, signal: stop.signal });

    assert.deepEqual(here.heard(), ["42"]);
  });

  test("goes on behind a clip that is broken", async () => {
    const here = hall(["to 3"]);

    assert.equal(await announce(CUE, here), 3);
    assert.deepEqual(here.heard(), ["42", "ground", "forty two"]);
  });

  test("goes on behind a clip that cannot be played", async () => {
    const here = hall();
    const play = (sound) => (sound === "42" ? Promise.reject(new Error("no")) : here.play(sound));
    await announce(CUE, { ...here, play });

    assert.deepEqual(here.heard(), ["to 3", "ground", "forty two"]);
  });

  test("can be read once where nothing can be heard", async () => {
    const here = hall(CUE.speech);

    assert.equal(await announce(CUE, { ...here, repeat: 3 }), 0);
    assert.equal(here.told.filter(([what, ms]) => what === "pause" && ms === READING).length, 2);
  });

  test("of an older server without captions is silence", async () => {
    assert.equal(await announce({ call: 1 }, hall()), 0);
  });
});
