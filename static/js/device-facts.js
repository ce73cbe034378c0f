/** What a device says of itself when it begins to watch: the version of its page, and its battery where it is told. */

const DEVICES = ["kiosk", "lobby", "tablet", "hall"];
const STEP = 5; // percent
const version = /^https?:\/\/[^/]+\/static\/([\w-]+)\//.exec(import.meta.url)?.[1];

export class DeviceFacts {
  #battery;
  #told;
  #asked = false;

  /** `changed` is called when the charge has changed by five percent. */
  constructor(screen, changed) {
    this.speaks = DEVICES.includes(screen);
    if (this.speaks) this.#follow(changed);
  }

  /** The fields of `watch`. */
  get fields() {
    if (!this.speaks) return {};
    this.#asked = true;
    this.#told = this.#charge;
    return { ...(version && { page: version }), ...(this.#told !== undefined && { battery: this.#told }) };
  }

  get #charge() {
    return this.#battery && Math.round(this.#battery.level * 100);
  }

  async #follow(changed) {
    this.#battery = await globalThis.navigator?.getBattery?.().catch(() => undefined);
    if (!this.#battery) return;
    if (this.#asked) changed();
    this.#battery.addEventListener("levelchange", () => Math.abs(this.#charge - this.#told) >= STEP && changed());
  }
}
