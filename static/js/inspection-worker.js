/**
 * The service worker of /inspections/: the page of a tour opens without a connection, as it was last seen. It stores
 * pages of tours, the map, and files whose address contains a hash; nothing is sent from here.
 */

const KEPT = "deskq-inspections";
const PATIENCE = 5000;
const PAGE = /^(\/o\/[a-z0-9-]+)?\/inspections\/(mine|tours\/\d+\/phone)$/;
const FILE = /^(\/o\/[a-z0-9-]+)?\/(static|plan)\//;
/** Tours of more days are not kept. */
const MOST = 4;

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (FILE.test(pathname)) event.respondWith(once(request));
  else if (request.mode === "navigate" && PAGE.test(pathname)) event.respondWith(newest(request));
});

/** What the page had loaded before this worker was installed; the page is told when all of it is kept. */
self.addEventListener("message", (event) => event.waitUntil(keep(event.data).then(() => tell(event))));

async function keep({ page, files }) {
  await newest(new Request(page));
  await Promise.all(files.map((file) => once(new Request(file))));
  await forgetFiles(files);
}

async function tell(event) {
  const kept = await caches.open(KEPT);
  event.source?.postMessage({ kept: Boolean(await kept.match(new Request(event.data.page))) });
}

/** A file whose address contains a hash. */
async function once(request) {
  const kept = await caches.open(KEPT);
  const known = await kept.match(request, { ignoreVary: true });
  if (known) return known;
  const fresh = await fetch(request);
  if (fresh.ok) await kept.put(request, fresh.clone());
  return fresh;
}

/** The page from the server; when it is late or away, as it was last seen. */
async function newest(request) {
  const kept = await caches.open(KEPT);
  try {
    const fresh = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
    if (fresh.ok && !fresh.redirected) await replace(kept, request, fresh.clone());
    return fresh;
  } catch (error) {
    const found = (await kept.match(request, { ignoreVary: true })) ?? (await lastTour(kept, request));
    if (found) return found;
    throw error;
  }
}

async function replace(kept, request, fresh) {
  await kept.delete(request, { ignoreVary: true });
  await kept.put(request, fresh);
  const pages = (await kept.keys()).filter(({ url }) => PAGE.test(new URL(url).pathname));
  for (const old of pages.slice(0, -MOST)) await kept.delete(old, { ignoreVary: true });
}

/** The same tour in another language; for "my tour today" the tour of that office that was seen last. */
async function lastTour(kept, request) {
  const { pathname } = new URL(request.url);
  const same = await kept.match(request, { ignoreVary: true, ignoreSearch: true });
  if (same || !pathname.endsWith("/mine")) return same;
  const pages = (await kept.keys()).filter(({ url }) => officeOf(url) === officeOf(request.url));
  return pages.length ? kept.match(pages.at(-1), { ignoreVary: true }) : undefined;
}

/** What the address of a tour's page begins with: "/o/north", "" with one office; undefined for anything else. */
function officeOf(url) {
  const found = PAGE.exec(new URL(url).pathname);
  return found ? (found[1] ?? "") : undefined;
}

/** Files of older versions. */
async function forgetFiles(files) {
  const kept = await caches.open(KEPT);
  const versions = new Set(files.map(versionOf));
  for (const old of await kept.keys()) {
    const version = versionOf(old.url);
    if (version && versions.size && !versions.has(version)) await kept.delete(old, { ignoreVary: true });
  }
}

/** The hash in /static/<hash>/…; empty for anything else. */
function versionOf(address) {
  return /^\/static\/([^/]+)\//.exec(new URL(address, self.location.origin).pathname)?.[1] ?? "";
}
