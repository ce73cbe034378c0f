/** Plays one call: its clips in order, one at a time; clips that fail are skipped. Pure: sound is passed in. */

/**
 * Milliseconds: the pause between two clips, the pause between languages or repeats, how long a caption without sound
 * is shown, and how long while other calls wait.
 */
export const GAP = 60;
export const BREATH = 700;
export const READING = 3000;
export const READING_FAST = 2500;
/** The first clips of a phrase say the number and the counter, the others where that is. */
const NEEDED = 2;

const never = () => false;

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
 * shown long enough to be read. While other calls wait (`waits()`) the first phrase is spoken once, number and counter
 * without a pause between them, with its place unless `joins()`. Ends at once when `signal` is aborted. Resolves to the number of clips played.
 */
export async function announce(cue, { repeat = 1, waits = never, joins = never, signal, ...ways }) {
  let heard = 0;
  for (let time = 0; time < repeat; time += 1) {
    for (const [index, phrase] of phrases(cue).entries()) {
      if (signal?.aborted || ((time || index) && waits())) return heard;
      if (heard) await ways.pause(BREATH);
      if (signal?.aborted) return heard;
      ways.caption(phrase);
      const clips = await say(phrase.clips, { waits, joins, signal, ...ways });
      heard += clips;
      if (!clips && time === 0) await ways.pause(waits() ? READING_FAST : READING);
    }
  }
  return heard;
}

async function say(clips, { load, play, pause, waits, joins, signal }) {
  let heard = 0;
  for (const [index, address] of clips.entries()) {
    if (signal?.aborted || (index >= NEEDED && joins())) break;
    try {
      await play(await load(address));
    } catch {
      continue;
    }
    heard += 1;
    if (!waits() || index >= NEEDED - 1) await pause(GAP);
  }
  return heard;
}
