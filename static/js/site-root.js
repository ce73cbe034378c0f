/** What addresses of this page's office begin with: "/o/north" where there are several offices, else nothing. */

export function siteRoot() {
  return globalThis.document?.querySelector?.('meta[name="root"]')?.content ?? "";
}
