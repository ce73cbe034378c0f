/** Registers the service worker of the phone page, where the browser supports it (https or localhost). */

export async function keepOffline(address) {
  const workers = navigator.serviceWorker;
  if (!address || !workers) return;
  const alone = !workers.controller; // this page and its files were loaded before the worker
  try {
    await workers.register(address, { scope: folder(address) });
    if (alone) (await workers.ready).active.postMessage({ page: location.href, files: loaded() });
  } catch {
    // Without it the page works, only not offline.
  }
}

/** "/t/" of "/t/worker.js?lang=en": a worker controls only what lies beside it. */
const folder = (address) => address.replace(/[^/]*$/, "");

/** The page's own files whose address contains a hash. */
function loaded() {
  const own = `${location.origin}/static/`;
  return performance
    .getEntriesByType("resource")
    .map(({ name }) => name)
    .filter((name) => name.startsWith(own));
}
