"""The categories of messages with the questions that belong to them, for programs that file messages."""

from collections.abc import Mapping

from pydantic import BaseModel

from deskq.access.identity import Caller
from deskq.api import schemas
from deskq.api.endpoint import endpoint
from deskq.api.messages import ACT
from deskq.core.extensions import db
from deskq.message_settings import queries, questions
from deskq.message_settings.models import Category, MessageQuestion
from deskq.message_settings.queries import NotSetUp


class OptionOut(BaseModel):
    """``value``: what is sent as the answer."""

    value: str
    name: schemas.NameOut


class QuestionOut(BaseModel):
    """``kind``: text, choice, yes_no or number. ``options``: valid answers; empty: any. ``when``: condition: the
    question with this code has this answer."""

    code: str
    name: schemas.NameOut
    kind: str
    options: list[OptionOut]
    when: dict[str, str]


class CategoryOut(BaseModel):
    code: str
    name: schemas.NameOut
    questions: list[QuestionOut]


class Categories(BaseModel):
    categories: list[CategoryOut]


@endpoint("GET", "/messages/categories", act=ACT, answer=Categories, refusals=(NotSetUp,), limit="120 per minute")
def list_message_categories(caller: Caller) -> Categories:
    """Offered categories of messages, each with its questions."""
    known = queries.load_settings(db.session(), caller.office_id).categories.values()
    asked = questions.of_office(db.session(), caller.office_id)
    return Categories(categories=[_category(row, asked) for row in known if row.offered])


def _category(row: Category, asked: Mapping[int, MessageQuestion]) -> CategoryOut:
    mine = [one for one in asked.values() if one.category_id == row.id and one.offered]
    return CategoryOut(code=row.code, name=schemas.name(row.name), questions=[_question(one, asked) for one in mine])


def _question(row: MessageQuestion, asked: Mapping[int, MessageQuestion]) -> QuestionOut:
    before = asked.get(row.when_id or 0)
    options = [OptionOut(value=value, name=schemas.name(name)) for value, name in row.options.items()]
    when = {before.code: row.when_answer} if before is not None else {}
    return QuestionOut(code=row.code, name=schemas.name(row.name), kind=row.kind, options=options, when=when)
