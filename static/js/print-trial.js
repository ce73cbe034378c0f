/** Prints the test page of the set-up with the browser of this kiosk, and says so. */

import { printOnce } from "./print-ticket.js";
import { answerTrial, trialAddress } from "./trial.js";

const PATIENCE = 4000;
/** Milliseconds: the pause before the next look whether a visitor is gone. */
const PAUSE = 1000;
/** Milliseconds for which the paper stays in the page, for browsers that print a moment later. */
const PRINTING = 5000;

document.addEventListener("deskq:trial", ({ target, detail }) => tryToPrint(target, detail));

/** The test page waits until the kiosk shows no ticket and nothing is under way. */
function tryToPrint(kiosk, trial) {
  const main = kiosk.querySelector("main");
  const busy = kiosk.getAttribute("aria-busy") === "true" || main.querySelector(".paper");
  if (busy) setTimeout(() => tryToPrint(kiosk, trial), PAUSE);
  else printTrial(trial, main);
}

/** Where something fails the trial stays without an answer, and the set-up says so. */
async function printTrial(trial, main) {
  try {
    const answer = await fetch(trialAddress(trial), { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const paper = document.adoptNode(page.querySelector(".paper"));
    main.append(paper);
    setTimeout(() => paper.remove(), PRINTING);
    await printOnce(`trial ${trial.call}`, paper);
  } catch {
    return;
  }
  await answerTrial(trial, "printed");
}
