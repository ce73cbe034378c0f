/** Everything the page of a tour on a phone runs. */

import "../elements/file-pick.js";
import "../elements/inspection-tour.js";
import "../elements/plan-point.js";
