/**
 * As much of a browser as the modules need in node: a document, a window, an address that counts reloads, and the
 * server's end of a Socket.IO websocket. Import it first.
 */

import { element, FakeElement } from "./fake-dom.js";
import { dispatch, listen } from "./fake-events.js";
import { FakeFormData } from "./fake-forms.js";
import "./fake-tables.js";

export { element, FakeElement } from "./fake-dom.js";
export { made } from "./fake-events.js";
export { type } from "./fake-forms.js";
export { drawn, parse } from "./fake-html.js";

/** The server's end of the one websocket that is open. */
export const server = {
  asked: [],
  answer: { ok: true },
  connection: null,
  async send(event, what) {
    server.connection.onmessage({ data: `42${JSON.stringify([event, what])}` });
    await settled();
  },
  async hangUp() {
    server.connection.onclose({ code: 1006 });
    await settled();
  },
};

class FakeWebSocket {
  readyState = 0;
  bufferedAmount = 0;

  constructor() {
    server.connection = this;
    setImmediate(() => {
      this.readyState = 1;
      this.onopen();
      this.onmessage({ data: '0{"sid":"s","upgrades":[],"pingInterval":4000,"pingTimeout":4000,"maxPayload":1000}' });
    });
  }

  send(data) {
    const asked = /^42(\d+)(\[.*)$/.exec(data);
    if (data.startsWith("40")) setImmediate(() => this.onmessage({ data: '40{"sid":"s"}' }));
    if (!asked) return;
    server.asked.push(JSON.parse(asked[2]));
    if (server.answer) setImmediate(() => this.onmessage({ data: `43${asked[1]}${JSON.stringify([server.answer])}` }));
  }

  close() {}
}

/** The page's address; `reloads` counts. */
export const location = { href: "http://desk/page", protocol: "http:", host: "desk", hostname: "desk", reloads: 0 };
location.reload = () => (location.reloads += 1);
location.assign = (address) => (location.href = address);

/** The window: every event of the document ends there. */
const page = {
  listeners: [],
  removeEventListener(type, run) {
    page.listeners = page.listeners.filter((one) => one.type !== type || one.run !== run);
  },
};

export const root = element("html", { lang: "en" });
export const body = element("body");
const fakeDocument = Object.assign(element("document"), {
  documentElement: root,
  body,
  activeElement: body,
  fonts: { ready: Promise.resolve(), addEventListener() {} },
  adoptedStyleSheets: [],
  createElement: (tag) => Object.assign(element(tag), { canPlayType: () => "" }),
  createElementNS: (_, tag) => element(tag),
  getElementById: (id) => fakeDocument.querySelector(`#${id}`),
});
fakeDocument.append(root);
root.append(body);

/** The browser's storage, in memory. */
function storage() {
  const kept = new Map();
  return {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => kept.set(name, String(value)),
    clear: () => kept.clear(),
  };
}

Object.assign(globalThis, {
  HTMLElement: FakeElement,
  WebSocket: FakeWebSocket,
  FormData: FakeFormData,
  document: fakeDocument,
  page,
  location,
  innerWidth: 1920,
  innerHeight: 1080,
  Node: { ELEMENT_NODE: 1 },
  customElements: { define: (tag, made) => (FakeElement.tags[tag] = made), get: (tag) => FakeElement.tags[tag] },
  getComputedStyle: (one) => ({ columnGap: "0", direction: one.closest("[dir]")?.dir ?? "ltr" }),
  addEventListener: (type, run, options) => listen(page, type, run, options),
  removeEventListener: (type, run) => page.removeEventListener(type, run),
  dispatchEvent: (event) => dispatch(event, [page]),
  self: globalThis,
  window: globalThis,
});
for (const name of ["localStorage", "sessionStorage"])
  Object.defineProperty(globalThis, name, { value: storage(), configurable: true });

/** Everything that was promised up to now is done. */
export async function settled(rounds = 12) {
  for (let round = 0; round < rounds; round += 1) await new Promise(setImmediate);
}
