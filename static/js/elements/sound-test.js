/** <sound-test data-cue>: its button rings and speaks a test call as the lobby board does, and says what was heard. */

import { Loudspeaker } from "../loudspeaker.js";

class SoundTest extends HTMLElement {
  connectedCallback() {
    const caption = this.querySelector("[data-caption]");
    this.speaker = new Loudspeaker({ caption: ({ text }) => caption.replaceChildren(text) });
    this.querySelector("button").addEventListener("click", () => this.#play());
  }

  async #play() {
    const heard = await this.speaker.wake();
    this.dataset.sound = heard ? "on" : "off";
    await this.speaker.tell(JSON.parse(this.dataset.cue));
    this.dataset.played = "";
  }
}

customElements.define("sound-test", SoundTest);
