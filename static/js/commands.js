/** Sends a command of a button to the server: one request, one answer. Pure except for `fetch`. */

import { say } from "./words.js";

/** Milliseconds within which a second press of the same button is ignored as a double press. */
export const DOUBLE = 350;
/** Longer than the server waits for its database (10 s), so that it is the server who says how it ended. */
const PATIENCE = 15_000;

/** The message for the person when a command failed; `gone` when they must sign in again. */
export class Problem extends Error {
  constructor(words, { gone = false, fields = {} } = {}) {
    super(words);
    Object.assign(this, { gone, fields });
  }
}

/** Distinguishes a new press from a double press, and from a press while an answer is pending. */
export class Presses {
  #last = -Infinity;
  #button = null;
  busy = false;

  /** "taken"; "echo": a double press of the same button; "early": another button while an answer is pending. */
  take(button, now) {
    if (button === this.#button && (this.busy || this.rest(now) > 0)) return "echo";
    if (this.busy) return "early";
    this.#last = now;
    this.#button = button;
    return "taken";
  }

  /** Milliseconds for which the last button still ignores presses; meanwhile it looks pressed. */
  rest(now) {
    return Math.max(0, this.#last + DOUBLE - now);
  }
}

/** POST a command. Resolves to the state {version, html} after it, or throws a Problem with a message. */
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

/** The problems, each with the name that `nameOf(field)` returns for its field, or the message alone. */
export function fullWords({ message, fields }, nameOf) {
  const each = Object.entries(fields ?? {}).map(([field, words]) => {
    const name = nameOf(field);
    return name ? `${name}: ${words}` : words;
  });
  return [message, ...each].join(" ");
}

/** The message of an application/problem+json: its detail, else its title, else a general one. */
export function problemWords({ detail, title } = {}) {
  return detail || title || say("failed");
}
