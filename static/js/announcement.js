/** One call, spoken: its clips in order, never two at once, what cannot be heard left out. Pure: sound comes in. */

/** Quiet between two clips, between two languages or repeats, and how long an unspoken caption stands (ms). */
export const GAP = 60;
export const BREATH = 700;
export const READING = 3000;

/** A cue's phrases with the addresses of their clips: [{language, text, clips: [address]}]. */
export function phrases({ speech = [], captions = [] }) {
  let from = 0;
  return captions.map(({ clips, ...phrase }) => ({ ...phrase, clips: speech.slice(from, (from += clips)) }));
}

/**
 * Speak a cue `repeat` times. `load(address)` gives a sound, `play(sound)` ends when it has been heard, `pause(ms)`,
 * `caption(phrase)` shows what is said. A clip that fails is passed over; a phrase of which nothing was heard can at
 * least be read. Resolves to the number of clips heard.
 */
export async function announce(cue, { load, play, pause, caption, repeat = 1 }) {
  let heard = 0;
  for (let time = 0; time < repeat; time += 1) {
    for (const phrase of phrases(cue)) {
      if (heard) await pause(BREATH);
      caption(phrase);
      const before = heard;
      for (const address of phrase.clips) heard += await say(address, { load, play, pause });
      if (heard === before && time === 0) await pause(READING);
    }
  }
  return heard;
}

async function say(address, { load, play, pause }) {
  try {
    await play(await load(address));
  } catch {
    return 0;
  }
  await pause(GAP);
  return 1;
}

/** Is it one of the hours "12:00-12:30 21:00-07:00"? They may go over midnight; the end itself is loud again. */
export function isQuiet(spans, hour) {
  return spans.split(" ").filter(Boolean).some((span) => {
    const [from, until] = span.split("-");
    return from <= until ? from <= hour && hour < until : hour >= from || hour < until;
  });
}
