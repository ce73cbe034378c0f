"""Values that nobody should send, the fields that every form has by its code, and the names of questions behind
addresses."""

import inspect
import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Literal, get_args, get_origin
from zlib import crc32

from flask import Flask

from deskq.web.forms import Form as FieldsOfForm
from tests.security.filled import Form

DESKQ = Path(__file__).parents[2] / "deskq"
#: Sent to every field in the short form too: a time after the year 10000, and what no column and no text holds.
ALWAYS = ("4999999999", str(10**30), "a\x00b")
NUMBERS = ("0", "-1", "-4999999999", str(2**31), str(2**53 + 1), "1e999", "NaN", "inf", "1.5", "0x10", "1_000",
           "½", "²")  # fmt: skip
DIGITS = ("۱۲۳", "٣", "۴۹۹۹۹۹۹۹۹۹", "۱۲:۳۰", "১২")
TIMES = ("0001/01/01", "1300/1/1", "9999/12/29", "1405/13/40", "1500/12/30", "99:99", "24:00", "-1:00",
         "2026-02-30T25:61")  # fmt: skip
TEXTS = ("", " ", "\x00", "x" * 100_000, "'; --", "%00", "%ff", "\u202e\u2066x", "\u200c", "true", "null", "[]", "{}",
         "\n\r")  # fmt: skip
#: A lone surrogate, and what is no UTF-8.
BYTES = (b"\xed\xa0\x80", b"\xff\xfe\x00")
VALUES: tuple[str | bytes, ...] = (*ALWAYS, *NUMBERS, *DIGITS, *TIMES, *TEXTS, *BYTES)
SOME = 1  #: further values for each field in the short form, others for each
#: A body whose end is missing.
BROKEN = {"data": b'--x\r\nContent-Disposition: form-data; name="', "content_type": "multipart/form-data; boundary=x"}
ASKED = re.compile(r'request\.args(?:\.get|\.getlist)?[(\[]"(\w+)"|"(\w+)" in request\.args|_number\("(\w+)"')
MODEL = re.compile(r"read(?:_page)?\(\s*(?:[\w.]+\.)?(\w+)\s*,")


def values(place: str, *, every: bool) -> list[str | bytes]:
    """What is sent to a field: all, or always the same few of them, which differ from field to field."""
    if every:
        return list(VALUES)
    rest = VALUES[len(ALWAYS) :]
    start = crc32(place.encode())
    return [*ALWAYS, *(rest[(start + 17 * n) % len(rest)] for n in range(SOME))]


def bodies(form: Form, *, every: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    """(what is wrong, arguments of a request) for a form: each field with hostile values, missing, repeated and as a
    list; then the whole in another shape."""
    for field in form.values:
        place = f"{form.action} {field}"
        for value in values(place, every=every):
            yield f"{field}={value[:20]!r}", {"data": {**form.values, field: value}}
        without = {name: value for name, value in form.values.items() if name != field}
        repeated = [(name, value) for name, value in form.values.items()] + [(field, "1"), (field, "-1")]
        shapes = [
            (f"no {field}", {"data": without}),
            (f"{field} thrice", {"data": _pairs(repeated)}),
            (f"{field}[]", {"data": {**without, f"{field}[]": "1", f"{field}.0": "1"}}),
            (f"a file as {field}", {"data": {**without, field: (BytesIO(b"x"), "x.png")}}),
        ]
        yield from shapes if every else [shapes[crc32(place.encode()) % len(shapes)]]
    yield "JSON", {"json": {name: [value] for name, value in form.values.items()}}
    yield "a broken body", BROKEN
    yield "an unknown field", {"data": {**form.values, "x\x00": "1"}}


def _pairs(pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def coded_form(app: Flask, path: str, rule: str, endpoint: str) -> Form | None:
    """The form of an address by its code: also where no page shows it, and scripts send it."""
    view = inspect.unwrap(app.view_functions[endpoint])
    names = MODEL.findall(inspect.getsource(view)) if inspect.isfunction(view) else []
    module = inspect.getmodule(view)
    models = [found for name in names if _is_form(found := getattr(module, name, None))]
    fields = {name: _usual(info.annotation) for model in models for name, info in model.model_fields.items()}
    return Form(path, fields) if fields else None


def _is_form(found: object) -> bool:
    return isinstance(found, type) and issubclass(found, FieldsOfForm)


def _usual(kind: Any) -> str:
    """A value that a field of this type might have."""
    if get_origin(kind) is Literal:
        return str(get_args(kind)[0])
    inside = [one for one in get_args(kind) if one is not type(None)]
    if inside:
        return _usual(inside[0])
    return {int: "1", float: "1", bool: "1"}.get(kind, "1405-09-10")


@cache
def asked_names() -> list[str]:
    """Every name that a page asks of the query string."""
    found = {name for path in DESKQ.rglob("*.py") for name in ASKED.findall(path.read_text())}
    return sorted(
        {name for group in found for name in group if name} | {"state", "kind", "category", "district", "age"}
    )


def questions(names: list[str], *, every: bool) -> Iterator[dict[str, str | bytes]]:
    """Query strings: each name has each value once, or some of them; and all names nothing."""
    for turn in range(len(VALUES)) if every else (13,):
        yield {name: VALUES[(place * 7 + turn) % len(VALUES)] for place, name in enumerate(names)}
    yield dict.fromkeys(names, "4999999999")
