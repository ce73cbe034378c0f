/** Registers the service worker of the phone page, where the browser supports it (https or localhost). */

export async function keepOffline(address) {
  const workers = navigator.serviceWorker;
  if (!address || !workers) return;
  const alone = !workers.controller; // this page and its files are loaded without the worker
  try {
    await workers.register(address, { scope: folder(address) });
    if (alone) tell((await workers.ready).active);
  } catch {
    // Without it the page works, only not offline.
  }
}

/** "/t/" of "/t/worker.js?lang=en": a worker controls only what lies beside it. */
const folder = (address) => address.replace(/[^/]*$/, "");

/**
 * Tell the worker of the page and of its files whose address contains a hash. Files that are still on their way when the
 * worker begins pass it by, too: it is told of each when it has come.
 */
function tell(worker) {
  const own = `${location.origin}/static/`;
  worker.postMessage({ page: location.href, files: [] });
  new PerformanceObserver((list) => {
    const names = list.getEntries().map(({ name }) => name);
    worker.postMessage({ files: names.filter((name) => name.startsWith(own)) });
  }).observe({ type: "resource", buffered: true });
}
