/** The service worker of the phone page: asked for once, where the browser has such a thing (https or this machine). */

export async function keepOffline(address) {
  if (!address) return;
  try {
    await navigator.serviceWorker?.register(address, { scope: "/t/" });
  } catch {
    // Without it the page works as before, only not without a line.
  }
}
