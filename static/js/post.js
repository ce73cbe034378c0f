/** Sends a visitor's form without leaving the page; problems are returned as messages. */

import { say } from "./words.js";

/** Longer than the server waits for its database (10 s), so that it is the server who says how it ended. */
const PATIENCE = 15_000;

/**
 * POST `fields` and follow the redirect; resolves to the HTML of the resulting page, or throws an error with a message.
 */
export async function post(address, fields, token, fetcher = fetch) {
  let answer;
  try {
    answer = await fetcher(address, {
      method: "POST",
      headers: { "X-CSRFToken": token, "X-Fragment": "1", Accept: "text/html, application/problem+json" },
      body: new URLSearchParams(fields),
      signal: AbortSignal.timeout(PATIENCE),
    });
  } catch {
    throw new Error(say("no_line"));
  }
  if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).detail || say("failed"));
  return answer.text();
}

/** The `[data-live]` part of an HTML page. */
export function liveOf(html) {
  return partOf(html, "[data-live]")?.innerHTML;
}

/** One part of an HTML page. */
export function partOf(html, selector) {
  return new DOMParser().parseFromString(html, "text/html").querySelector(selector);
}

/** Adds the page's CSRF token to a form that leaves the page; HTML rendered for a socket has none. */
export function carry(form) {
  if (form.elements.csrf_token) return;
  const token = Object.assign(document.createElement("input"), { type: "hidden", name: "csrf_token", value: csrf() });
  form.append(token);
}

/** The page's CSRF token. */
export function csrf() {
  return document.querySelector('meta[name="csrf-token"]').content;
}
