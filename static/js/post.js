/** A form of a visitor sent without leaving the page; what goes wrong comes back as words. */

import { say } from "./words.js";

const PATIENCE = 10_000;

/** POST `fields` and follow the server to the page that results; its HTML, or an error in words. */
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
    throw new Error(say("failed"));
  }
  if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).detail || say("failed"));
  return answer.text();
}

/** The `[data-live]` part of a page in HTML. */
export function liveOf(html) {
  return partOf(html, "[data-live]")?.innerHTML;
}

/** One part of a page in HTML. */
export function partOf(html, selector) {
  return new DOMParser().parseFromString(html, "text/html").querySelector(selector);
}

/** The token that the page was given for its forms. */
export function csrf() {
  return document.querySelector('meta[name="csrf-token"]').content;
}
