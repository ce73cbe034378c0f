/**
 * <jalali-day data-open data-before data-after data-close><input></jalali-day>: a date field with a date picker. Arrow
 * keys move by days and weeks, Page Up and Page Down by months; typed text is not changed.
 */

import { jalali, later, moment, parse, shape, write } from "../jalali.js";
import { digits, language } from "../words.js";

const DAY = 86_400_000;
const locale = () => (language() === "fa" ? "fa-IR-u-ca-persian" : "en-u-ca-persian");
const named = (options, ms) => new Intl.DateTimeFormat(locale(), { ...options, timeZone: "UTC" }).format(ms);

function make(tag, attributes = {}, ...inside) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...inside);
  return element;
}

function sign(name) {
  const href = document.querySelector("svg.icon use").getAttribute("href").split("#")[0];
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${href}#${name}`);
  svg.append(use);
  return svg;
}

class JalaliDay extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("input");
    this.append(this.#button("open", "calendar", () => this.#open()));
  }

  #button(word, picture, press) {
    const button = make(
      "button",
      { type: "button", class: "day-button", "aria-label": this.dataset[word] },
      sign(picture),
    );
    button.addEventListener("click", press);
    return button;
  }

  #open() {
    this.dialog = make("dialog", { class: "dialog day-dialog", "aria-label": this.dataset.open });
    this.dialog.addEventListener("close", () => this.dialog.remove());
    this.dialog.addEventListener("click", ({ target }) => target === this.dialog && this.dialog.close());
    this.dialog.addEventListener("keydown", (event) => this.#walk(event));
    document.body.append(this.dialog);
    this.#show(parse(this.field.value) ?? jalali(Date.now()));
    this.dialog.showModal();
    this.#focus();
  }

  #show(day) {
    this.day = day;
    const rtl = language() === "fa";
    const [before, after] = rtl ? ["arrow-right", "arrow-left"] : ["arrow-left", "arrow-right"];
    const head = make(
      "div",
      { class: "day-head" },
      this.#button("before", before, () => this.#go(-1)),
      make(
        "p",
        { class: "day-title", "aria-live": "polite" },
        named({ month: "long" }, moment(day)),
        ` ${digits(day.year)}`,
      ),
      this.#button("after", after, () => this.#go(1)),
      this.#button("close", "x", () => this.dialog.close()),
    );
    this.dialog.replaceChildren(head, this.#month(day));
  }

  #month(day) {
    const { length, starts } = shape(day);
    const saturday = moment(day) - ((moment(day) / DAY + 5) % 7) * DAY;
    const heads = Array.from({ length: 7 }, (_, n) =>
      make("span", { class: "day-name", "aria-hidden": "true" }, named({ weekday: "narrow" }, saturday + n * DAY)),
    );
    const days = Array.from({ length }, (_, n) => this.#choice({ ...day, day: n + 1 }));
    days[0].style.setProperty("grid-column-start", starts + 1);
    return make("div", { class: "day-month" }, ...heads, ...days);
  }

  #choice(day) {
    const here = day.day === this.day.day;
    const words = named({ weekday: "long", day: "numeric", month: "long" }, moment(day));
    const button = make(
      "button",
      { type: "button", class: "day-choice", tabindex: here ? 0 : -1, "aria-label": words },
      digits(day.day),
    );
    if (here) button.setAttribute("aria-current", "date");
    button.addEventListener("click", () => this.#take(day));
    return button;
  }

  #take(day) {
    this.field.value = digits(write(day));
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
    this.dialog.close();
    this.field.focus();
  }

  #go(months) {
    const month = later(this.day, months);
    this.#show({ ...month, day: Math.min(this.day.day, shape(month).length) });
    this.#focus();
  }

  #walk(event) {
    const forward = language() === "fa" ? "ArrowLeft" : "ArrowRight";
    const back = language() === "fa" ? "ArrowRight" : "ArrowLeft";
    const days = { [forward]: 1, [back]: -1, ArrowDown: 7, ArrowUp: -7 }[event.key];
    const months = { PageDown: 1, PageUp: -1 }[event.key];
    if (!days && !months) return;
    event.preventDefault();
    if (months) return this.#go(months);
    this.#show(jalali(moment(this.day) + days * DAY));
    this.#focus();
  }

  #focus() {
    this.dialog.querySelector("[aria-current]").focus();
  }
}

customElements.define("jalali-day", JalaliDay);
