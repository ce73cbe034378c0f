/** <more-below>: under a part that scrolls (its previous element sibling): a button while more of it lies below. */

const SLACK = 8; // px that hide nothing

class MoreBelow extends HTMLElement {
  #drawn = 0;

  connectedCallback() {
    const check = () => this.#soon();
    this.addEventListener("click", () => this.#scroll());
    this.parentElement.addEventListener("scroll", check, { capture: true, passive: true });
    addEventListener("resize", check);
    new MutationObserver(check).observe(this.parentElement, { childList: true, subtree: true });
    new MutationObserver(check).observe(document.documentElement, { attributes: true });
    document.fonts.ready.then(check);
    check();
  }

  #soon() {
    cancelAnimationFrame(this.#drawn);
    this.#drawn = requestAnimationFrame(() => {
      const { scrollHeight, scrollTop, clientHeight } = this.previousElementSibling;
      const own = this.hidden ? 0 : this.offsetHeight;
      this.hidden = scrollHeight - scrollTop - clientHeight - own <= SLACK;
    });
  }

  #scroll() {
    const part = this.previousElementSibling;
    part.scrollBy({ top: part.clientHeight * 0.8, behavior: "smooth" });
  }
}

customElements.define("more-below", MoreBelow);
