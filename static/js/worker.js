/**
 * The service worker of /t/: a weak line shows the page as it was last seen, none at all a page that says so.
 * What is kept: the last ticket page of this phone, the offline page, and files addressed by their content.
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

/** What the page had loaded before this worker was there: a visitor opens it once, and may lose the line then. */
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

/** The page from the office; when it does not come in time, as it was last seen; else the offline page. */
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

/** Only one ticket is kept: an older one is nobody's business any more, nor are files of an older deskq. */
async function forget(kept, request) {
  const now = new URL(request.url).pathname;
  for (const old of await kept.keys()) {
    const { pathname } = new URL(old.url);
    if (pathname.startsWith("/t/") && pathname !== now && pathname !== "/t/offline") await kept.delete(old);
  }
}
