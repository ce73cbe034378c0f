/**
 * Service worker of /t/: on a slow connection the ticket page is shown from the cache, without one an offline page.
 * Cached: the last ticket page of this phone, the offline page, and files addressed by their content.
 */

const KEPT = "deskq-phone";
const OFFLINE = ["/t/offline?lang=fa", "/t/offline?lang=en"];
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
  event.waitUntil(
    self.clients.matchAll({ type: "window" }).then(([page]) => (page ? page.focus() : undefined)),
  );
});

/** Files that the page loaded before this worker was installed: a visitor opens it once and may go offline then. */
async function keep({ page, files }) {
  await Promise.allSettled([page, ...files].map((address) => (address === page ? newest : once)(new Request(address))));
}

/** A file that never changes under its address. */
async function once(request) {
  const kept = await caches.open(KEPT);
  const known = await kept.match(request);
  if (known) return known;
  const fresh = await fetch(request);
  if (fresh.ok) await kept.put(request, fresh.clone());
  return fresh;
}

/** The page from the server; from the cache when it does not arrive in time; else the offline page. */
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

/** Only one ticket is cached: older ones are private, and files of an older version are useless. */
async function forget(kept, request) {
  const now = new URL(request.url).pathname;
  for (const old of await kept.keys()) {
    const { pathname } = new URL(old.url);
    if (pathname.startsWith("/t/") && pathname !== now && pathname !== "/t/offline") await kept.delete(old);
  }
}
