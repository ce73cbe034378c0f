/** The page of a citizen's form with a server and a history of the browser, for filing-steps.test.js. */

import { body, element, location, made, parse, root, settled } from "./fake-browser.js";

const ORDER = ["what", "where", "who"];
export const NEXT = "data-next";

/** The page of a step as the server renders it, with this text. */
export function html(step, text = "", kind = "request") {
  const last = step === "who" || kind === "report";
  return (
    `<header class="bar"><button name="go" value="stay" formaction="/messages/steps?lang=fa">Persian</button></header>` +
    `<main><h1>${step}</h1><form id="filing" method="post" action="${last ? "/messages" : "/messages/steps"}" ` +
    `data-start="/messages/new?kind=${kind}" data-steps="/messages/steps">` +
    `<input type="hidden" name="csrf_token" value="secret"><input type="hidden" name="kind" value="${kind}">` +
    `<input type="hidden" name="step" value="${step}"><input type="hidden" name="request_key" value="key">` +
    `<input type="text" name="body" value="${text}">` +
    `<div class="voice-ways"><button ${NEXT}="">Next</button><button name="go" value="back" formaction="/messages/steps">Back</button>` +
    `<button data-me-too="" formaction="/open/1">Me too</button></div></form></main>`
  );
}

globalThis.DOMParser = class {
  parseFromString(text) {
    const shown = element("html", { lang: "en", dir: "ltr" }, ...parse(text));
    return Object.assign(shown, { documentElement: shown, body: shown, title: "Title" });
  }
};
globalThis.scrollTo = () => {};

/** The browser's history: `entries` with their states, and the present one. */
export const entries = [];
let at = 0;
export const place = () => at;
globalThis.history = {
  get state() {
    return entries[at].state;
  },
  replaceState(state, _, address) {
    entries[at] = { state, address };
    location.href = address;
  },
  pushState(state, _, address) {
    at += 1;
    entries.splice(at, entries.length, { state, address });
    location.href = address;
  },
  go(by) {
    at += by;
    setImmediate(() => dispatchEvent(made("popstate", { state: entries[at].state })));
  },
};

/** The requests so far, and what answers them. */
export const sent = [];
let server = steps;
export const answer = (by) => (server = by);
globalThis.fetch = async (address, { body: form, signal }) => {
  sent.push([address, Object.fromEntries(form)]);
  return server(Object.fromEntries(form), signal);
};
export const answers = (text, more = {}) => ({
  ok: true,
  redirected: false,
  url: "",
  headers: new Headers({ "Content-Type": "text/html" }),
  text: async () => text,
  ...more,
});

/** As deskq/portal/views/submit.py moves from step to step. */
export function steps({ step, go, body: text, kind }) {
  const by = { back: -1, stay: 0 }[go] ?? 1;
  return answers(html(ORDER[ORDER.indexOf(step) + by], text, kind));
}

let runs = 0;
/** A page that has just been loaded, with the state that its entry has. */
export async function open(
  step = "what",
  { state = null, kind = "request", address = `/messages/new?kind=${kind}` } = {},
) {
  globalThis.page.listeners = [];
  Object.assign(location, { href: `http://desk${address}`, pathname: address.split("?")[0] });
  entries.splice(0, entries.length, { state, address });
  at = 0;
  body.replaceChildren(...parse(html(step, "", kind)));
  runs += 1;
  await import(`../../static/js/filing-steps.js?run=${runs}`);
  await settled();
}

export const form = () => body.querySelector("#filing");
export const shown = () => form().elements.step.value;
export const text = () => form().elements.body.value;
export const said = () => body.querySelector("[data-step-note]")?.textContent ?? "";
export const trailOf = () => history.state.trail;

export async function press(selector) {
  body.querySelector(selector).click();
  await settled();
}

export async function travel(by) {
  history.go(by);
  await settled();
}

/** Before each test: nothing sent, nothing kept, a server that answers. */
export function restart() {
  sent.length = 0;
  server = steps;
  sessionStorage.clear();
  root.lang = "en";
  delete location.replaced;
  location.replace = (address) => (location.replaced = address);
}
