"""The list of ready answers: texts with placeholders that the staff choose while answering."""

from typing import Annotated, Any

from flask_babel import gettext
from pydantic import BeforeValidator, Field

from deskq.core.errors import N_
from deskq.core.extensions import db
from deskq.core.text import persian
from deskq.message_admin.forms import NamedForm
from deskq.message_admin.service.ready_answers import save_ready_answer
from deskq.message_admin.views.choices import choice
from deskq.message_admin.views.settings_list import SettingsList, Words
from deskq.message_settings.models import ReadyAnswer
from deskq.message_settings.queries import MessageSettings
from deskq.message_settings.ready_answers import LONGEST, PLACEHOLDERS, of_office
from deskq.messages.rules.transitions import OUTCOME_NAMES
from deskq.office.admin_pages import FilledForm
from deskq.office.forms import Row, Slug
from deskq.web import filters

Text = Annotated[str, Field(max_length=LONGEST), BeforeValidator(lambda typed: persian.clean(str(typed)))]


class ReadyAnswerForm(NamedForm):
    category_id: Row | None = None
    outcome: Annotated[str, Field(max_length=12)] | None = None
    text_fa: Annotated[Text, Field(min_length=1)]
    text_en: Text = ""


class NewReadyAnswerForm(ReadyAnswerForm):
    code: Slug


def _choices(settings: MessageSettings, form: FilledForm) -> dict[str, Any]:
    outcomes = [(key, filters.named(name)) for key, name in OUTCOME_NAMES.items() if key != "duplicate"]
    return {
        "categories": choice(settings.categories.values(), form.get("category_id"), gettext("all categories")),
        "outcomes": [("", gettext("any")), *outcomes],
        "placeholders": PLACEHOLDERS,
    }


READY_ANSWERS = SettingsList(
    name="answers",
    model=ReadyAnswer,
    form=ReadyAnswerForm,
    new_form=NewReadyAnswerForm,
    words=Words(
        title=N_("Ready answers"),
        item=N_("Ready answer"),
        note=N_("Texts that the staff choose while answering. They can still change the text before it is sent."),
        add=N_("Add a ready answer"),
        save_new=N_("Add ready answer"),
        deletable=N_("Answers that were sent keep their text."),
        delete=N_("Delete ready answer"),
        deleted=N_("Ready answer deleted."),
        offered=N_("Offered to the staff"),
        offered_hint=N_("Answers that were sent keep their text."),
        empty=N_("There are no ready answers yet."),
    ),
    rows=lambda settings: of_office(db.session(), settings.policy.office_id),
    labels={
        "category_id": N_("Category"),
        "outcome": N_("Outcome"),
        "text_fa": N_("Text in Persian"),
        "text_en": N_("Text in English"),
    },
    columns=(("category", N_("Category")),),
    choices=_choices,
    save=save_ready_answer,
)
