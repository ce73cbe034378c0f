/** The service worker of the phone page: asked for once, where the browser has such a thing (https or this machine). */

export async function keepOffline(address) {
  const workers = navigator.serviceWorker;
  if (!address || !workers) return;
  const alone = !workers.controller; // this page and its files came before the worker did
  try {
    await workers.register(address, { scope: "/t/" });
    if (alone) (await workers.ready).active.postMessage({ page: location.href, files: loaded() });
  } catch {
    // Without it the page works as before, only not without a line.
  }
}

/** The page's own files, as far as they never change under their address. */
function loaded() {
  const own = `${location.origin}/static/`;
  return performance
    .getEntriesByType("resource")
    .map(({ name }) => name)
    .filter((name) => name.startsWith(own));
}
