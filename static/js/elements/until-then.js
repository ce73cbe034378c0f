/**
 * <until-then data-until="RFC 3339">…</until-then>: its content is available until then (the "undo" button); afterwards
 * it has `data-kept-over` and the style sheet hides it. <until-then data-until="…" data-count data-own>04:20</until-
 * then>: the time left, afterwards the text of `data-over`.
 */

import { moment } from "../freshness.js";
import { stopwatch } from "../words.js";
import { Ticking } from "./ticking.js";

class UntilThen extends Ticking {
  static observedAttributes = ["data-until"];

  tick(now) {
    const left = (moment(this.dataset.until) - now) / 1000;
    this.toggleAttribute("data-kept-over", left <= 0);
    if ("count" in this.dataset) this.write(left > 0 ? stopwatch(Math.ceil(left)) : (this.dataset.over ?? ""));
  }
}

customElements.define("until-then", UntilThen);
