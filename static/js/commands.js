/** A press of a button, sent to the server: one request, one answer in words. Pure but for `fetch`. */

import { say } from "./words.js";

/** So long a button rests: a second press of it within this many milliseconds is the same press of a nervous finger. */
export const DOUBLE = 350;
const PATIENCE = 10_000;

/** What the person is told when a command did not work; `gone` when they must sign in again. */
export class Problem extends Error {
  constructor(words, { gone = false, fields = {} } = {}) {
    super(words);
    Object.assign(this, { gone, fields });
  }
}

/** Tells presses from echoes of them, and from presses on what may be gone with the answer that is awaited. */
export class Presses {
  #last = -Infinity;
  #button = null;
  busy = false;

  /** "taken"; "echo" of the press before, which was taken once; "early": another button, before the answer is there. */
  take(button, now) {
    if (button === this.#button && (this.busy || this.rest(now) > 0)) return "echo";
    if (this.busy) return "early";
    this.#last = now;
    this.#button = button;
    return "taken";
  }

  /** Milliseconds for which the button pressed last still rests; meanwhile it looks pressed. */
  rest(now) {
    return Math.max(0, this.#last + DOUBLE - now);
  }
}

/** POST a command; resolves to the state {version, html} drawn after it, or throws a Problem with words for it. */
export async function send(address, fields, token, fetcher = fetch) {
  let answer;
  try {
    answer = await fetcher(address, {
      method: "POST",
      headers: { "X-CSRFToken": token, "X-Fragment": "1", Accept: "application/json, application/problem+json" },
      body: new URLSearchParams(fields),
      signal: AbortSignal.timeout(PATIENCE),
    });
  } catch {
    throw new Problem(say("no_answer"));
  }
  if (answer.redirected || answer.status === 401) throw new Problem("", { gone: true });
  const body = await answer.json().catch(() => ({}));
  if (answer.ok && body.html !== undefined) return body;
  throw new Problem(problemWords(body), { fields: body.fields });
}

/** What is wrong, with each field by the name that `nameOf(field)` gives it; words alone where it has none. */
export function fullWords({ message, fields }, nameOf) {
  const each = Object.entries(fields ?? {}).map(([field, words]) => {
    const name = nameOf(field);
    return name ? `${name}: ${words}` : words;
  });
  return [message, ...each].join(" ");
}

/** The sentence of an application/problem+json: the detail, else the title, else our own. */
export function problemWords({ detail, title } = {}) {
  return detail || title || say("failed");
}
