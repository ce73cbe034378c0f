/** The `dataset` of an element of fake-dom.js: its attributes that begin with data-. */

const kebab = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const camel = (name) => name.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());

export function dataOf(owner) {
  return new Proxy(
    {},
    {
      get: (_, name) => owner.getAttribute(`data-${kebab(name)}`) ?? undefined,
      set(_, name, value) {
        owner.setAttribute(`data-${kebab(name)}`, value);
        return true;
      },
      has: (_, name) => owner.hasAttribute(`data-${kebab(name)}`),
      deleteProperty(_, name) {
        owner.removeAttribute(`data-${kebab(name)}`);
        return true;
      },
      ownKeys: () =>
        owner.attributes.filter(({ name }) => name.startsWith("data-")).map(({ name }) => camel(name.slice(5))),
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
    },
  );
}
