/**
 * <wall-clock data-zone="Asia/Tehran" data-shows="hour|date" data-own>۱۰:۴۲</wall-clock>: the time in the office's
 * zone.
 */

import { hour, language, writtenDate } from "../words.js";
import { Ticking } from "./ticking.js";

class WallClock extends Ticking {
  static observedAttributes = ["data-zone"];

  tick(now) {
    const write = this.dataset.shows === "date" ? writtenDate : hour;
    this.write(write(now, language(), this.dataset.zone));
  }
}

customElements.define("wall-clock", WallClock);
