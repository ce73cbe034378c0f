"""The text of an SMS about the alerts of one kind, written when it is sent. It contains no link."""

from flask import current_app
from flask_babel import force_locale, gettext
from sqlalchemy.orm import Session

from deskq.alerts import words
from deskq.alerts.queries import stored
from deskq.core.db import field_encryption
from deskq.office import config_cache
from deskq.sms import rules as sms_rules

TEST = "test"  #: in place of a kind


def render(session: Session, office_id: int, about: str) -> tuple[str, str] | None:
    """(number, text) of the SMS with the key "alert PERSON KIND TEXTING"; None when none of its alerts is active any
    more, or the person is off duty."""
    person_id, kind, texting = about.split()[1:]
    person = stored.duty_person(session, office_id, int(person_id))
    phone = field_encryption.readable(person.phone) if person is not None else None
    if person is None or phone is None or not (person.on_duty or kind == TEST):
        return None
    language = str(current_app.config["LANGUAGE"])
    with force_locale(language):
        if kind == TEST:
            said = str(gettext("A test: alerts will arrive at this number."))
        else:
            alerts = stored.of_texting(session, office_id, int(texting))
            if not alerts:
                return None
            said = words.summary(session, office_id, alerts)
    office = config_cache.of(session, office_id).office.name.in_language(language)
    return phone, sms_rules.first_single_part((f"{office}\n{said}", said))
