/**
 * A request that must arrive: the same request is repeated until the server answers. Pure except for what is passed in.
 */

const PATIENCE = 8000;
const PAUSES = [500, 1000, 2000, 3000];
/** Status codes of a proxy or a starting server when the application does not answer. */
const NOBODY = [502, 503, 504];
/** By then the visitor has left. */
export const GIVE_UP = 180_000;

const later = (ms) => new Promise((done) => setTimeout(done, ms));
const pauseAfter = (attempt) => PAUSES[Math.min(attempt, PAUSES.length - 1)];

/**
 * `request` {address, method?, body?} → {url, redirected, html}, or null when given up. After a lost answer the same
 * body is sent again with the same request key: the server makes only one ticket. `away()` is called at the first
 * failure; between tries `health` is polled until it answers.
 */
export async function reach(request, { health, away, fetcher = fetch, pause = later, now = () => performance.now() }) {
  const began = now();
  for (;;) {
    const answer = await attempt(request, fetcher);
    if (answer) return answer;
    away();
    for (let tries = 0; ; tries += 1) {
      await pause(pauseAfter(tries));
      if (now() - began > GIVE_UP && request.method === "POST") return null;
      if (await alive(health, fetcher)) break;
    }
  }
}

export async function alive(health, fetcher = fetch) {
  try {
    return (await fetcher(health, { cache: "no-store", signal: AbortSignal.timeout(3000) })).ok;
  } catch {
    return false;
  }
}

async function attempt({ address, method = "GET", body }, fetcher) {
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    const answer = await fetcher(address, {
      method,
      body,
      signal,
      cache: "no-store",
      headers: { Accept: "text/html" },
    });
    if (NOBODY.includes(answer.status)) return null;
    return { url: answer.url, redirected: answer.redirected, html: await answer.text() };
  } catch {
    return null;
  }
}
