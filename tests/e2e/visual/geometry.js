/**
 * What is wrong with how a page is laid out, as sentences for a test's report; [] when nothing is.
 * ``least`` is the smallest side of anything that can be pressed, in CSS px.
 */
(least) => {
  const SLACK = 1.5; // px: fractions, and what a letter's shadow or slant needs
  const root = document.scrollingElement;
  const named = (part) => {
    const words = part.textContent.trim().replace(/\s+/g, " ").slice(0, 40);
    return `<${part.localName}${part.className && part.className.trim ? ` .${part.className.trim().split(/\s+/).join(".")}` : ""}> “${words}”`;
  };
  /** Left on the page for screen readers alone: cut to nothing. */
  const isClipped = (part) => {
    for (let place = part; place && place !== document.body; place = place.parentElement) {
      if (getComputedStyle(place).clipPath === "inset(50%)") return true;
    }
    return false;
  };
  const isHidden = (part) =>
    !part.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true }) ||
    part.closest(".visually-hidden, .skip, [hidden], template, noscript, option, svg") ||
    isClipped(part);

  const CLIPS = new Set(["hidden", "clip"]);
  const SCROLLS = new Set(["auto", "scroll"]);

  /** Whether a line is in sight in all that scrolls around it. */
  function isInSight(part, box) {
    for (let place = part; place && place !== document.body; place = place.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(place);
      if (!SCROLLS.has(overflowX) && !SCROLLS.has(overflowY)) continue;
      const edge = place.getBoundingClientRect();
      if (box.top > edge.bottom - 4 || box.bottom < edge.top + 4) return false;
      if (box.left > edge.right - 4 || box.right < edge.left + 4) return false;
    }
    return true;
  }

  /** Text nodes that people see, with the boxes of their lines. */
  function texts() {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { parentElement: part } = walker.currentNode;
      if (!walker.currentNode.textContent.trim() || isHidden(part) || part.closest("script, style")) continue;
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      const boxes = [...range.getClientRects()].filter((box) => box.width > 1 && box.height > 1 && isInSight(part, box));
      if (boxes.length) found.push({ part, boxes });
    }
    return found;
  }

  // The box of a line is higher than its letters: large figures that are set close overlap by air only.
  const inkStart = (box) => box.top + 0.26 * box.height;
  const inkEnd = (box) => box.bottom - 0.26 * box.height;

  /** Whether a box reaches out of what cuts it off: an ancestor that clips, or the page. Scrolling is not cutting. */
  function cutter(part, box) {
    let place = part;
    for (; place && place !== document.documentElement; place = place.parentElement) {
      const { overflowX, overflowY, position } = getComputedStyle(place);
      const edge = place.getBoundingClientRect();
      const aside = box.left < edge.left - SLACK || box.right > edge.right + SLACK;
      const beyond = inkStart(box) < edge.top - SLACK || inkEnd(box) > edge.bottom + SLACK;
      if (SCROLLS.has(overflowX) || SCROLLS.has(overflowY)) return null;
      if ((CLIPS.has(overflowX) && aside) || (CLIPS.has(overflowY) && beyond)) return place;
      if (position === "fixed") break;
    }
    return box.left < -SLACK || box.right > root.clientWidth + SLACK ? root : null;
  }

  const hasGround = (color) => !/, 0\)$|^transparent$/.test(color);

  /** The box of the button around a part, if it can be seen: it has an edge or a ground of its own. */
  function framed(part) {
    const button = part.closest("a[href], button, summary, label, [role=button]");
    if (!button) return null;
    const { borderInlineStartWidth, backgroundColor, display } = getComputedStyle(button);
    const isSeen = Number.parseFloat(borderInlineStartWidth) > 0 || hasGround(backgroundColor);
    return isSeen && display !== "inline" ? button.getBoundingClientRect() : null;
  }

  const found = [];
  if (root.scrollWidth > root.clientWidth + 1) {
    found.push(`the page is ${root.scrollWidth - root.clientWidth} px wider than the window`);
  }

  const seen = texts();
  for (const { part, boxes } of seen) {
    const cut = boxes.some((box) => cutter(part, box));
    const style = getComputedStyle(part);
    const dotted = style.textOverflow === "ellipsis" && part.scrollWidth > part.clientWidth + 1;
    if (cut || dotted) found.push(`cut: ${named(part)}`);
    const frame = framed(part);
    if (frame && boxes.some((box) => box.left < frame.left - SLACK || box.right > frame.right + SLACK)) {
      found.push(`out of its frame: ${named(part)}`);
    }
  }

  /** The layer in which a part is drawn: a dialog or a fixed bar may lie over the page. */
  const layer = (part) => {
    for (let place = part; place; place = place.parentElement) {
      const { position } = getComputedStyle(place);
      if (position === "fixed" || position === "sticky" || place.matches("dialog, [popover]")) return place;
    }
    return document.body;
  };
  const isOnMap = (part) => part.matches(".plan-mark");
  const lines = seen.flatMap(({ part, boxes }) => boxes.map((box) => ({ part, box, layer: layer(part) })));
  lines.sort((one, other) => one.box.top - other.box.top);
  const told = new Set();
  for (let first = 0; first < lines.length; first++) {
    const one = lines[first];
    for (let second = first + 1; second < lines.length && lines[second].box.top < one.box.bottom; second++) {
      const other = lines[second];
      if (one.part === other.part || one.layer !== other.layer) continue;
      if (one.part.contains(other.part) || other.part.contains(one.part)) continue;
      if (isOnMap(one.part) && isOnMap(other.part)) continue; // near places are near on a map; the list names each
      const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const high = Math.min(inkEnd(one.box), inkEnd(other.box)) - Math.max(inkStart(one.box), inkStart(other.box));
      if (wide <= 2 || high <= 1) continue;
      const both = `over each other: ${named(one.part)} and ${named(other.part)}`;
      if (!told.has(both)) found.push(both);
      told.add(both);
    }
  }

  const LONG = "main[data-page=where]"; // the kiosk's list of all rooms, which scrolls
  /** Whether a height of the window lies beyond the end of the long list around a part. */
  const isScrolledAway = (part, y) => y > (part.closest(LONG)?.getBoundingClientRect().bottom ?? Number.POSITIVE_INFINITY);

  /** Whether something with a ground of its own, in the same layer, lies over the upper or lower part of a line. */
  const isCovered = ({ part, box, layer: own }) =>
    [0.35, 0.65].some((share) => {
      if (isScrolledAway(part, box.top + share * box.height)) return false;
      const over = document.elementFromPoint(box.left + box.width / 2, box.top + share * box.height);
      if (!over || over.contains(part) || part.contains(over) || layer(over) !== own || isOnMap(over)) return false;
      for (let place = over; place && !place.contains(part); place = place.parentElement) {
        if (!hasGround(getComputedStyle(place).backgroundColor)) continue;
        return place.checkVisibility({ opacityProperty: true });
      }
      return false;
    });
  for (const line of lines) if (isCovered(line)) found.push(`covered: ${named(line.part)}`);

  for (const control of document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=option]",
  )) {
    if (isHidden(control) || control.disabled) continue;
    const inWords = control.matches("a") && getComputedStyle(control).display === "inline";
    const box = (control.labels?.[0] ?? control).getBoundingClientRect();
    const own = control.getBoundingClientRect();
    const wide = Math.max(box.width, own.width);
    const high = Math.max(box.height, own.height);
    if (!inWords && wide > 0 && (wide < least - 0.5 || high < least - 0.5)) {
      found.push(`${Math.round(wide)}×${Math.round(high)} px to press: ${named(control)}`);
    }
  }

  for (const icon of document.querySelectorAll("svg.icon")) {
    const { width, height } = icon.getBoundingClientRect();
    if (!isHidden(icon.parentElement) && width < 0.9 * height) found.push(`a squeezed icon: ${named(icon.parentElement)}`);
  }

  /** Whether the words after an icon begin below it instead of beside it, where nothing puts one above the other. */
  const isAlone = (icon) => {
    const { display } = getComputedStyle(icon.parentElement);
    if (isHidden(icon.parentElement) || !/^(block|inline|list-item|inline-block|table-cell)$/.test(display)) return false;
    const range = document.createRange();
    range.setStartAfter(icon);
    range.setEndAfter(icon.parentElement.lastChild);
    const after = [...range.getClientRects()].find((box) => box.width > 1 && box.height > 1);
    return Boolean(after) && inkStart(after) > icon.getBoundingClientRect().bottom;
  };
  for (const icon of document.querySelectorAll("svg.icon:not(.inline)")) {
    if (isAlone(icon)) found.push(`an icon on a line of its own: ${named(icon.parentElement)}`);
  }

  const DESK = 1024; // px: on narrower pages people scroll in a long value
  for (const field of document.querySelectorAll("input:is([type=text], :not([type]))")) {
    if (root.clientWidth < DESK || isHidden(field) || !field.value || field.scrollWidth <= field.clientWidth + 2) continue;
    found.push(`a value that is cut: “${field.value.slice(0, 40)}”`);
  }

  for (const list of document.querySelectorAll("main *")) {
    if (!SCROLLS.has(getComputedStyle(list).overflowY) || isHidden(list) || list.matches("textarea, select")) continue;
    if (list.scrollHeight > list.clientHeight + 2 && list.clientHeight < 44) {
      found.push(`a list of ${list.clientHeight} px to scroll in: ${named(list)}`);
    }
  }
  return found;
}
