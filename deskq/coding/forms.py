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
