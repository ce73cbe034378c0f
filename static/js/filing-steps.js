/**
 * The steps of a citizen's form as entries of the browser's history: Back, Forward and reload show the step of their
 * entry with everything that was typed. Each step comes from the server by the form itself, which works without this.
 */

import { keep, kept, setFiled } from "./filing-draft.js";
import { ask, show } from "./step-page.js";
import { moved } from "./step-trail.js";
import { say } from "./words.js";

/** Milliseconds after which the page says that it waits. */
const SOON = 500;

/** The form's key in the history, the steps of its entries up to the shown one, and the request on its way. */
let id;
let trail;
let request = null;
let isLeaving = false;

const form = () => document.querySelector("#filing");
const field = (name) => form().elements[name].value;
const pathOf = (address) => new URL(address, location.href).pathname;

addEventListener("submit", onSubmit, { capture: true });
addEventListener("popstate", ({ state }) => onTravel(state));
addEventListener("click", onLink);
// Restored as it was left, after the message was filed: the new page says so.
addEventListener("pageshow", ({ persisted }) => persisted && isLeaving && location.reload());
for (const type of ["input", "change"]) addEventListener(type, ({ target }) => form().contains(target) && onTyping());

start();

async function start() {
  const draft = kept();
  if (!draft || !isReturn(draft)) return begin();
  if (!draft.filed) return restore(draft);
  begin();
  form().before(note("done", say("step_filed")));
}

/** Whether the browser came back to the form of this draft. An entry whose page was left before it ran has no state. */
function isReturn(draft) {
  const { state } = history;
  if (state) return state.id === draft.id;
  return draft.kind === field("kind") && performance.getEntriesByType("navigation")[0]?.type === "back_forward";
}

function begin() {
  id = field("request_key");
  trail = [field("step")];
  const posted = location.pathname !== pathOf(form().dataset.start); // the script was late for an earlier step
  store();
  if (posted) keep(id, form());
}

async function restore(draft) {
  id = draft.id;
  trail = history.state?.trail ?? [field("step")];
  const body = new FormData();
  for (const [name, value] of [...draft.fields, ["csrf_token", field("csrf_token")]]) body.append(name, value);
  const answer = await send(form().dataset.steps, still(body, trail.at(-1)));
  if (answer?.page) return arrive([...trail.slice(0, -1), field("step")]);
  if (!answer?.words) return;
  form().inert = true; // the draft is not overwritten
  form().before(note("problem", say("step_waits")));
}

/** A press of a button of the form; buttons that lead elsewhere, such as "Me too", are the browser's. */
async function onSubmit(event) {
  const { target, submitter } = event;
  if (!submitter || target !== form()) return;
  const address = submitter.getAttribute("formaction") ?? target.getAttribute("action");
  const shows = pathOf(address) === pathOf(target.dataset.steps);
  if (!shows && submitter.hasAttribute("formaction")) return;
  event.preventDefault();
  if (request) return;
  const body = new FormData(target);
  if (submitter.name) body.set(submitter.name, submitter.value);
  const answer = await send(address, body, !shows);
  if (answer?.page) record(field("step"));
  else if (answer?.words) refuse(answer.words, submitter);
}

/** The browser went to another entry of this form. */
async function onTravel(state) {
  if (!state?.trail) return store(); // an entry that a link inside the page made
  const back = trail.length - state.trail.length;
  if (request?.isFiling) return travel(back); // the message is being filed
  const step = state.trail.at(-1);
  if (step === field("step")) {
    trail = state.trail;
    return end();
  }
  const answer = await send(form().dataset.steps, still(new FormData(form()), step));
  if (answer?.page) return arrive([...state.trail.slice(0, -1), field("step")]);
  if (!answer?.words) return;
  travel(back);
  refuse(answer.words);
}

/** While a step is on its way, or could not be had, what is shown is not what was typed last. */
function onTyping() {
  if (!request && !form().inert) keep(id, form());
}

/** The form as a request for this step, unchecked. */
function still(body, step) {
  body.set("step", step);
  body.set("go", "stay");
  return body;
}

/** One request at a time, the newest. Resolves to null when another took its place, or when the page is being left. */
async function send(address, body, isFiling = false) {
  request?.controller.abort();
  const own = { isFiling, controller: new AbortController() };
  if (!request) wait();
  request = own;
  const answer = await ask(address, body, own.controller);
  if (request !== own) return null;
  if (answer.moved) return leave(answer.moved, isFiling);
  if (answer.page) await show(answer.page);
  if (request !== own) return null;
  end();
  if (answer.page) keep(id, form());
  return answer;
}

/** To the page that the server names. A filed message takes the place of its last step. */
function leave(address, filed) {
  isLeaving = true;
  if (filed) setFiled(id, form());
  if (filed) location.replace(address);
  else location.assign(address);
  return null;
}

function wait() {
  for (const old of document.querySelectorAll("[data-step-note]")) old.remove();
  form().dispatchEvent(new Event("deskq:sending", { bubbles: true }));
  document.querySelector("main").inert = true;
  const line = Object.assign(document.createElement("p"), { className: "voice-wait" });
  line.setAttribute("role", "status");
  document.body.append(line);
  setTimeout(() => line.append(say("file_sending")), SOON);
}

function end() {
  if (!request) return;
  request.controller.abort();
  request = null;
  document.querySelector("main").inert = false;
  for (const line of document.querySelectorAll(".voice-wait")) line.remove();
}

/** Says that nothing came of it, beside the buttons; everything typed is still there. */
function refuse(words, pressed) {
  form().dispatchEvent(new Event("deskq:unsent", { bubbles: true }));
  const said = note("problem", words);
  document.querySelector(".voice-ways").before(said);
  said.scrollIntoView({ block: "center" });
  pressed?.focus({ preventScroll: true });
}

function note(kind, words) {
  const made = Object.assign(document.createElement("p"), { className: "note", textContent: words });
  Object.assign(made.dataset, { kind, stepNote: "" });
  made.setAttribute("role", kind === "problem" ? "alert" : "status");
  return made;
}

/** The shown step gets its place in the history. */
function record(step) {
  const place = moved(trail, step);
  trail = place.trail;
  if (place.by === null) history.pushState({ id, trail }, "", address());
  else if (place.by === 0) store();
  else travel(place.by);
}

function arrive(steps) {
  trail = steps;
  store();
}

function store() {
  history.replaceState({ id, trail }, "", address());
}

/** `go(0)` would reload the page. */
function travel(by) {
  if (by) history.go(by);
}

/** A GET address that begins this form in the shown language; the present one where it does. */
function address() {
  const [here, first] = [location.href, form().dataset.start].map((one) => new URL(one, location.href));
  const same = here.pathname === first.pathname && here.searchParams.get("lang") === first.searchParams.get("lang");
  return same ? here.href : first.href;
}

/** A link to a wrong field makes no entry of its own. */
function onLink(event) {
  const link = event.target.closest?.('a[href^="#"]');
  if (!link || event.defaultPrevented) return;
  event.preventDefault();
  location.replace(link.href);
  store();
}
