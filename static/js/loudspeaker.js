/** The sound of the lobby: the chime, then the voice clips, at the office's volume and outside its quiet hours. */

import { announce, phrases } from "./announcement.js";
import { Chime } from "./chime.js";
import { clock } from "./freshness.js";
import { isWithin } from "./hours.js";
import { hour } from "./words.js";

const PATIENCE = 3000;
const KEPT = 80;
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

export class Loudspeaker {
  #sounds = new Map();
  #telling = new AbortController();

  /**
   * `volume` from 0 to 100, `repeat` times, `quiet` hours of the office in `zone`; `caption(phrase)` shows the spoken
   * text.
   */
  constructor({ volume = 100, repeat = 1, quiet = "", zone, caption }) {
    Object.assign(this, { repeat: Number(repeat), quiet, zone, caption });
    this.chime = new Chime(Number(volume) / 100);
    this.kind = document.createElement("audio").canPlayType("audio/ogg; codecs=opus") ? "opus" : "mp3";
  }

  wake() {
    return this.chime.wake();
  }

  get hushed() {
    return isWithin(this.quiet, hour(clock.now(), "en", this.zone));
  }

  /** Prefetch the clips of a call while others are being spoken. */
  prepare({ speech = [] }) {
    if (this.chime.silent || this.hushed) return;
    for (const address of speech) this.#load(address).catch(() => {});
  }

  /**
   * Ring, unless it `follows` another call at once, and speak; resolves when it is over. Without sound the caption is
   * shown. `waits()` and `joins()` as of `announce`.
   */
  async tell(cue, { follows = false, ...hurry } = {}) {
    this.#telling = new AbortController();
    const { signal } = this.#telling;
    const mute = this.chime.silent || this.hushed;
    const { caption, repeat } = this;
    if (!mute) {
      this.prepare(cue);
      for (const first of phrases(cue).slice(0, 1)) caption(first);
      if (!follows) await until(signal, pause(this.chime.ring()));
    }
    const load = mute ? () => Promise.reject(new Error("no sound")) : (address) => this.#load(address);
    await announce(cue, {
      load: (address) => until(signal, load(address)),
      play: (sound) => this.#play(sound, signal),
      pause: (ms) => until(signal, pause(ms)),
      caption,
      repeat: mute ? 1 : repeat,
      signal,
      ...hurry,
    });
  }

  /** End what is being spoken at once. */
  stop() {
    this.#telling.abort();
  }

  #load(address) {
    const kept = this.#sounds.get(address);
    if (kept) return kept;
    const sound = this.#fetch(address.replace(/opus$/, this.kind));
    this.#sounds.set(address, sound);
    if (this.#sounds.size > KEPT) this.#sounds.delete(this.#sounds.keys().next().value);
    sound.catch(() => this.#sounds.delete(address));
    return sound;
  }

  async #fetch(address) {
    const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE) });
    if (!answer.ok) throw new Error(answer.statusText);
    return this.chime.context.decodeAudioData(await answer.arrayBuffer());
  }

  /** A machine that has lost its sound card never reports the end of a clip. */
  async #play(buffer, signal) {
    const { context, output } = this.chime;
    const source = new AudioBufferSourceNode(context, { buffer });
    source.connect(output);
    const ended = new Promise((done) => source.addEventListener("ended", done, { once: true }));
    source.start();
    await until(signal, Promise.race([ended, pause(buffer.duration * 1000 + 1000)]));
    if (signal.aborted) source.stop();
  }
}

/** What is waited for, or nothing once the signal is aborted. */
function until(signal, waiting) {
  const aborted = new Promise((done) => {
    if (signal.aborted) done();
    else signal.addEventListener("abort", () => done(), { once: true });
  });
  return Promise.race([waiting, aborted]);
}
