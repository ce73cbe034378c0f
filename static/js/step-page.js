/** Asks for a step of a form, and shows it in place of the present one, as if it were a page of its own. */

import { say } from "./words.js";

/** Milliseconds to wait for an answer, and where files are sent: photos take minutes on a slow connection. */
const PATIENCE = 30_000;
const PATIENCE_WITH_FILES = 300_000;

/**
 * POST the form data `body`. Resolves to {page} with the document of the step, {moved} with the address that the server
 * redirected to, or {words}: why there is neither.
 */
export async function ask(address, body, controller, fetcher = fetch) {
  const files = [...body.values()].some((value) => typeof value !== "string" && value.size > 0);
  const end = setTimeout(() => controller.abort(), files ? PATIENCE_WITH_FILES : PATIENCE);
  try {
    const headers = { "X-Fragment": "1", Accept: "text/html, application/problem+json" };
    const answer = await fetcher(address, { method: "POST", body, headers, signal: controller.signal });
    if (answer.redirected) return { moved: answer.url };
    const text = await answer.text();
    if (answer.headers.get("Content-Type")?.includes("json")) return { words: JSON.parse(text).detail };
    const page = new DOMParser().parseFromString(text, "text/html");
    return page.querySelector("#filing") ? { page } : { words: say("step_failed") };
  } catch {
    return { words: say("step_failed") };
  } finally {
    clearTimeout(end);
  }
}

/** Shows the page with its language and title; the focus goes to what is wrong, else to the heading. */
export async function show(page) {
  await Promise.all([...styles(page), ...scripts(page)]);
  const { lang, dir } = page.documentElement;
  Object.assign(document.documentElement, { lang, dir });
  document.title = page.title;
  document.body.replaceChildren(...[...page.body.children].filter((part) => part.localName !== "script"));
  scrollTo(0, 0);
  const first = document.querySelector("main [role=alert]") ?? document.querySelector("main h1");
  first?.setAttribute("tabindex", "-1");
  first?.focus();
}

/** Style sheets that no step before needed; a promise for each. */
function styles(page) {
  const known = addresses(document, "link[rel=stylesheet]", "href");
  const missing = addresses(page, "link[rel=stylesheet]", "href").filter((address) => !known.includes(address));
  return missing.map((href) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
    const loaded = new Promise((done) => {
      for (const type of ["load", "error"]) link.addEventListener(type, done);
    });
    document.head.append(link);
    return loaded;
  });
}

/** Its modules; those that are loaded already are not run again. */
function scripts(page) {
  return addresses(page, "script[type=module]", "src").map((address) => import(address).catch(() => {}));
}

function addresses(page, selector, name) {
  return [...page.querySelectorAll(selector)].map((part) => part.getAttribute(name));
}
