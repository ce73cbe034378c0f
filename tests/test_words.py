"""Every sentence has its Persian: none missing, stale, fuzzy, or with other places to fill."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from tests.tools.source_files import modules, named

ROOT = Path(__file__).parents[1]
PO = ROOT / "deskq" / "translations" / "fa" / "LC_MESSAGES" / "deskq.po"
KEYWORDS = {"_": None, "gettext": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
PLACE = re.compile(r"%\((\w+)\)s")
PERSIAN = re.compile("[\u0600-\u06ff]")
#: DESKQ_BACKUP_S3_KEY, MP4: written as they are typed, also in Persian.
SETTING = re.compile(r"\bDESKQ_[A-Z0-9_]+|\bMP4\b", re.ASCII)


@pytest.fixture(scope="module")
def said() -> set[tuple[str, str | None]]:
    """What code and templates say, with its context."""
    found = set()
    for folder, method in ((ROOT / "deskq", "python"), (ROOT / "templates", "jinja2")):
        kinds = [("**.py", method)] if method == "python" else [("**.html", method)]
        for _, _, message, _, context in extract_from_dir(folder, kinds, keywords=KEYWORDS):
            found.add((message if isinstance(message, str) else message[0], context))
    return {(text, context) for text, context in found if text}


@pytest.fixture(scope="module")
def persian() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file, locale="fa")


def test_every_sentence_is_translated(said, persian):
    found = {text: persian.get(*text) for text in said}
    missing = [text for text, message in found.items() if message is None or not message.string]

    assert missing == []


def test_no_translation_is_stale_or_doubtful(said, persian):
    messages = [message for message in persian if message.id]
    known = {(one.id if isinstance(one.id, str) else one.id[0], one.context) for one in messages}
    doubtful = sorted(str(one.id) for one in messages if one.fuzzy)

    assert (known - said, doubtful) == (set(), [])


def test_addresses_and_options_begin_on_the_left_in_persian_sentences(persian):
    """A slash or hyphen after Persian letters is shown behind the Latin word unless it is isolated."""
    loose = re.compile("[\u0600-\u06ff] ?[(«]?(?:/|--)[a-z]")
    texts = [text for message in persian for text in _texts(message.string)]

    assert [text for text in texts if loose.search(text)] == []


def _texts(string: str | tuple[str, ...]) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else string


def test_translations_fill_the_same_places(persian):
    other = [
        message.id
        for message in persian
        if isinstance(message.id, str) and set(PLACE.findall(message.id)) != set(PLACE.findall(str(message.string)))
    ]

    assert other == []


def test_translations_carry_no_arabic_letters_or_ascii_digits(persian):
    wrong = [
        message.string
        for message in persian
        if message.id and re.search(r"[يكة٠-٩]|\d(?![^%]*\))", _of_words(str(message.string)), re.ASCII)
    ]

    assert wrong == []


def _of_words(sentence: str) -> str:
    return SETTING.sub("", PLACE.sub("", sentence))


def test_numbers_hold_together_and_two_values_of_a_sentence_stand_apart(persian):
    """With a plain space between them, Persian writing puts the first group of a number on the right; and «باجهٔ ۱ ۳۱
    دقیقه» is read as one number."""
    wrong = re.compile(r"[۰-۹] [۰-۹]|%\(\w+\)s %\(\w+\)s")

    assert [message.string for message in persian if wrong.search(str(message.string))] == []


def test_each_name_that_stands_in_the_code_is_persian_first_and_then_english():
    found = [(path, line, *texts) for path in modules() for line, texts in _names(path)]
    wrong = [
        f"{named(path)}:{line}: {fa} / {en}"
        for path, line, fa, en in found
        if (fa or en) and (not PERSIAN.search(fa) or PERSIAN.search(en))
    ]

    assert len(found) > 400
    assert wrong == []


def _names(path: Path) -> Iterator[tuple[int, tuple[str, str]]]:
    """(line, Persian and English) of each name whose texts are written out."""
    for node in ast.walk(ast.parse(path.read_text())):
        match node:
            case ast.Call(func=ast.Name(id="Name"), args=[ast.Constant(value=str(fa)), ast.Constant(value=str(en))]):
                yield node.lineno, (fa, en)
