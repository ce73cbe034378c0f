/** The bell of the lobby: two tones, made here, so that no sound file is needed. */

/** Two falling notes (E5, C5), each a struck bar: its fundamental and two partials that die sooner. */
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

export class Chime {
  #context;

  /** Browsers keep a page silent until someone has touched it (or the kiosk's autoplay flag is set). */
  get silent() {
    return this.#context?.state !== "running";
  }

  /** Ask for sound. Resolves to true when the bell can be heard; false when a person must press something first. */
  async wake() {
    try {
      this.#context ??= new AudioContext();
      // Without permission `resume()` never settles.
      await Promise.race([this.#context.resume(), new Promise((done) => setTimeout(done, 400))]);
    } catch {
      // No sound card, or no such thing in this browser: the board works without.
    }
    return !this.silent;
  }

  ring() {
    if (this.silent) return;
    const start = this.#context.currentTime + 0.02;
    for (const { at, pitch } of NOTES) for (const partial of PARTIALS) this.#strike(start + at, pitch, partial);
  }

  #strike(start, pitch, { ratio, loud, lasts }) {
    const tone = new OscillatorNode(this.#context, { frequency: pitch * ratio });
    const gain = new GainNode(this.#context, { gain: 0 });
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(loud, start + ATTACK);
    gain.gain.exponentialRampToValueAtTime(0.0001, start + lasts);
    tone.connect(gain).connect(this.#context.destination);
    tone.start(start);
    tone.stop(start + lasts);
  }
}
