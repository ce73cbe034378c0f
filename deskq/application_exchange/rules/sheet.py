"""A service sheet of stages that are known by name alone."""

import hashlib
import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from deskq.core.text import persian
from deskq.core.text.names import Name
from deskq.service_sheets.rules.content import LONGEST_CODE, Content, Stage

OPENING, CLOSING = "opening", "closing"


def content_of(name: str, stages: Sequence[str], unit: str) -> tuple[str, Content]:
    """(code, content) of a new sheet; all its work is done by this unit."""
    first = Stage(OPENING, Name("ثبت درخواست", "Opening"), unit, at_desk=True)
    last = Stage(CLOSING, Name("پایان", "Closing"), unit, after=(OPENING,))
    english = name if name.isascii() else ""
    content = Content(Name(name, english), (first, last))
    return code_of(name, ()), with_stages(content, stages, unit)


def with_stages(content: Content, stages: Sequence[str], unit: str) -> Content:
    """The sheet with those stages that it does not have yet: each may happen after the opening, and before the end."""
    known = {persian.search_key(text) for one in content.stages for text in (*one.name, one.code)}
    first, *others, last = content.stages
    taken = {one.code for one in content.stages}
    for name in stages:
        if persian.search_key(name) not in known:
            code = code_of(name, taken)
            taken.add(code)
            known.add(persian.search_key(name))
            english = name if name.isascii() else ""
            others.append(Stage(code, Name(name, english), unit, after=(first.code,), optional=True))
            last = replace(last, after=(*last.after, code))
    return replace(content, stages=(first, *others, last))


def code_of(name: str, taken: Collection[str]) -> str:
    """Small Latin letters, digits and underscores; of a Persian name a part of its hash."""
    plain = re.sub(r"[^a-z0-9]+", "_", persian.ascii_digits(name).lower()).strip("_")
    if not re.search("[a-z]", plain):
        plain = "s_" + hashlib.sha256(name.encode()).hexdigest()[:8]
    code = plain[:LONGEST_CODE]
    number = 2
    while code in taken:
        code = f"{plain[: LONGEST_CODE - 3]}_{number}"
        number += 1
    return code
