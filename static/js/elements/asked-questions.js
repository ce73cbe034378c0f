/**
 * <asked-questions>: shows a question with `data-when` and `data-is` only while the question before it has that answer;
 * what is not shown is not sent.
 */

class AskedQuestions extends HTMLElement {
  connectedCallback() {
    this.addEventListener("input", () => this.#follow());
    this.#follow();
  }

  #follow() {
    for (const part of this.querySelectorAll("[data-when]")) {
      const asked = this.#answer(part.dataset.when) === part.dataset.is;
      part.hidden = !asked;
      for (const field of part.querySelectorAll("input")) field.disabled = !asked;
    }
  }

  /** Of a question that is shown; in the order of the page, so that a condition may depend on a condition. */
  #answer(name) {
    const fields = [...this.querySelectorAll(`[name="${CSS.escape(name)}"]`)].filter((field) => !field.disabled);
    return fields.find((field) => field.checked || field.type !== "radio")?.value ?? "";
  }
}

customElements.define("asked-questions", AskedQuestions);
