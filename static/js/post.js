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

/** Gives the page's token to a form that leaves the page; one drawn for a socket came without. */
export function carry(form) {
  if (form.elements.csrf_token) return;
  const token = Object.assign(document.createElement("input"), { type: "hidden", name: "csrf_token", value: csrf() });
  form.append(token);
}

/** The token that the page was given for its forms. */
export function csrf() {
  return document.querySelector('meta[name="csrf-token"]').content;
}
