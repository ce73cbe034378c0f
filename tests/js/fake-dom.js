/** Elements as the browser modules need them in node: attributes, children, events that bubble, forms and dialogs. */

import { dataOf } from "./fake-dataset.js";
import { dispatch, listen } from "./fake-events.js";
import { addProperties } from "./fake-properties.js";
import { matches } from "./fake-selectors.js";

export class FakeElement {
  static tags = {};
  static parse;
  static write;
  style = {
    setProperty: (name, value) => {
      this.style[name] = String(value);
    },
  };
  listeners = [];
  parent = null;
  nodes = [];
  attributes = [];
  dataset = dataOf(this);
  rect = { top: 0, bottom: 0, left: 0, right: 0, width: 0, height: 0 };
  offsetWidth = 10;
  clientWidth = 100;
  scrollWidth = 10;

  addEventListener(type, run, options = {}) {
    listen(this, type, run, options);
  }

  removeEventListener(type, run) {
    this.listeners = this.listeners.filter((one) => one.type !== type || one.run !== run);
  }

  dispatchEvent(event) {
    const path = [];
    for (let one = this; one; one = one.parent) path.push(one);
    if (path.at(-1).tag === "document") path.push(globalThis.window.page);
    return dispatch(event, path);
  }

  getAttribute(name) {
    return this.attributes.find((one) => one.name === name)?.value ?? null;
  }

  setAttribute(name, value) {
    const before = this.getAttribute(name);
    this.attributes = this.attributes.filter((one) => one.name !== name);
    this.attributes.push({ name, value: String(value) });
    if (this.constructor.observedAttributes?.includes(name)) this.attributeChangedCallback(name, before, String(value));
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

  get localName() {
    return this.tag;
  }

  get tagName() {
    return this.tag.toUpperCase();
  }

  /** Pieces of text are strings. */
  get childNodes() {
    return this.nodes;
  }

  get children() {
    return this.nodes.filter((node) => typeof node !== "string");
  }

  set children(list) {
    this.replaceChildren(...list);
  }

  get childElementCount() {
    return this.children.length;
  }

  get firstElementChild() {
    return this.children[0];
  }

  get nextElementSibling() {
    return this.parent.children[this.parent.children.indexOf(this) + 1] ?? null;
  }

  get previousElementSibling() {
    return this.parent.children[this.parent.children.indexOf(this) - 1] ?? null;
  }

  get parentElement() {
    return this.parent;
  }

  get isConnected() {
    return this.parent !== null;
  }

  get textContent() {
    return this.nodes.map((node) => (typeof node === "string" ? node : node.textContent)).join("");
  }

  set textContent(text) {
    this.replaceChildren(...(text === "" ? [] : [String(text)]));
  }

  get innerHTML() {
    return FakeElement.write(this.nodes);
  }

  set innerHTML(html) {
    this.replaceChildren(...FakeElement.parse(html));
  }

  /** Of a template, its parts; of a meta element, its text. */
  get content() {
    return this.tag === "template" ? this : this.getAttribute("content");
  }

  append(...nodes) {
    this.#insert(this.nodes.length, nodes);
  }

  prepend(...nodes) {
    this.#insert(0, nodes);
  }

  before(...nodes) {
    this.#beside(0, nodes);
  }

  after(...nodes) {
    this.#beside(1, nodes);
  }

  #beside(step, nodes) {
    const { parent } = this;
    for (const node of nodes) if (node instanceof FakeElement) node.remove(); // it may be a sibling
    parent.#insert(parent.nodes.indexOf(this) + step, nodes);
  }

  replaceWith(...nodes) {
    const { parent } = this;
    parent.#insert(parent.nodes.indexOf(this), nodes);
    this.remove();
  }

  replaceChildren(...nodes) {
    for (const child of this.children) child.parent = null;
    this.nodes = [];
    this.append(...nodes);
  }

  remove() {
    if (this.parent) this.parent.nodes = this.parent.nodes.filter((node) => node !== this);
    this.parent = null;
  }

  #insert(place, nodes) {
    for (const node of nodes) if (node instanceof FakeElement) node.remove();
    this.nodes.splice(place, 0, ...nodes.map((node) => (node instanceof FakeElement ? node : String(node))));
    for (const node of nodes) if (node instanceof FakeElement) node.parent = this;
  }

  cloneNode() {
    const made = element(this.tag, Object.fromEntries(this.attributes.map(({ name, value }) => [name, value])));
    made.append(...this.nodes.map((node) => (typeof node === "string" ? node : node.cloneNode())));
    return made;
  }

  contains(other) {
    return this === other || this.querySelectorAll("*").includes(other);
  }

  matches(selector) {
    return selector === "*" || matches(this, selector);
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

  getBoundingClientRect() {
    return this.rect;
  }

  checkVisibility() {
    return this.closest("[hidden], dialog:not([open])") === null;
  }

  focus() {
    document.activeElement = this;
  }

  blur() {
    document.activeElement = document.body;
  }

  scrollIntoView() {}

  setPointerCapture() {}

  /** A press by mouse or finger; `detail` counts the presses of one gesture. */
  click(more = {}) {
    const event = Object.assign(new Event("click", { bubbles: true, cancelable: true }), more);
    if (!this.dispatchEvent(event) || this.tag !== "button") return;
    if (["submit", null].includes(this.getAttribute("type"))) this.closest("form")?.requestSubmit(this);
  }
}

addProperties(FakeElement.prototype);

/** `element("p", { "data-own": "" }, ...children)`; a string is its text. */
export function element(tag, attributes = {}, ...nodes) {
  const made = new (FakeElement.tags[tag] ?? FakeElement)();
  made.tag = tag;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...nodes);
  return made;
}
