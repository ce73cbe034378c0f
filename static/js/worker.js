/**
 * The service worker of /t/: on a slow connection it shows the last version of the page, without a connection the
 * offline page. It stores the last ticket page of this phone, the offline page, and files whose address contains a
 * hash.
 */

const KEPT = "deskq-phone";
/** "/t/", or "/o/north/t/" where there are several offices. */
const HOME = self.location.pathname.replace(/[^/]*$/, "");
const OFFLINE = [`${HOME}offline?lang=fa`, `${HOME}offline?lang=en`];
const PATIENCE = 5000;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((kept) => kept.addAll(OFFLINE)));
  self.skipWaiting();
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (pathname.startsWith("/static/")) event.respondWith(once(request));
  else if (request.mode === "navigate") event.respondWith(newest(request));
});

self.addEventListener("message", (event) => event.waitUntil(keep(event.data)));

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.matchAll({ type: "window" }).then(([page]) => (page ? page.focus() : undefined)));
});

/**
 * The page and files that were loaded without this worker: a visitor may lose the connection after the first visit.
 */
async function keep({ page, files }) {
  const kept = files.map((address) => once(new Request(address)));
  await Promise.allSettled(page ? [newest(new Request(page)), ...kept] : kept);
}

/** A file whose address contains a hash. */
async function once(request) {
  const kept = await caches.open(KEPT);
  const known = await kept.match(request);
  if (known) return known;
  const fresh = await fetch(request);
  if (fresh.ok) await kept.put(request, fresh.clone());
  return fresh;
}

/** The page from the server; when it is late, its last version; else the offline page. */
async function newest(request) {
  const kept = await caches.open(KEPT);
  try {
    const fresh = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
    if (fresh.ok) {
      await forget(kept, request);
      await kept.put(request, fresh.clone());
    }
    return fresh;
  } catch {
    const english = new URL(request.url).searchParams.get("lang") === "en";
    return (await kept.match(request, { ignoreVary: true })) ?? kept.match(OFFLINE[english ? 1 : 0]);
  }
}

/** Only one ticket is stored; older tickets and files of older versions are deleted. */
async function forget(kept, request) {
  const now = new URL(request.url).pathname;
  for (const old of await kept.keys()) {
    const { pathname } = new URL(old.url);
    if (pathname.startsWith(HOME) && pathname !== now && pathname !== `${HOME}offline`) await kept.delete(old);
  }
}
