/** <print-page>: its button prints the page. */

class PrintPage extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      if (event.target.closest("button")) document.fonts.ready.then(() => print());
    });
  }
}

customElements.define("print-page", PrintPage);
