/** Watches whether the connection of one Socket.IO socket is alive. Independent of the page. */

/** The server pings every 4 s and gives up after 4 s more: a longer silence means a lost connection. */
export const SILENCE = 8500;
const JOINING = 3000;
const ANSWER = 3000;
const CHECK = 500;
const SLEPT = 10_000;
/** When a refused `watch` is repeated: the server is starting, or the rate limit was reached. */
const AGAIN = { refused: () => spread(5000), "too-often": () => 2000 };
/** The longest pause before the next attempt to connect. */
const REDIAL = 1000;
const ATTEMPT = 1500;
/**
 * Each attempt in a row waits longer, up to so many times: a server to which a whole hall comes back is slow, and those
 * who give up and begin anew make it slower, without end.
 */
const MOST_PATIENT = 3;

/** A pause of at most `ms`, another for each screen: those that lost their server together do not come back together. */
const spread = (ms) => Math.round(ms * (0.2 + 0.8 * Math.random()));

/**
 * Events: `up`; `down` with `.silence` (ms since the last packet) and `.reason`. A connection that was never up is down
 * after three seconds. `hello()` returns the payload of `watch` on every connect.
 */
export class Line extends EventTarget {
  #heard;
  #checked;
  #timer;
  #asking;
  #anew = false;
  #again;
  /** Attempts to connect since the line was up. */
  #failed = 0;
  state = "joining";

  constructor(socket, hello, { now = () => performance.now(), wall = () => Date.now() } = {}) {
    super();
    Object.assign(this, { socket, hello, now, wall });
    this.#heard = now();
    this.#checked = wall();
    socket.on("connect", () => this.#watch());
    socket.on("disconnect", (reason) => this.#lost(reason));
    socket.onAny(() => this.hear());
    socket.io.on("ping", () => this.hear());
    socket.io.on("reconnect_attempt", () => this.#attempt());
    this.#attempt();
  }

  start() {
    this.socket.connect();
    this.#timer = setInterval(() => this.check(), CHECK);
  }

  stop() {
    clearInterval(this.#timer);
    clearTimeout(this.#again);
    this.socket.disconnect();
  }

  /** Any packet from the server counts. */
  hear() {
    this.#heard = this.now();
  }

  check() {
    const silence = this.now() - this.#heard;
    const slept = this.wall() - this.#checked > SLEPT;
    this.#checked = this.wall();
    if (this.state === "joining" && silence > JOINING) this.#fall("unreachable");
    if (this.state !== "up") return;
    if (silence > SILENCE) this.redial("silence");
    else if (slept) this.ask();
  }

  /**
   * After sleep (a closed lid, a hidden tab) a dead connection may look alive: watch again, or reconnect without an
   * answer.
   */
  ask() {
    if (this.state === "down") this.redial("woken");
    else if (this.socket.connected && !this.#asking) this.#watch();
  }

  /** What was sent cannot be shown. While an answer is awaited, which may be older than that, ask again after it. */
  askAnew() {
    if (this.#asking) this.#anew = true;
    else this.ask();
  }

  /** Drop a possibly dead connection and reconnect at once. */
  redial(reason) {
    this.#fall(reason);
    this.#attempt();
    this.socket.disconnect().connect();
  }

  async #watch() {
    this.hear();
    clearTimeout(this.#again);
    this.#anew = false;
    const asking = this.socket.timeout(ANSWER * this.#patience).emitWithAck("watch", this.hello());
    this.#asking = asking;
    try {
      const answer = await asking;
      if (answer?.ok) this.#rise();
      else this.#refused(answer?.type);
    } catch {
      // No answer in time. If the socket broke meanwhile it is already reconnecting; else it must.
      if (this.socket.connected && this.#asking === asking) this.redial("unanswered");
    } finally {
      if (this.#asking === asking) this.#asking = undefined;
    }
    if (this.#anew) this.ask();
  }

  /**
   * The server refuses `watch`: repeat it now and then, it may be starting. When the rate limit was reached, a screen
   * that is up stays up: it is watching already.
   */
  #refused(type = "refused") {
    if (type !== "too-often") this.#fall(type);
    this.#again = setTimeout(() => this.socket.connected && this.#watch(), (AGAIN[type] ?? AGAIN.refused)());
  }

  #lost(reason) {
    this.#asking = undefined;
    clearTimeout(this.#again);
    this.#fall(reason);
    // Socket.IO reconnects by itself, except when the server closed on purpose.
    if (reason === "io server disconnect") this.#again = setTimeout(() => this.socket.connect(), spread(REDIAL));
  }

  /**
   * How long Socket.IO waits for this connection and before the next. Its own pauses, which grow to a limit, are the same
   * for all screens once they reached it.
   */
  #attempt() {
    this.#failed += 1;
    const pause = spread(REDIAL);
    this.socket.io.timeout(ATTEMPT * this.#patience);
    this.socket.io.reconnectionDelay(pause);
    this.socket.io.reconnectionDelayMax(pause);
  }

  get #patience() {
    return Math.min(Math.max(this.#failed, 1), MOST_PATIENT);
  }

  #rise() {
    this.hear();
    this.#failed = 0;
    if (this.state === "up") return;
    this.state = "up";
    this.dispatchEvent(new Event("up"));
  }

  #fall(reason) {
    if (this.state === "down") return;
    this.state = "down";
    this.dispatchEvent(Object.assign(new Event("down"), { silence: this.now() - this.#heard, reason }));
  }
}
