"""Forms of coding."""

from typing import Annotated

from pydantic import Field

from deskq.office.forms import DIGITS, Row
from deskq.web.forms import Form

Revision = Annotated[Annotated[int, Field(ge=0, le=10**9)] | None, DIGITS]


class CodeForm(Form):
    """``cause`` is checked by the service; ``turn``: revision of the code that the page showed; ``proposed``: the root
    cause that was proposed, if any."""

    category_id: Annotated[Row, DIGITS] | None = None
    cause: Annotated[str, Field(max_length=40)] = ""
    turn: Revision = None
    proposed: Annotated[str, Field(max_length=40)] = ""


class SeveralForm(Form):
    """``items``: "message:12:3" names an item with the revision of its code, "" for none. ``subject``: id of a
    category, "none", or "keep": each item keeps its own."""

    items: Annotated[list[Annotated[str, Field(max_length=40, pattern=r"^(message|comment):\d{1,18}:\d{0,9}$")]],
                     Field(max_length=400)] = []  # fmt: skip
    subject: Annotated[str, Field(pattern=r"^(keep|none|\d{1,9})$")] = "keep"
    cause: Annotated[str, Field(max_length=40)] = ""


class BatchForm(Form):
    batch: Row
