/** <elapsed-time data-since="RFC 3339" data-own>06:12</elapsed-time>: elapsed time on the server's clock. */

import { moment } from "../freshness.js";
import { stopwatch } from "../words.js";
import { Ticking } from "./ticking.js";

class ElapsedTime extends Ticking {
  static observedAttributes = ["data-since"];

  tick(now) {
    this.write(stopwatch((now - moment(this.dataset.since)) / 1000));
  }
}

customElements.define("elapsed-time", ElapsedTime);
