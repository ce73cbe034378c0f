/** Sends a button press to the server: one request, one answer with a message. Pure but for `fetch`. */

import { say } from "./words.js";

/** A second press within this many milliseconds counts as a double click of the first. */
export const DOUBLE = 350;
const PATIENCE = 10_000;

/** Message for the user when a command failed; `gone` when they must sign in again. */
export class Problem extends Error {
  constructor(words, { gone = false, fields = {} } = {}) {
    super(words);
    Object.assign(this, { gone, fields });
  }
}

/** Tells first presses from double clicks, and from presses on buttons that the pending answer may remove. */
export class Presses {
  #last = -Infinity;
  #button = null;
  busy = false;

  /** "taken"; "echo": double click of the accepted press; "early": another button while an answer is pending. */
  take(button, now) {
    if (button === this.#button && (this.busy || this.rest(now) > 0)) return "echo";
    if (this.busy) return "early";
    this.#last = now;
    this.#button = button;
    return "taken";
  }

  /** Milliseconds for which the last pressed button is still disabled and looks pressed. */
  rest(now) {
    return Math.max(0, this.#last + DOUBLE - now);
  }
}

/** POST a command; resolves to the state {version, html} rendered after it, or throws a Problem with a message. */
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

/** The error messages, each prefixed with the field name from `nameOf(field)`; without a name just the message. */
export function fullWords({ message, fields }, nameOf) {
  const each = Object.entries(fields ?? {}).map(([field, words]) => {
    const name = nameOf(field);
    return name ? `${name}: ${words}` : words;
  });
  return [message, ...each].join(" ");
}

/** The message of an application/problem+json: the detail, else the title, else a default. */
export function problemWords({ detail, title } = {}) {
  return detail || title || say("failed");
}
