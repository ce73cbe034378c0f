/** Speaks text: with a clip of the server, else with a voice of the browser, else with the caption alone. */

import { readingTime } from "./spoken-text.js";

export const NORMAL = 3;
/** The volume steps; NORMAL is the recorded volume. */
const GAINS = [0, 0.35, 0.6, 1, 1.6, 2.4];
const PATIENCE = 5000;

export function address({ text, key, lang }) {
  return `/voice/say?${new URLSearchParams({ lang, text, key })}`;
}

export class Voice {
  #context;
  #gain;
  #turn = 0;
  #stop = quiet;
  #clips = new Map();
  #volume = NORMAL;
  #mute = false;
  #batch = 0;

  /** `shown(utterance)` is called when each begins. */
  constructor(shown) {
    this.shown = shown;
  }

  get volume() {
    return this.#volume;
  }

  set volume(step) {
    this.#volume = Math.min(GAINS.length - 1, Math.max(1, step));
    if (this.#gain) this.#gain.gain.value = GAINS[this.#volume];
  }

  /** To be called by a press: browsers allow no sound before. */
  async wake() {
    try {
      this.#context ??= new AudioContext();
      this.#gain ??= new GainNode(this.#context, { gain: GAINS[this.#volume] });
      this.#gain.connect(this.#context.destination);
      await Promise.race([this.#context.resume(), pause(400)]); // without permission it never resolves
    } catch {
      // No sound card: captions only.
    }
  }

  /** Speaks one after another; resolves to true when all were spoken, to false when newer ones interrupted. */
  async say(...utterances) {
    this.hush();
    const turn = this.#turn;
    for (const utterance of utterances) {
      this.shown(utterance);
      await this.#speak(utterance, () => turn === this.#turn);
      if (turn !== this.#turn) return false;
    }
    return true;
  }

  get speaking() {
    return this.#stop !== quiet;
  }

  hush() {
    this.#turn += 1;
    this.#stop();
    this.#stop = quiet;
  }

  /** For the next visitor: silent, at the normal volume. */
  rest() {
    this.hush();
    this.#batch += 1;
    this.#clips.clear();
    this.#mute = false;
    this.volume = NORMAL;
  }

  /** Prefetch what will probably be spoken next. */
  async prepare(utterances) {
    this.#batch += 1;
    const batch = this.#batch;
    for (const utterance of utterances) if (batch === this.#batch) await this.#clip(utterance);
  }

  async #speak(utterance, current) {
    let stopped;
    const stop = new Promise((done) => (stopped = done));
    this.#stop = stopped;
    const clip = await Promise.race([this.#clip(utterance), stop]);
    if (!current()) return;
    const voice = clip ? null : browserVoice(utterance.lang);
    const said = clip ? this.#play(clip, stop) : voice ? this.#utter(voice, utterance, stop) : caption(utterance, stop);
    await said;
    if (current()) this.#stop = quiet;
  }

  async #clip(utterance) {
    const { text, key, lang } = utterance;
    if (this.#mute || !key || this.#context?.state !== "running") return null;
    const name = `${lang} ${text}`;
    if (!this.#clips.has(name)) this.#clips.set(name, this.#fetch(utterance));
    const clip = await this.#clips.get(name);
    if (!clip) this.#clips.delete(name);
    return clip;
  }

  async #fetch(utterance) {
    try {
      const answer = await fetch(address(utterance), { signal: AbortSignal.timeout(PATIENCE) });
      if (answer.status === 204) this.#mute = true; // this office has no voice
      return answer.status === 200 ? await this.#context.decodeAudioData(await answer.arrayBuffer()) : null;
    } catch {
      return null;
    }
  }

  async #play(buffer, stop) {
    const source = new AudioBufferSourceNode(this.#context, { buffer });
    source.connect(this.#gain);
    const ended = new Promise((done) => source.addEventListener("ended", done, { once: true }));
    source.start();
    await Promise.race([ended, stop]);
    source.stop();
  }

  async #utter(voice, { text, lang }, stop) {
    const speech = Object.assign(new SpeechSynthesisUtterance(text), { voice, lang });
    speech.volume = Math.min(1, (GAINS[this.#volume] * 2) / 3);
    const ended = new Promise((done) => (speech.onend = speech.onerror = done));
    speechSynthesis.speak(speech);
    await Promise.race([ended, stop, pause(3 * readingTime(text))]);
    speechSynthesis.cancel();
  }
}

const quiet = () => {};
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

function caption({ text }, stop) {
  return Promise.race([pause(readingTime(text)), stop]);
}

function browserVoice(lang) {
  return globalThis.speechSynthesis?.getVoices().find((voice) => voice.lang.toLowerCase().startsWith(lang)) ?? null;
}
