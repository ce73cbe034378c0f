/**
 * Results that were entered on this phone and have to reach the server: each once, in the order in which they were
 * entered, its photos after it. Pure except for what is passed in.
 *
 * A record: {key, person, tour, stop, fields, notedAt, photos: [{key, blob, sent, problem}], sent, standing, said,
 * problem}. The keys are made on the phone; the server stores the same key once.
 */

const WEEK = 7 * 24 * 3600 * 1000;
/** What became of a sending. */
export const DONE = "done";
export const AWAY = "away";
export const SIGN_IN = "sign-in";

/** "waits", "refused", "photos" (the result is sent, photos wait), "photo-refused" or "sent". */
export function stateOf(record) {
  if (!record.sent) return record.problem ? "refused" : "waits";
  if (record.photos.some((photo) => !photo.sent && !photo.problem)) return "photos";
  return record.photos.some((photo) => photo.problem) ? "photo-refused" : "sent";
}

/** {results, photos} that still wait. */
export function waiting(records) {
  const open = (photo) => !photo.sent && !photo.problem;
  return {
    results: records.filter((record) => stateOf(record) === "waits").length,
    photos: records
      .filter((record) => stateOf(record) !== "refused")
      .reduce((sum, { photos }) => sum + photos.filter(open).length, 0),
  };
}

export class Outbox {
  #sending = null;

  /**
   * `store` {all, put, remove}; `transport` {result(record), photo(record, photo)}, each resolving to {state: "ok",
   * standing, said}, {state: "refused", said}, {state: "away"} or {state: "sign-in"}; `person` whose records are sent;
   * `changed(records)` is called after each step.
   */
  constructor({ store, transport, person, changed = () => {}, now = () => Date.now() }) {
    Object.assign(this, { store, transport, person, changed, now });
  }

  /** Keep a record; resolves when the browser has stored it, and throws where it cannot. */
  async add(record) {
    await this.store.put({ ...record, person: this.person, sent: false, standing: "", said: "", problem: "" });
    await this.tell();
  }

  async records() {
    const all = await this.store.all();
    return all.sort((one, other) => one.notedAt - other.notedAt);
  }

  async tell() {
    this.changed(await this.records());
  }

  /** Send what waits; a second call while one runs waits for the same. Resolves to DONE, AWAY or SIGN_IN. */
  send() {
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = null;
    });
    return this.#sending;
  }

  /** Try a refused result, or refused photos, once more. */
  async again(key) {
    const record = (await this.records()).find((one) => one.key === key);
    if (!record) return;
    record.problem = "";
    for (const photo of record.photos) photo.problem = "";
    await this.store.put(record);
    await this.tell();
  }

  /** Forget what was sent a week ago. */
  async prune() {
    for (const record of await this.records()) {
      if (stateOf(record) === "sent" && record.notedAt < this.now() - WEEK) await this.store.remove(record.key);
    }
  }

  async #sendAll() {
    for (const record of await this.records()) {
      if (record.person !== this.person) continue;
      const left = await this.#sendOne(record);
      if (left !== DONE) return left;
    }
    return DONE;
  }

  async #sendOne(record) {
    if (stateOf(record) === "waits") {
      const answer = await this.transport.result(record);
      if (answer.state === AWAY || answer.state === SIGN_IN) return answer.state;
      if (answer.state === "ok") Object.assign(record, { sent: true, standing: answer.standing, said: answer.said });
      else record.problem = answer.said;
      await this.#keep(record);
    }
    for (const photo of record.sent ? record.photos : []) {
      if (photo.sent || photo.problem) continue;
      const answer = await this.transport.photo(record, photo);
      if (answer.state === AWAY || answer.state === SIGN_IN) return answer.state;
      if (answer.state === "ok") Object.assign(photo, { sent: true, blob: null });
      else photo.problem = answer.said;
      await this.#keep(record);
    }
    return DONE;
  }

  async #keep(record) {
    await this.store.put(record);
    await this.tell();
  }
}
