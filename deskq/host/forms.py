"""Input of the host's page."""

from typing import Annotated, Literal

from pydantic import Field

from deskq.office.forms import DIGITS, TEXT
from deskq.queue.forms import LONGEST_NOTE, Code, Key
from deskq.queue.rules.transitions import LARGEST_GROUP
from deskq.web.forms import Form

#: Tickets handed out to a group at once.
MOST_TICKETS = 20
People = Annotated[int, DIGITS, Field(ge=1, le=LARGEST_GROUP)]
Language = Literal["fa", "en"]


class HostIssueForm(Form):
    """``count``: tickets for a group, one for each visitor; ``group_size``: people with one ticket; ``here``: helped on
    the spot; ``again``: the host has said that this is another visitor than the one whose ticket was shown."""

    service: Code
    request_key: Annotated[Key, Field(max_length=40)]
    priority: Annotated[str, Field(max_length=40)] = ""
    language: Language = "fa"
    count: Annotated[int, DIGITS, Field(ge=1, le=MOST_TICKETS)] = 1
    group_size: People = 1
    phone: Annotated[str, Field(max_length=40)] = ""
    in_person: bool = False
    paper: bool = False
    here: bool = False
    again: bool = False


class AmendForm(Form):
    service: Code | None = None
    priority: Annotated[str, Field(max_length=40)] | None = None
    language: Language | None = None
    group_size: People | None = None
    in_person: bool = False


class NoteForm(Form):
    text: Annotated[str, Field(min_length=1, max_length=LONGEST_NOTE), TEXT]


class PhoneForm(Form):
    phone: Annotated[str, Field(min_length=1, max_length=40)]
