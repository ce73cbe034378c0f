/** Time that tests move: `setTimeout`, `setInterval` and `performance.now` of the page. Import it before the modules. */

let now = 0;
let last = 0;
const due = new Map();

function begin(run, wait, every) {
  last += 1;
  due.set(last, { run, at: now + wait, every });
  return last;
}

/** Lets time pass, and runs what is due meanwhile in its order. */
export function pass(ms) {
  const until = now + ms;
  for (;;) {
    const [id, next] = [...due].sort(([, one], [, other]) => one.at - other.at)[0] ?? [];
    if (!next || next.at > until) break;
    now = Math.max(now, next.at);
    if (next.every) next.at = now + next.every;
    else due.delete(id);
    next.run();
  }
  now = until;
}

/** Nothing is due any more, and the time is 0 again. */
export function restart() {
  now = 0;
  due.clear();
}

performance.now = () => now;
Object.assign(globalThis, {
  setTimeout: (run, wait = 0) => begin(run, wait),
  setInterval: (run, wait) => begin(run, wait, wait),
  clearTimeout: (id) => due.delete(id),
  clearInterval: (id) => due.delete(id),
});
