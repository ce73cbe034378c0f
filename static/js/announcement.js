/** Plays one call: its clips in order, one at a time; clips that fail are skipped. Pure: sound is passed in. */

/**
 * Milliseconds: the pause between two clips, the pause between languages or repeats, how long a caption without sound
 * is shown.
 */
export const GAP = 60;
export const BREATH = 700;
export const READING = 3000;

/** Phrases of a cue with the addresses of their clips: [{language, text, clips: [address]}]. */
export function phrases({ speech = [], captions = [] }) {
  let from = 0;
  return captions.map(({ clips, ...phrase }) => {
    const start = from;
    from += clips;
    return { ...phrase, clips: speech.slice(start, from) };
  });
}

/**
 * Speak a cue `repeat` times. `load(address)` resolves to a sound, `play(sound)` resolves when it has ended,
 * `pause(ms)` waits, `caption(phrase)` shows the text. A clip that fails is skipped; a phrase without any sound is
 * shown long enough to be read. Resolves to the number of clips played.
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

/**
 * Whether a time is within quiet hours such as "12:00-12:30 21:00-07:00". A span may cross midnight; its end is
 * exclusive.
 */
export function isQuiet(spans, hour) {
  return spans
    .split(" ")
    .filter(Boolean)
    .some((span) => {
      const [from, until] = span.split("-");
      return from <= until ? from <= hour && hour < until : hour >= from || hour < until;
    });
}
