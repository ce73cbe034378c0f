/** Speaks one call: its clips in order, never two at once; clips that fail are skipped. Pure: sound is injected. */

/** Pauses between clips, languages and repeats, and how long a caption without sound stays (ms). */
export const GAP = 60;
export const BREATH = 700;
export const READING = 3000;

/** Phrases of a cue with the addresses of their clips: [{language, text, clips: [address]}]. */
export function phrases({ speech = [], captions = [] }) {
  let from = 0;
  return captions.map(({ clips, ...phrase }) => ({ ...phrase, clips: speech.slice(from, (from += clips)) }));
}

/**
 * Speak a cue `repeat` times. `load(address)` gives a sound, `play(sound)` resolves when it ended, `pause(ms)`,
 * `caption(phrase)` shows the text. A failing clip is skipped; a phrase without any audible clip is shown long enough
 * to be read. Resolves to the number of clips played.
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

/** Whether a time lies in hours such as "12:00-12:30 21:00-07:00"; ranges may cross midnight, the end is exclusive. */
export function isQuiet(spans, hour) {
  return spans.split(" ").filter(Boolean).some((span) => {
    const [from, until] = span.split("-");
    return from <= until ? from <= hour && hour < until : hour >= from || hour < until;
  });
}
