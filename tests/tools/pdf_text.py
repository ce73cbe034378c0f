"""Reads PDF files back, as readers and screen readers see them."""

from io import BytesIO

from pypdf import PdfReader
from pypdfium2 import PdfDocument

#: Isolates and marks of direction, which are in the text for the order of its letters, and the joiners that PDFium
#: leaves out at the end of a line.
MARKS = dict.fromkeys(map(ord, "\u200c\u200e\u200f\u2066\u2067\u2068\u2069\u202a\u202b\u202c"))


def text(content: bytes) -> str:
    """The words of all pages in the order in which they are read, as PDFium copies them, without ``MARKS``."""
    with PdfDocument(content) as document:
        pages = [_page(page) for page in document]
    return plain(" ".join(pages))


def seen(content: bytes) -> str:
    """The letters of the first page as the eye meets them from left to right, line by line, without spaces."""
    with PdfDocument(content) as document:
        page = document[0]
        found = page.get_textpage()
        letters = []
        for place in range(found.count_chars()):
            letter = found.get_text_range(place, 1)
            left, bottom, right, top = found.get_charbox(place)
            if letter.strip() and right > left:
                letters.append((-round((bottom + top) / 2 / 12), left, letter))
        found.close()
        page.close()
    return "".join(letter for _, _, letter in sorted(letters))


def pieces(content: bytes) -> int:
    """How many pieces the ink of the first page is in, cut where a column of it is empty."""
    with PdfDocument(content) as document:
        page = document[0]
        picture = page.render(scale=4).to_pil().convert("L")
        page.close()
    box = (0, picture.height // 16, picture.width, picture.height * 5 // 6)  # without head and foot of the page
    columns = [low < 200 for low, _ in _extremes(picture.crop(box))]
    return sum(here and not before for before, here in zip([False, *columns], columns, strict=False))


def _extremes(picture):
    for x in range(picture.width):
        yield picture.crop((x, 0, x + 1, picture.height)).getextrema()


def plain(words: str) -> str:
    """Words as ``text`` has them: single spaces, a hamza beside its letter in one order."""
    return " ".join(words.translate(MARKS).replace("\u06c0", "\u0647\u0654").split())


def _page(page) -> str:
    found = page.get_textpage()
    words = found.get_text_bounded()
    found.close()
    page.close()
    return words


def catalogue(content: bytes) -> dict:
    return PdfReader(BytesIO(content)).trailer["/Root"].get_object()


def title(content: bytes) -> str:
    return str(PdfReader(BytesIO(content)).metadata.title)


def tags(content: bytes) -> list[str]:
    """The kinds of all structure elements, such as Table and TH, in their order."""
    return [str(node["/S"]).lstrip("/") for node in _nodes(content) if "/S" in node]


def _nodes(content: bytes) -> list[dict]:
    """The structure elements, in the order of reading."""
    found: list[dict] = []

    def walk(node) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for one in node:
                walk(one)
        elif isinstance(node, dict):
            found.append(node)
            if "/K" in node:
                walk(node["/K"])

    walk(catalogue(content)["/StructTreeRoot"])
    return found


def alternatives(content: bytes) -> list[str]:
    """What is read aloud in place of each picture, in the order of reading."""
    return [str(node["/Alt"]) for node in _nodes(content) if "/Alt" in node]


def drawn(content: bytes, place: int, scale: float):
    """A page as a picture. ``scale``: pixels of a point, of which an inch has 72."""
    with PdfDocument(content) as document:
        page = document[place]
        picture = page.render(scale=scale).to_pil().convert("RGB")
        page.close()
    return picture


def sizes(content: bytes) -> list[tuple[float, float]]:
    """(width, height) of each page in points."""
    with PdfDocument(content) as document:
        return [document.get_page_size(place) for place in range(len(document))]


def links(content: bytes) -> list[str]:
    notes = [note.get_object() for page in PdfReader(BytesIO(content)).pages for note in page.get("/Annots") or ()]
    return [str(note["/A"]["/URI"]) for note in notes if "/A" in note and "/URI" in note["/A"]]
