"""The list of questions of categories."""

from typing import Annotated, Any, Literal

from flask_babel import gettext
from pydantic import BeforeValidator, Field

from deskq.core.errors import N_
from deskq.core.extensions import db
from deskq.core.text import persian
from deskq.message_admin.forms import NamedForm
from deskq.message_admin.service.questions import save_question
from deskq.message_admin.views.choices import choice
from deskq.message_admin.views.settings_list import SettingsList, Words
from deskq.message_settings import questions
from deskq.message_settings.models import MessageQuestion
from deskq.message_settings.queries import MessageSettings
from deskq.message_settings.question_rules import KINDS
from deskq.office.admin_pages import FilledForm
from deskq.office.forms import Line, Row, Slug
from deskq.web import filters

Lines = Annotated[
    str,
    BeforeValidator(lambda typed: "\n".join(persian.clean(line) for line in str(typed).splitlines())),
    Field(max_length=2000),
]


class QuestionForm(NamedForm):
    category_id: Row
    kind: Literal[KINDS]  # type: ignore[valid-type]
    required: bool = False
    options_fa: Lines = ""
    options_en: Lines = ""
    when_id: Row | None = None
    when_answer: Line = ""


class NewQuestionForm(QuestionForm):
    code: Slug


def _choices(settings: MessageSettings, form: FilledForm) -> dict[str, Any]:
    kinds = (gettext("a short text"), gettext("one of these answers"), gettext("yes or no"), gettext("a number"))
    rows = questions.of_office(db.session(), settings.policy.office_id).values()
    names = {row.id: filters.named(settings.categories[row.category_id].name) for row in rows}
    earlier = [(str(row.id), f"{names[row.id]}: {filters.named(row.name)}") for row in rows if row.options]
    return {
        "categories": choice(settings.categories.values(), form.get("category_id")),
        "kinds": list(zip(KINDS, kinds, strict=True)),
        "earlier": [("", gettext("always")), *earlier],
    }


QUESTIONS = SettingsList(
    name="questions",
    model=MessageQuestion,
    form=QuestionForm,
    new_form=NewQuestionForm,
    words=Words(
        title=N_("Questions"),
        item=N_("Question"),
        note=N_("Citizens and operators are asked these questions about a category instead of one free text."),
        add=N_("Add a question"),
        save_new=N_("Add question"),
        deletable=N_("Messages keep the answers that were given."),
        delete=N_("Delete question"),
        deleted=N_("Question deleted."),
        offered=N_("Is asked"),
        offered_hint=N_("Messages keep the answers that were given."),
        empty=N_("There are no questions yet. A message is one free text."),
    ),
    rows=lambda settings: questions.of_office(db.session(), settings.policy.office_id),
    labels={
        "category_id": N_("Category"),
        "kind": N_("Kind of answer"),
        "required": N_("Must be answered"),
        "options_fa": N_("Answers in Persian, one a line"),
        "options_en": N_("Answers in English, one a line"),
        "when_id": N_("Ask only after"),
        "when_answer": N_("and only if the answer is"),
    },
    columns=(("category", N_("Category")), ("when", N_("Condition"))),
    defaults=lambda settings: {"kind": "text"},
    choices=_choices,
    save=save_question,
    is_wide=True,
)
