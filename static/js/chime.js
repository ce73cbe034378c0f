/** The chime of the lobby: two synthesised tones, so that no sound file is needed. */

/** Two falling notes (E5, C5), each like a struck bar: its fundamental and two partials that decay faster. */
const NOTES = [
  { at: 0, pitch: 659.25 },
  { at: 0.42, pitch: 523.25 },
];
const PARTIALS = [
  { ratio: 1, loud: 0.5, lasts: 1.5 },
  { ratio: 2.76, loud: 0.16, lasts: 0.6 },
  { ratio: 5.4, loud: 0.06, lasts: 0.25 },
];
const ATTACK = 0.006;
const UNTIL_VOICE = 1150; // ms after which the second note no longer covers a voice

export class Chime {
  #context;
  #output;

  /** `volume` from 0 to 1, applied to everything connected to `output`. */
  constructor(volume = 1) {
    this.volume = volume;
  }

  get context() {
    return this.#context;
  }

  get output() {
    return this.#output;
  }

  /** Browsers keep a page silent until it has been touched (or the kiosk's autoplay flag is set). */
  get silent() {
    return this.#context?.state !== "running";
  }

  /** Start audio. Resolves to true when the chime is audible, to false when a person must press something first. */
  async wake() {
    try {
      this.#context ??= new AudioContext();
      this.#output ??= this.#mixer();
      // Without permission `resume()` never settles.
      await Promise.race([this.#context.resume(), new Promise((done) => setTimeout(done, 400))]);
    } catch {
      // No sound card, or no Web Audio in this browser: the board works without sound.
    }
    return !this.silent;
  }

  /** Ring. Returns how many milliseconds a voice should wait. */
  ring() {
    if (this.silent) return 0;
    const start = this.#context.currentTime + 0.02;
    for (const { at, pitch } of NOTES) for (const partial of PARTIALS) this.#strike(start + at, pitch, partial);
    return UNTIL_VOICE;
  }

  #mixer() {
    const gain = new GainNode(this.#context, { gain: this.volume });
    gain.connect(this.#context.destination);
    return gain;
  }

  #strike(start, pitch, { ratio, loud, lasts }) {
    const tone = new OscillatorNode(this.#context, { frequency: pitch * ratio });
    const gain = new GainNode(this.#context, { gain: 0 });
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(loud, start + ATTACK);
    gain.gain.exponentialRampToValueAtTime(0.0001, start + lasts);
    tone.connect(gain).connect(this.#output);
    tone.start(start);
    tone.stop(start + lasts);
  }
}
