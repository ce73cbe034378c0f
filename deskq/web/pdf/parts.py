"""What a page says, as the parts of a document: headings, paragraphs, lists, facts, tables and drawings. Pure.

Left out is what only a screen has: forms, buttons, navigation, scripts, icons, and what is hidden. Numbers are in
texts and tables, so the drawings beside them carry no text. Parts are dictionaries, which ``document.typ`` reads:

- ``{"is": "heading", "level": 1, "runs": [...]}`` and ``{"is": "text", "runs": [...]}``
- ``{"is": "list", "ordered": false, "items": [[parts], ...]}``
- ``{"is": "facts", "pairs": [[[runs], [parts]], ...]}``: terms with what is said about them
- ``{"is": "table", "columns": [...], "head": [rows], "body": [rows]}``; a row is ``{"strong": bool, "cells": [...]}``
- ``{"is": "drawing", ...}``: rectangles; ``{"is": "svg", ...}``: a QR code
- a run is ``{"text": "...", "strong": bool, "small": bool, "to": "https://..."}``
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urljoin

from deskq.web.pdf.elements import Element

Part = dict[str, Any]
LEFT_OUT = {
    "script", "style", "template", "nav", "form", "button", "input", "select", "textarea", "dialog", "iframe",
    "audio", "video", "print-page", "head", "title", "link", "meta", "colgroup",
}  # fmt: skip
LEFT_OUT_CLASSES = {
    "no-print", "visually-hidden", "button", "page-actions", "chart-top", "chart-ends", "half-buttons", "no-pdf",
}  # fmt: skip
CONTAINERS = {
    "html", "body", "main", "div", "section", "article", "header", "footer", "aside", "figure", "details", "fieldset",
    "address", "blockquote",
}  # fmt: skip
PARAGRAPHS = {"p", "figcaption", "summary", "legend", "caption", "pre"}
HEADINGS = {"h1": 0, "h2": 1, "h3": 2, "h4": 3, "h5": 4, "h6": 5}
#: Isolates: a code keeps its order between Persian words, and moves nothing around it.
ISOLATES = {"ltr": "\u2066", "rtl": "\u2067", "auto": "\u2068"}
END_OF_ISOLATE = "\u2069"
#: Cells of one table: so many take 4 s and 350 MB.
MOST_CELLS = 8_000
#: Letters of a column that is as narrow as they are, and the most that widen another.
NARROW, LONGEST_WORDS = 14, 40
SPACE = re.compile(r"\s+")
#: {class of a rectangle: its colour in ``document.typ``}.
SHADES = {
    "chart-high": "light", "chart-low": "strong", "chart-track": "track", "half-track": "track",
    "half-filled": "strong", "half-column": "strong", "bar": "strong",
}  # fmt: skip


#: {kind of a word in the legend of a chart: the colour that it explains}.
LEGEND = {"low": "strong", "high": "light", "mark": "track"}


@dataclass(frozen=True, slots=True)
class Style:
    strong: bool = False
    small: bool = False
    to: str = ""


def of_page(page: Element, root: str) -> list[Part]:
    """The parts of an element. ``root``: address from which its links lead."""
    found = list(_blocks(page, root, Style()))
    _order_headings(found)
    return found


def title_of(page: Element) -> str:
    """The words of the first heading of the first level."""
    heading = page.first("h1")
    return "".join(run["text"] for run in _trimmed(_runs(heading, "", Style()))) if heading is not None else ""


def _blocks(element: Element, root: str, style: Style) -> Iterator[Part]:
    """The parts within an element. Words that stand between its blocks become paragraphs."""
    words: list[Part] = []
    below: list[Part] = []  # bars among words stand below them
    for child in element.children:
        if isinstance(child, Element) and _is_left_out(child):
            continue
        if isinstance(child, Element) and child.tag == "svg":
            below += _drawing(child)
        elif isinstance(child, str) or not _is_block(child):
            words += _runs(child, root, style)
        else:
            yield from (*_paragraph(words), *below)
            words, below = [], []
            yield from _block(child, root, style)
    yield from (*_paragraph(words), *below)


def _block(element: Element, root: str, style: Style) -> Iterator[Part]:
    tag = element.tag
    if tag in HEADINGS:
        runs = _trimmed(_runs(element, root, Style()))
        if runs:
            yield {"is": "heading", "level": HEADINGS[tag], "runs": runs}
    elif tag in ("ul", "ol"):
        yield from _list(element, root)
    elif tag == "dl":
        yield from _facts(element, root)
    elif tag == "table":
        yield from _table(element, root)
    elif tag in ("summary", "caption", "legend"):
        yield from _blocks(element, root, replace(style, strong=True))
    elif tag in PARAGRAPHS and any("note" in name for name in element.classes):
        yield from _blocks(element, root, replace(style, small=True))
    else:
        yield from _blocks(element, root, style)


def _paragraph(words: list[Part]) -> Iterator[Part]:
    runs = _trimmed(words)
    if runs:
        yield {"is": "text", "runs": runs}


def _list(element: Element, root: str) -> Iterator[Part]:
    items = [list(_blocks(item, root, Style())) for item in _children(element, "li")]
    items = [item for item in items if item]
    if items:
        yield {"is": "list", "ordered": element.tag == "ol", "items": items}


def _facts(element: Element, root: str) -> Iterator[Part]:
    """Each term with what is said about it, whether they stand in a group of their own or not."""
    pairs: list[Any] = []
    for child in element.elements():
        if _is_left_out(child):
            continue
        if child.tag == "dt":
            pairs.append([_trimmed(_runs(child, root, Style())), []])
        elif child.tag == "dd" and pairs:
            pairs[-1][1] += _blocks(child, root, Style())
    if pairs:
        yield {"is": "facts", "pairs": pairs}


def _table(element: Element, root: str) -> Iterator[Part]:
    head: list[Element] = []
    body: list[Element] = []
    for child in element.children:
        if not isinstance(child, Element):
            continue
        if child.tag == "caption":
            yield from _block(child, root, Style())
        elif child.tag == "tr":
            body.append(child)
        elif child.tag in ("thead", "tbody", "tfoot"):
            (head if child.tag == "thead" else body).extend(_children(child, "tr"))
    most = MOST_CELLS // max(1, len(_row(body[0], root)["cells"])) if body else 0
    rows = [_row(row, root) for row in body[:most] if not _is_left_out(row)]
    head_rows = [_row(row, root) for row in head]
    if rows:
        columns = _columns([*head_rows, *rows])
        yield {"is": "table", "columns": columns, "head": head_rows, "body": rows, "left": len(body[most:])}


def _row(row: Element, root: str) -> Part:
    cells = [_cell(cell, root) for cell in row.children if isinstance(cell, Element) and cell.tag in ("th", "td")]
    is_sum = any(name.endswith(("total", "sum")) for name in row.classes)
    return {"strong": is_sum, "cells": cells}


def _cell(cell: Element, root: str) -> Part:
    return {
        "parts": list(_blocks(cell, root, Style())),
        "span": int(cell.attributes.get("colspan") or 1),
        "head": cell.tag == "th",
        "number": "number" in cell.classes,
    }


def _columns(rows: list[Part]) -> list[int]:
    """The width of each column: 0 for the narrowest in which it fits, else its share of the rest, by its longest words.
    One at least has a share."""
    width = max(sum(cell["span"] for cell in row["cells"]) for row in rows)
    longest = [0] * width
    for row in rows:
        place = 0
        for cell in row["cells"]:
            if cell["span"] == 1 and place < width:
                longest[place] = max(longest[place], _length(cell["parts"]))
            place += cell["span"]
    most = max(longest)
    return [0 if words <= NARROW and words < most else min(words, LONGEST_WORDS) or 1 for words in longest]


def _length(parts: Iterable[Part]) -> int:
    return max((sum(len(run["text"]) for run in part.get("runs", ())) for part in parts), default=0)


def _drawing(element: Element) -> Iterator[Part]:
    """Rectangles of a chart without words of its own, or a QR code. Other drawings are icons."""
    box = [float(number) for number in element.attributes.get("viewbox", "").split()]
    if len(box) != 4 or element.first("text") is not None:
        return
    if "qr" in element.classes:
        yield {"is": "svg", "source": _source(element), "says": element.attributes.get("aria-label", "")}
        return
    shapes = [_rectangle(shape) for shape in element.elements() if shape.tag == "rect"]
    shapes = [shape for shape in shapes if shape["shade"]]
    if shapes:
        yield {"is": "drawing", "width": box[2], "height": box[3], "shapes": shapes}


def _rectangle(rect: Element) -> Part:
    shade = next((SHADES[name] for name in rect.attributes.get("class", "").split() if name in SHADES), "")
    if face := rect.attributes.get("data-face"):
        shade = f"face-{face}"
    sizes = {name: float(rect.attributes.get(name) or 0) for name in ("x", "y", "width", "height")}
    return {**sizes, "shade": shade}


def _source(element: Element) -> str:
    """The SVG of a code that we drew ourselves: paths and nothing else."""
    paths = "".join(
        f'<path d="{shape.attributes["d"]}" stroke="#000"'
        + (f' transform="{shape.attributes["transform"]}"' if "transform" in shape.attributes else "")
        + "/>"
        for shape in element.elements()
        if shape.tag == "path" and re.fullmatch(r"[MmHhVvLlZz0-9.,\s-]*", shape.attributes.get("d", ""))
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{element.attributes["viewbox"]}">{paths}</svg>'


def _runs(node: Element | str, root: str, style: Style) -> list[Part]:
    """The words of an inline element."""
    if isinstance(node, str):
        text = SPACE.sub(" ", node)
        return [{"text": text, "strong": style.strong, "small": style.small, "to": style.to}] if text else []
    if node.tag == "br":
        return [{"text": "\n", "strong": False, "small": False, "to": ""}]
    if _is_left_out(node) or node.tag in ("svg", "img"):
        return []
    inner = _style_of(node, root, style)
    runs = [run for child in node.children for run in _runs(child, root, inner)]
    direction = node.attributes.get("dir", "auto" if node.tag == "bdi" else "")
    if node.tag == "span" and (shade := LEGEND.get(node.attributes.get("data-kind", ""))):
        runs.insert(0, {"text": "", "strong": False, "small": False, "to": "", "shade": shade})
    if "chart-value" in node.classes and runs:
        runs[0] = {**runs[0], "text": f": {runs[0]['text']}"}
    if direction in ISOLATES and runs and node.tag in ("bdi", "span", "code", "a", "b", "small"):
        runs[0] = {**runs[0], "text": ISOLATES[direction] + runs[0]["text"]}
        runs[-1] = {**runs[-1], "text": runs[-1]["text"] + END_OF_ISOLATE}
    return runs


def _style_of(element: Element, root: str, style: Style) -> Style:
    if element.tag in ("b", "strong", "h1", "h2", "h3", "h4"):
        return replace(style, strong=True)
    if element.tag == "small":
        return replace(style, small=True)
    href = element.attributes.get("href", "")
    if element.tag == "a" and root and href and not href.startswith("#"):
        address = urljoin(root + "/", href)
        return replace(style, to=address) if address.startswith(("http://", "https://", "mailto:", "tel:")) else style
    return style


def _trimmed(runs: list[Part]) -> list[Part]:
    """Without spaces at both ends and doubled ones between."""
    found: list[Part] = []
    for run in runs:
        text = run["text"]
        before = found[-1]["text"] if found else " "
        if "shade" in run:
            found.append(run)
            continue
        if before.endswith((" ", "\n")) and text.startswith(" "):
            text = text[1:]
        if text:
            found.append({**run, "text": text})
    while found and "shade" not in found[-1] and not found[-1]["text"].rstrip():
        found.pop()
    if found:
        found[-1] = {**found[-1], "text": found[-1]["text"].rstrip()}
    return found


def _order_headings(parts: Iterable[Part]) -> None:
    """No heading is more than one level below the heading before it."""
    last = 0
    for part in parts:
        if part["is"] == "heading" and part["level"]:
            last = part["level"] = min(part["level"], last + 1)


def _is_block(element: Element) -> bool:
    if element.tag == "svg":
        return any(True for _ in _drawing(element))
    if element.tag in CONTAINERS | PARAGRAPHS | {"ul", "ol", "dl", "table"} or element.tag in HEADINGS:
        return True
    return any(_is_block(child) for child in element.children if isinstance(child, Element))


def _is_left_out(element: Element) -> bool:
    return (
        element.tag in LEFT_OUT
        or "hidden" in element.attributes
        or element.attributes.get("data-pdf") == "no"
        or bool(element.classes & LEFT_OUT_CLASSES)
    )


def _children(element: Element, tag: str) -> list[Element]:
    return [child for child in element.children if isinstance(child, Element) and child.tag == tag]
