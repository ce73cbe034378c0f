/**
 * Runs on the pages where a browser arrives that is signed out: pages of tours that the service worker of inspections
 * keeps (inspection-worker.js) do not open any more. Results that wait to be sent are kept elsewhere, and stay.
 */

globalThis.caches?.delete("deskq-inspections").catch(() => {});
