/** The button of the test page: prints what a kiosk would print, as often as it is pressed. */

import { printOnce } from "./print-ticket.js";

const button = document.querySelector("[data-print]");
button.hidden = false;
button.addEventListener("click", () => printOnce(`test ${performance.now()}`, document.querySelector(".paper")));
