/**
 * <plan-point data-north data-south data-west data-east>: a map on which one point is set by a tap, moved by dragging
 * or by arrow keys (10 m, with Shift 100 m), and removed. The inputs `lat` and `lon` hold it in micro-degrees; "change"
 * is dispatched ("input" while dragging). With data-readonly only marks are shown. `marks` = [{lat, lon, number,
 * label}] may be set at any time.
 */

import { gestures } from "../gestures.js";
import { dragged, following, kept, moved, placeOf, pointAt, read, seen, under, WHOLE, zoomed } from "../plan.js";
import { digits, say } from "../words.js";

const STEP = 1.6;
const WAYS = {
  ArrowUp: [0, 1, "north"],
  ArrowDown: [0, -1, "south"],
  ArrowRight: [1, 0, "east"],
  ArrowLeft: [-1, 0, "west"],
};

class PlanPoint extends HTMLElement {
  #view = WHOLE;
  #point = null;
  #marks = [];

  connectedCallback() {
    if (this.frame) return;
    this.plan = Object.fromEntries(
      ["north", "south", "west", "east"].map((side) => [side, Number(this.dataset[side])]),
    );
    this.frame = this.querySelector(".plan-frame");
    this.pin = this.querySelector(".plan-pin");
    this.said = this.querySelector(".plan-said");
    const { width, height } = this.querySelector(".plan-size").viewBox.baseVal;
    this.#set(this.frame, { shape: width / height });
    this.fixed = "readonly" in this.dataset;
    [this.lat, this.lon] = ["lat", "lon"].map((name) => this.querySelector(`input[data-plan=${name}]`));
    if (!this.fixed) this.#fill(read(this.plan, this.lat.value, this.lon.value));
    this.#marks = [...this.querySelectorAll(".plan-mark")];
    this.addEventListener("click", ({ target }) => this.#press(target.closest("[data-press]")?.dataset.press));
    this.frame.addEventListener("keydown", (event) => this.#key(event));
    gestures(this.frame, {
      tap: (spot) => this.#put(under(this.#view, spot)),
      drag: (x, y) => this.#show(dragged(this.#view, x, y)),
      zoom: (times, spot) => this.#zoom(times, spot),
      carries: (target) => !this.fixed && Boolean(target.closest(".plan-pin")),
      carry: (x, y) => this.#carry(x, y),
      drop: () => this.#take(this.#point, say("plan_set")),
    });
    this.#show(this.#first());
  }

  /** Near the mark where `data-near` asks for it; else the whole, or where the point is. */
  #first() {
    const [mark] = this.#marks;
    if (this.dataset.near && mark) {
      const { lat, lon } = mark.dataset;
      return kept({ scale: Number(this.dataset.near), ...placeOf(this.plan, { lat: Number(lat), lon: Number(lon) }) });
    }
    return this.#point ? following(this.#view, placeOf(this.plan, this.#point)) : this.#view;
  }

  /** The point as {lat, lon} in micro-degrees, or null. */
  get point() {
    return this.#point;
  }

  set marks(list) {
    for (const mark of this.#marks) mark.remove();
    this.#marks = list.map(({ lat, lon, number, label }) => {
      const mark = document.createElement("span");
      mark.className = "plan-mark";
      Object.assign(mark.dataset, { lat, lon });
      mark.setAttribute("role", "img");
      mark.setAttribute("aria-label", label ?? "");
      mark.append(digits(number ?? ""));
      this.frame.append(mark);
      return mark;
    });
    this.#draw();
  }

  /** Scroll a point into view. */
  show(point) {
    this.#show(following(this.#view, placeOf(this.plan, point)));
  }

  #press(what) {
    if (what === "larger") this.#zoom(STEP);
    if (what === "smaller") this.#zoom(1 / STEP);
    if (what === "remove") this.#remove();
  }

  #zoom(times, spot) {
    const middle = this.#point && seen(this.#view, placeOf(this.plan, this.#point));
    const around =
      spot ?? (middle && middle.x > 0 && middle.x < 1 && middle.y > 0 && middle.y < 1 ? middle : undefined);
    const before = this.#view.scale;
    this.#show(zoomed(this.#view, times, around));
    return this.#view.scale !== before;
  }

  #key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const way = WAYS[event.key];
    if (event.key === "+" || event.key === "=") this.#zoom(STEP);
    else if (event.key === "-") this.#zoom(1 / STEP);
    else if (this.fixed) {
      if (!way) return;
      this.#show(dragged(this.#view, -way[0] / 8, way[1] / 8));
    } else if (way) this.#go(way, event.shiftKey ? 100 : 10);
    else if (event.key === "Enter" || event.key === " ") this.#point ?? this.#put(this.#view);
    else if (event.key === "Delete" || event.key === "Backspace") this.#remove();
    else return;
    event.preventDefault();
  }

  #go([east, north, word], metres) {
    if (!this.#point) return this.#put(this.#view);
    this.#take(moved(this.plan, this.#point, east * metres, north * metres), say(`plan_${word}`, { n: metres }));
    this.#show(following(this.#view, placeOf(this.plan, this.#point)));
  }

  #put(place) {
    if (!this.fixed) this.#take(pointAt(this.plan, place), say("plan_set"));
  }

  #carry(x, y) {
    const spot = seen(this.#view, placeOf(this.plan, this.#point));
    this.#take(pointAt(this.plan, under(this.#view, { x: spot.x + x, y: spot.y + y })), "", "input");
  }

  #remove() {
    if (this.#point) this.#take(null, say("plan_none"));
    this.frame.focus();
  }

  #fill(point) {
    this.#point = point;
    this.lat.value = point ? point.lat : "";
    this.lon.value = point ? point.lon : "";
  }

  #take(point, words, told = "change") {
    this.#fill(point);
    this.said.textContent = words;
    this.#draw();
    this.dispatchEvent(new Event(told, { bubbles: true }));
  }

  #show(view) {
    this.#view = view;
    this.#draw();
  }

  #draw() {
    const { scale, x, y } = this.#view;
    this.frame.toggleAttribute("data-enlarged", scale > 1);
    this.#set(this.querySelector(".plan-sheet"), { scale, x: 0.5 - x * scale, y: 0.5 - y * scale });
    for (const mark of this.#marks) this.#stand(mark, { lat: Number(mark.dataset.lat), lon: Number(mark.dataset.lon) });
    if (this.fixed) return;
    this.pin.hidden = !this.#point;
    this.querySelector("[data-press=remove]").hidden = !this.#point;
    if (this.#point) this.#stand(this.pin, this.#point);
  }

  #stand(mark, point) {
    const spot = seen(this.#view, placeOf(this.plan, point));
    mark.hidden = spot.x < 0 || spot.x > 1 || spot.y < 0 || spot.y > 1;
    this.#set(mark, spot);
  }

  #set(element, values) {
    for (const [name, value] of Object.entries(values)) element.style.setProperty(`--${name}`, value);
  }
}

customElements.define("plan-point", PlanPoint);
