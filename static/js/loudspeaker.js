/** The sound of the lobby: the chime, then the voice clips, at the office's volume and outside its quiet hours. */

import { announce, isQuiet } from "./announcement.js";
import { Chime } from "./chime.js";
import { clock } from "./freshness.js";
import { hour } from "./words.js";

const PATIENCE = 3000;
const KEPT = 80;
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

export class Loudspeaker {
  #sounds = new Map();

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
    return isQuiet(this.quiet, hour(clock.now(), "en", this.zone));
  }

  /** Prefetch the clips of a call while others are being spoken. */
  prepare({ speech = [] }) {
    if (this.chime.silent || this.hushed) return;
    for (const address of speech) this.#load(address).catch(() => {});
  }

  /** Ring and speak; resolves when it is over. Without sound the caption is shown. */
  async tell(cue) {
    const mute = this.chime.silent || this.hushed;
    const { caption, repeat } = this;
    if (!mute) {
      this.prepare(cue);
      await pause(this.chime.ring());
    }
    const load = mute ? () => Promise.reject(new Error("no sound")) : (address) => this.#load(address);
    await announce(cue, { load, play: (sound) => this.#play(sound), pause, caption, repeat: mute ? 1 : repeat });
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
  #play(buffer) {
    const { context, output } = this.chime;
    const source = new AudioBufferSourceNode(context, { buffer });
    source.connect(output);
    const ended = new Promise((done) => source.addEventListener("ended", done, { once: true }));
    source.start();
    return Promise.race([ended, pause(buffer.duration * 1000 + 1000)]);
  }
}
