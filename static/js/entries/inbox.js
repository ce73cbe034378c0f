/** Everything the page of the inbox runs. */

import "../elements/alert-notices.js";
import "../elements/inbox-list.js";
