/** Everything a kiosk page runs. */

import "../elements/kiosk-shell.js";
import "../print-trial.js";
