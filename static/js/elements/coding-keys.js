/**
 * <coding-keys>: a letter chooses a root cause while the focus is in its form; Enter then saves. The save button has
 * the focus from the start, and the page stays at its top.
 */

class CodingKeys extends HTMLElement {
  connectedCallback() {
    const form = this.closest("form");
    const save = form.querySelector("button[data-kind=main]");
    form.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches("select")) return;
      const radio = this.querySelector(`[data-key="${letter(event.code)}"]`);
      if (!radio) return;
      event.preventDefault();
      radio.checked = true;
      radio.dispatchEvent(new Event("change", { bubbles: true }));
      radio.scrollIntoView({ block: "nearest" });
      save.focus({ preventScroll: true });
    });
    save.focus({ preventScroll: true });
  }
}

/** The Latin letter on a key whatever the layout: "KeyA" is a on a Persian keyboard too. */
function letter(code) {
  return code.startsWith("Key") ? code.slice(3).toLowerCase() : "";
}

customElements.define("coding-keys", CodingKeys);
