/** Puts a state together that came in parts: what a screen has from its last state is only named. Pure. */

export class Parts {
  #held = new Map();

  /**
   * `parts` is a list of names, and of pairs of a name and its HTML. Returns the whole HTML, or null when a part is
   * named that the last state did not have.
   */
  join(parts) {
    const named = parts.map((part) => (typeof part === "string" ? [part, this.#held.get(part)] : part));
    if (named.some(([, html]) => html === undefined)) return null;
    this.#held = new Map(named);
    return named.map(([, html]) => html).join("");
  }
}
