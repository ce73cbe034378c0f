/** <here-button>: asks the phone where it is and sends that with the form around it. Not shown without scripts. */

const WAY = { enableHighAccuracy: true, timeout: 15_000, maximumAge: 0 };

class HereButton extends HTMLElement {
  connectedCallback() {
    this.querySelector("[data-asks]").addEventListener("click", () => this.#ask());
  }

  #ask() {
    this.#problem(false);
    if (!navigator.geolocation) return this.#problem(true);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => this.#send(coords),
      () => this.#problem(true),
      WAY,
    );
  }

  #send(coords) {
    const form = this.querySelector("form");
    for (const name of ["latitude", "longitude", "accuracy"]) form.elements[name].value = coords[name];
    form.requestSubmit();
  }

  #problem(shown) {
    const place = this.querySelector("[data-refused]");
    place.textContent = shown ? place.dataset.words : "";
  }
}

customElements.define("here-button", HereButton);
