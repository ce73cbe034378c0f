/** Why the wait shown on a phone has jumped: what changed between two states of its ticket. Pure. */

/** Smaller changes, in minutes or as a share of the wait before, need no explanation. */
export const MINUTES = 5;
export const SHARE = 0.3;

/** So long the explanation stays, in ms, if it is still true. */
export const STAYS = 10 * 60_000;

/** From the data attributes of a ticket: {most: minutes or null, ahead, staffing: {number: "open" or "break"}}. */
export function waitOf({ most, ahead, staffing = "" }) {
  const counters = staffing.split(" ").filter(Boolean);
  return {
    most: most ? Number(most) : null,
    ahead: Number(ahead || 0),
    staffing: Object.fromEntries(counters.map((one) => one.split(":"))),
  };
}

/**
 * The key of the words that explain the change, and the number of the counter; null when the wait has not jumped. A
 * wait that becomes unknown says by itself that no counter is open.
 */
export function whyChanged(before, now) {
  if (before?.most == null || now.most == null) return null;
  const more = now.most - before.most;
  if (Math.abs(more) < Math.max(MINUTES, SHARE * before.most)) return null;
  return more > 0 ? longer(before, now) : shorter(before, now);
}

/** What to say now: why the wait has just jumped, else what was said, while it is true and not too old. */
export function explanation({ wait, why }, now, at) {
  const fresh = whyChanged(wait, now);
  if (fresh) return { ...fresh, at };
  return why && at - why.at < STAYS && holds(why, now) ? why : null;
}

function holds({ key, n }, { staffing }) {
  if (key === "wait_break") return staffing[n] === "break";
  return key !== "wait_closed" || !(n in staffing);
}

function longer(before, now) {
  for (const [n, was] of Object.entries(before.staffing)) {
    if (was !== "open" || now.staffing[n] === "open") continue;
    return { key: now.staffing[n] === "break" ? "wait_break" : "wait_closed", n };
  }
  return { key: now.ahead > before.ahead ? "wait_ahead" : "wait_longer" };
}

function shorter(before, now) {
  const opened = Object.keys(now.staffing).find((n) => now.staffing[n] === "open" && before.staffing[n] !== "open");
  return opened ? { key: "wait_opened", n: opened } : { key: "wait_shorter" };
}
