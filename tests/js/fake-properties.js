/** Properties of elements of fake-dom.js that are attributes. */

const TEXTS = ["id", "type", "name", "lang", "dir", "src", "role"];
const SWITCHES = ["hidden", "open", "disabled", "checked"];

export function addProperties(prototype) {
  for (const name of TEXTS)
    Object.defineProperty(prototype, name, {
      get() {
        return this.getAttribute(name) ?? "";
      },
      set(value) {
        this.setAttribute(name, value);
      },
    });
  for (const name of SWITCHES)
    Object.defineProperty(prototype, name, {
      get() {
        return this.hasAttribute(name);
      },
      set(on) {
        this.toggleAttribute(name, Boolean(on));
      },
    });
  Object.defineProperty(prototype, "className", {
    set(name) {
      this.setAttribute("class", name);
    },
  });
}
