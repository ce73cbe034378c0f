"""The texts of the lobby board as they are drawn."""

from playwright.sync_api import Page

from tests.e2e.visitor_steps import live

FONTS = "async () => { await document.fonts.ready; return document.fonts.status === 'loaded'; }"
#: Every text that is seen: [its part, size of its type, whether it is cut or lies outside its place]. What is drawn of
#: each word, with the marks above and below its letters, is measured on a canvas.
TEXTS = """() => {
  const pen = document.createElement("canvas").getContext("2d");
  const found = [];
  const walker = document.createTreeWalker(document.querySelector("lobby-board"), NodeFilter.SHOW_TEXT);
  const drawn = (node, start, word, style) => {
    const range = document.createRange();
    range.setStart(node, start);
    range.setEnd(node, start + word.length);
    const { top, left, right } = range.getBoundingClientRect();
    pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const ink = pen.measureText(word);
    const line = top + ink.fontBoundingBoxAscent;
    return { top: line - ink.actualBoundingBoxAscent, bottom: line + ink.actualBoundingBoxDescent, left, right };
  };
  const within = (ink, box) => ink.top >= box.top - 1 && ink.bottom <= box.bottom + 1
    && ink.left >= box.left - 1 && ink.right <= box.right + 1;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const part = node.parentElement;
    const above = [];
    for (let one = part; one; one = one.parentElement) above.push(one);
    const seen = part.checkVisibility({ visibilityProperty: true }) && !part.closest("[data-sound]");
    const styles = above.map((one) => getComputedStyle(one));
    if (!node.textContent.trim() || !seen || styles.some(({ clipPath }) => clipPath !== "none")) continue;
    const edges = above.filter((one, index) => styles[index].overflowY !== "visible"
      || one.matches(".board-head, .board-foot, .board-stale, .board-caption, .card, .row, lobby-board"));
    const boxes = edges.map((one) => one.getBoundingClientRect());
    const pages = part.closest(".card-place, .wait")?.getBoundingClientRect();
    const words = [...node.textContent.matchAll(/\\S+/g)].map((word) => drawn(node, word.index, word[0], styles[0]))
      .filter((ink) => !pages || (ink.top + ink.bottom) / 2 > pages.top && (ink.top + ink.bottom) / 2 < pages.bottom);
    const line = Number.parseFloat(styles[0].fontSize);
    const shortened = styles.some(({ textOverflow }) => textOverflow === "ellipsis")
      || above.some((one) => one.matches("p, h1, h2, .wait-name") && one.scrollWidth > one.clientWidth + 1);
    const cut = words.some((ink) => boxes.some((box) => !within(ink, box)));
    found.push([above.find((one) => one.className && !one.matches("bdi")).className, line, shortened || cut]);
  }
  return found;
}"""
#: Sizes of the type of every number and counter that is seen.
SIZES_OF_NUMBERS = """() => [...document.querySelectorAll(
    ".card-code bdi, .card-counter bdi, .row-code, .row-counter")]
  .filter((part) => part.checkVisibility()).map((part) => Number.parseFloat(getComputedStyle(part).fontSize))"""
#: Of the rows that are seen: number, counter, where, and the state.
ROWS = """() => [...document.querySelectorAll("[data-row]")].filter((row) => row.checkVisibility()).map((row) => [
  row.querySelector(".row-code").innerText.trim(), row.querySelector(".row-counter bdi").innerText.trim(),
  row.querySelector(".row-place").innerText.trim(), row.dataset.state])"""
#: The groups whose wait is told just now; how long it is changes by the second.
WAITS_SEEN = """() => [...document.querySelectorAll(".wait-band")]
  .filter((band) => band.checkVisibility({ visibilityProperty: true }))
  .map((band) => band.closest(".wait").querySelector(".wait-name").textContent)"""
#: Whether the caption shares a place with another part of the board, or reaches beyond the screen.
COVERS = """() => {
  const caption = document.querySelector(".board-caption").getBoundingClientRect();
  const others = [...document.querySelectorAll(".board-head, .card, .row, .rows-heads, .board-foot, .board-stale")]
    .filter((part) => part.checkVisibility()).map((part) => part.getBoundingClientRect());
  return !caption.height || caption.bottom > innerHeight + 1
    || others.some(({ top, bottom }) => bottom > caption.top + 1 && top < caption.bottom - 1);
}"""


def measurable(lobby: Page) -> Page:
    """The board once it is live and has the fonts of all its texts."""
    live(lobby)
    while not lobby.evaluate(FONTS):
        pass
    return lobby


def cut(lobby: Page) -> list[list[object]]:
    """What is cut or lies outside its place."""
    return [text for text in lobby.evaluate(TEXTS) if text[2]]
