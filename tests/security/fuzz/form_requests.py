"""Forms of pages with fields that Hypothesis makes up, each sent to the office in which its page was shown."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import quote_from_bytes
from zlib import crc32

from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from tests.security.filled import Form
from tests.security.form_walk import Walk
from tests.security.fuzz.made_up import Piece, made_up
from tests.security.fuzz.restored import Kept, cookies_kept
from tests.security.hostile_input import BROKEN, VALUES, asked_names
from tests.tools.browsers import Browser
from tests.tools.images import picture

#: What a person might enter.
PLAUSIBLE = ("1405/09/20", "1405/01/01", "2026-12-10", "10:30", "8", "09121234567", "0012345679", "x@example.ir", "1/8")
FILES = (b"", b"x", b"%PDF-1.7\n", picture().getvalue())
HOW = ("value",) * 7 + ("missing", "twice", "file")
SHAPES = ("fields",) * 17 + ("json", "broken", "unknown")


@dataclass(frozen=True)
class Variant:
    """A form as it is sent: its address, and the arguments of the request."""

    address: str
    sent: dict[str, Any]


@st.composite
def variants(draw: st.DrawFn, form: Form) -> Variant:
    """The form with up to three of its fields changed, left out, repeated or replaced by a file; rarely in another
    shape, or with a question behind its address."""
    changed = draw(st.sets(st.sampled_from(sorted(form.values)), min_size=1, max_size=3)) if form.values else set()
    fields: dict[str, Any] = {name: [_bytes(value)] for name, value in form.values.items() if name not in changed}
    for name in sorted(changed):
        how = draw(st.sampled_from(HOW))
        if how == "file":
            named = draw(st.sampled_from(("x.png", "x.csv", "\u202e/../x")))
            fields[name] = BytesIO(draw(st.sampled_from(FILES))), named
        elif how != "missing":
            fields[name] = [draw(values(form, name)) for _ in range(2 if how == "twice" else 1)]
    address = form.action
    if draw(st.integers(0, 9)) == 0:
        address += f"{'&' if '?' in address else '?'}{draw(questions())}"
    return Variant(address, _shaped(draw(st.sampled_from(SHAPES)), fields))


def _shaped(shape: str, fields: dict[str, Any]) -> dict[str, Any]:
    if shape == "json":
        return {"json": {name: str(value) for name, value in fields.items()}}
    if shape == "broken":
        return BROKEN
    if any(isinstance(value, tuple) for value in fields.values()):  # sent in parts, which are texts
        fields = {name: value if isinstance(value, tuple) else [one.decode(errors="replace") for one in value]
                  for name, value in fields.items()}  # fmt: skip
    return {"data": fields | ({"x\x00": ["1"]} if shape == "unknown" else {})}


def values(form: Form, name: str) -> st.SearchStrategy[bytes]:
    """For a field: what its page offers, what other fields hold, numbers of rows, hostile values and texts."""
    offered = form.offered.get(name) or [""]
    texts = st.one_of(
        st.sampled_from(offered),
        st.sampled_from(sorted(form.values.values())),
        st.sampled_from(PLAUSIBLE),
        st.sampled_from(VALUES),
        st.integers(0, 30).map(str),
        st.integers().map(str),
        st.text(max_size=80),
        st.text(max_size=20).map(lambda more: form.values[name] + more),
    )
    return texts.map(_bytes)


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode(errors="surrogatepass")


@st.composite
def questions(draw: st.DrawFn) -> str:
    """A query string of names that some page reads."""
    names = draw(st.lists(st.sampled_from(asked_names()), min_size=1, max_size=3))
    asked = st.sampled_from(VALUES) | st.sampled_from(PLAUSIBLE) | st.integers(0, 30).map(str) | st.text(max_size=40)
    return "&".join(f"{name}={quote_from_bytes(_bytes(draw(asked)))}" for name in names)


class FuzzWalk(Walk):
    """A walk that first sends ``each`` variants of the forms of its ``piece``, and asks the pages of its piece
    questions."""

    def __init__(self, caller: Callable[[str], Browser], keep: Callable[[], Kept], piece: Piece, each: int) -> None:
        super().__init__(caller)
        self.keep, self.piece, self.each = keep, piece, each
        self.pages: set[str] = set()

    def meet(self, name: str, comes: Browser, page: TestResponse) -> None:
        pattern = re.sub(r"[0-9]+", "N", page.request.path)
        if page.request.method == "GET" and page.mimetype == "text/html" and pattern not in self.pages:
            self.pages.add(pattern)
            if self._is_mine(pattern):
                self.ask(comes, page.request.path)
        super().meet(name, comes, page)

    def ask(self, comes: Browser, path: str) -> None:
        @made_up(max(1, self.each // 5), same=not self.piece.long)
        @given(questions())
        def asked(question: str) -> None:
            comes.get(f"{path}?{question}")

        asked()

    def send(self, name: str, comes: Browser, form: Form) -> None:
        if self._is_mine(form.stands):
            self.fuzz(comes, form)
        super().send(name, comes, form)

    def fuzz(self, comes: Browser, form: Form) -> None:
        kept = self.keep()

        @made_up(self.each, same=not self.piece.long)
        @given(variants(form))
        def sent(variant: Variant) -> None:
            with cookies_kept(comes):
                answer = comes.post(variant.address, **variant.sent)
            if answer.status_code < 400:
                kept.restore()

        sent()
        kept.restore()
        kept.close()

    def _is_mine(self, what: str) -> bool:
        return crc32(what.encode()) % self.piece.of == self.piece.part
