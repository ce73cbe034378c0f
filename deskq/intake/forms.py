"""Forms by which staff register a message."""

from dataclasses import replace
from typing import Annotated, Literal, get_args

from pydantic import Field

from deskq.core.errors import N_, InvalidInput
from deskq.messages.forms import Latitude, Longitude
from deskq.messages.service.message_input import MessageInput
from deskq.open_matters.similar import SimilarQuery
from deskq.queue.forms import Key
from deskq.web.forms import Form

#: Ways by which the staff take in; the others come by themselves or out of a box.
Channel = Literal["phone", "in_person", "meeting", "letter", "email", "ivr", "app"]
TAKEN_BY: tuple[str, ...] = get_args(Channel)
#: The channel a role most often takes in by.
USUAL = {"operator": "phone", "executive": "meeting"}

Id = Annotated[int, Field(ge=1, le=2**31 - 1)]
Long = Annotated[str, Field(max_length=20_000)]
Line = Annotated[str, Field(max_length=1_000)]


class PlaceForm(Form):
    """Where it is and what it is about."""

    category: Id | None = None
    address: Line = ""
    district: Id | None = None
    lat: Latitude | None = None
    lon: Longitude | None = None

    @property
    def similar_query(self) -> SimilarQuery:
        return SimilarQuery(self.category, self.district, self.lat, self.lon, self.address)


class CategoryForm(Form):
    category: Id | None = None


class SenderForm(Form):
    name: Line = ""
    phone: Line = ""
    national_id: Line = ""
    home: Line = ""


class ContentForm(PlaceForm, SenderForm):
    """What a citizen says, as somebody types it for them. ``category_typed``: what was typed into the list of subjects,
    also if a subject was chosen."""

    kind: Annotated[str, Field(max_length=20)]
    body: Long = ""
    category_typed: Line = ""
    permit: Line = ""
    about_unit: Id | None = None
    texts: bool = False
    request_key: Key

    def check_subject(self) -> None:
        """Raises ``InvalidInput`` if something was typed that is no subject, so that it is not lost silently."""
        if self.category_typed and self.category is None:
            raise InvalidInput({"category": N_("Please choose a subject from the list, or empty this field.")})

    @property
    def content(self) -> MessageInput:
        same = ("kind", "body", "address", "lat", "lon", "permit", "texts", "name", "phone", "national_id", "home")
        return MessageInput(
            **{field: getattr(self, field) for field in same},
            channel="box",
            category_id=self.category,
            district_id=self.district,
            about_unit_id=self.about_unit,
        )


class IntakeForm(ContentForm):
    """A call, a visitor, a letter. ``refer`` sends it to its category's unit at once, ``same_as`` is the code of its
    like."""

    channel: Channel
    refer: bool = False
    same_as: Annotated[str, Field(max_length=40)] = ""
    ticket: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None
    kept: list[str] = []

    @property
    def content(self) -> MessageInput:
        return replace(super().content, channel=self.channel, ticket_id=self.ticket)


class PhoneForm(Form):
    phone: Annotated[str, Field(max_length=40)] = ""
