"""The form in which the outcome of a feedback call is written down."""

from typing import Annotated

from pydantic import Field

from deskq.portal.forms import Short
from deskq.web.forms import Form


class OutcomeForm(Form):
    outcome: Short
    note: Annotated[str, Field(max_length=1000)] = ""
