/**
 * As much of a browser as the live screens need in node: elements with attributes and simple selectors, a clock that
 * tests move, an address that counts reloads, and the server's end of a Socket.IO websocket. Import it first.
 */

const kebab = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const camel = (name) => name.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());

export class FakeElement extends EventTarget {
  static tags = {};
  style = { setProperty: (name, value) => (this.style[name] = value) };
  ownText = "";
  parent = null;
  children = [];
  attributes = [];
  dataset = dataOf(this);
  offsetWidth = 10;
  clientWidth = 100;
  scrollWidth = 10;

  getAttribute(name) {
    return this.attributes.find((one) => one.name === name)?.value ?? null;
  }

  setAttribute(name, value) {
    this.removeAttribute(name);
    this.attributes.push({ name, value: String(value) });
  }

  removeAttribute(name) {
    this.attributes = this.attributes.filter((one) => one.name !== name);
  }

  hasAttribute(name) {
    return this.getAttribute(name) !== null;
  }

  toggleAttribute(name, on = !this.hasAttribute(name)) {
    if (on) this.setAttribute(name, "");
    else this.removeAttribute(name);
  }

  get textContent() {
    return this.ownText + this.children.map((child) => child.textContent).join("");
  }

  set textContent(text) {
    this.ownText = text;
    this.children = [];
  }

  /** Of a template, its parts; of a meta element, its text. */
  get content() {
    return this.tag === "template" ? this : this.getAttribute("content");
  }

  get firstElementChild() {
    return this.children[0];
  }

  get parentElement() {
    return this.parent;
  }

  get isConnected() {
    return this.parent !== null;
  }

  append(...children) {
    for (const child of children) {
      child.parent = this;
      this.children.push(child);
    }
  }

  prepend(child) {
    child.parent = this;
    this.children.unshift(child);
  }

  cloneNode() {
    const made = element(this.tag, Object.fromEntries(this.attributes.map(({ name, value }) => [name, value])));
    made.ownText = this.ownText;
    made.append(...this.children.map((child) => child.cloneNode(true)));
    return made;
  }

  matches(selector) {
    return selector.split(",").some((one) => fits(this, one.trim()));
  }

  closest(selector) {
    return this.matches(selector) ? this : (this.parent?.closest(selector) ?? null);
  }

  querySelectorAll(selector) {
    return this.children.flatMap((child) => [
      ...(child.matches(selector) ? [child] : []),
      ...(child.tag === "template" ? [] : child.querySelectorAll(selector)),
    ]);
  }

  querySelector(selector) {
    return this.querySelectorAll(selector)[0] ?? null;
  }
}

/** `element("p", { "data-own": "" }, ...children)`; a string is its text. */
export function element(tag, attributes = {}, ...children) {
  const made = new (FakeElement.tags[tag] ?? FakeElement)();
  made.tag = tag;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  for (const child of children) {
    if (typeof child === "string") made.ownText += child;
    else made.append(child);
  }
  return made;
}

function dataOf(owner) {
  return new Proxy(
    {},
    {
      get: (_, name) => owner.getAttribute(`data-${kebab(name)}`) ?? undefined,
      set(_, name, value) {
        owner.setAttribute(`data-${kebab(name)}`, value);
        return true;
      },
      has: (_, name) => owner.hasAttribute(`data-${kebab(name)}`),
      deleteProperty(_, name) {
        owner.removeAttribute(`data-${kebab(name)}`);
        return true;
      },
      ownKeys: () =>
        owner.attributes.filter(({ name }) => name.startsWith("data-")).map(({ name }) => camel(name.slice(5))),
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
    },
  );
}

/** A compound of tag, classes, [attributes] and :not(); descendants by spaces. */
function fits(one, selector) {
  const parts = selector.match(/(?:[^\s[\]]|\[[^\]]*\])+/g);
  const last = parts.pop();
  if (parts.length && !one.parent?.closest(parts.join(" "))) return false;
  const not = /:not\(([^)]*)\)/.exec(last);
  if (not && fits(one, not[1])) return false;
  const plain = last.replace(/:not\([^)]*\)/, "");
  const tag = /^[a-z][a-z-]*/.exec(plain)?.[0];
  const classes = [...plain.replace(/\[[^\]]*\]/g, "").matchAll(/\.([\w-]+)/g)].map(([, name]) => name);
  const id = /#([\w-]+)/.exec(plain.replace(/\[[^\]]*\]/g, ""))?.[1];
  const asked = [...plain.matchAll(/\[([\w-]+)(?:="?([^"\]]*)"?)?\]/g)];
  return (
    (!tag || one.tag === tag) &&
    (!id || one.getAttribute("id") === id) &&
    classes.every((name) => (one.getAttribute("class") ?? "").split(" ").includes(name)) &&
    asked.every(
      ([, name, value]) => one.hasAttribute(name) && (value === undefined || one.getAttribute(name) === value),
    )
  );
}

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

const page = new EventTarget();
export const root = element("html", { lang: "en" });
Object.defineProperty(root, "lang", {
  get: () => root.getAttribute("lang"),
  set: (language) => root.setAttribute("lang", language),
});
const fakeDocument = Object.assign(element("document"), { documentElement: root, fonts: { ready: Promise.resolve() } });
fakeDocument.createElement = (tag) => Object.assign(element(tag), { canPlayType: () => "" });

Object.assign(globalThis, {
  HTMLElement: FakeElement,
  WebSocket: FakeWebSocket,
  document: fakeDocument,
  location,
  innerWidth: 1920,
  innerHeight: 1080,
  Node: { ELEMENT_NODE: 1 },
  customElements: { define: (tag, made) => (FakeElement.tags[tag] = made), get: (tag) => FakeElement.tags[tag] },
  getComputedStyle: () => ({ columnGap: "0" }),
  addEventListener: page.addEventListener.bind(page),
  removeEventListener: page.removeEventListener.bind(page),
  self: globalThis,
  window: globalThis,
});

/** Everything that was promised up to now is done. */
export async function settled(rounds = 12) {
  for (let round = 0; round < rounds; round += 1) await new Promise(setImmediate);
}
