/** Everything the page of a ticket on a phone runs. */

import "../elements/visitor-ticket.js";
