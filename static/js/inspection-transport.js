/** Sends results and photos of inspections; says whether they arrived, were refused, or have to wait. */

import { csrf, partOf } from "./post.js";
import { say } from "./words.js";

const PATIENCE = 20_000;
const PHOTO_PATIENCE = 120_000;
/** Answers after which it is worth trying again later. */
const LATER = [408, 429, 500, 502, 503, 504];

/** {result, photo} as the outbox wants it. `results`: address; `page`: the address of the page, for a new token. */
export function transport({ results, page, fetcher = fetch }) {
  let token = csrf();

  async function post(address, fields, patience) {
    for (let tries = 0; ; tries += 1) {
      const answer = await once(address, fields, patience);
      if (answer === null) return { state: "away" };
      if (answer.redirected || answer.status === 401) return { state: "sign-in" };
      if (LATER.includes(answer.status)) return { state: "away" };
      const body = await answer.json().catch(() => ({}));
      if (answer.ok) return { ...body, state: "ok" };
      if (body.type !== "page-expired" || tries > 0) return { state: "refused", said: sentence(body) };
      if (!(await renewToken())) return { state: "sign-in" };
    }
  }

  async function once(address, fields, patience) {
    const headers = { "X-CSRFToken": token, "X-Fragment": "1", Accept: "application/json, application/problem+json" };
    try {
      return await fetcher(address, {
        method: "POST",
        headers,
        body: form(fields),
        cache: "no-store",
        signal: AbortSignal.timeout(patience),
      });
    } catch {
      return null;
    }
  }

  /** The page was kept while the session changed: its token is read from a new one. */
  async function renewToken() {
    try {
      const answer = await fetcher(page, { cache: "no-store", headers: { Accept: "text/html" } });
      const found = !answer.redirected && answer.ok && partOf(await answer.text(), 'meta[name="csrf-token"]');
      if (!found) return false;
      token = found.getAttribute("content");
      return true;
    } catch {
      return false;
    }
  }

  return {
    result: ({ key, person, fields, notedAt }) =>
      post(results, { ...fields, key, person, noted_at: notedAt }, PATIENCE),
    photo: ({ key, person }, photo) =>
      post(`${results}/${key}/photos`, { key: photo.key, person, photo: photo.blob }, PHOTO_PATIENCE),
  };
}

function form(fields) {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one instanceof Blob) data.append(name, one, "photo.jpg");
      else data.append(name, String(one));
    }
  }
  return data;
}

function sentence({ detail, fields }) {
  return Object.values(fields ?? {})[0] ?? detail ?? say("failed");
}
