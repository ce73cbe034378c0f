"""What the pages of two-step sign-in share: a form's problems, the QR code, and the page of recovery codes."""

from collections.abc import Mapping
from typing import Any

from flask import render_template
from flask_babel import gettext

from deskq.core.errors import DomainError, InvalidInput
from deskq.core.extensions import db
from deskq.office import config_cache
from deskq.staff.models import Person
from deskq.staff.second_factor import rules, totp
from deskq.web.refusal_sentences import sentence


def problems(refusal: DomainError, field: str = "code") -> Mapping[str, str]:
    """{field: what is wrong with it} of a refusal; what belongs to no field stands at ``field``."""
    if isinstance(refusal, InvalidInput):
        return {name: gettext(text) for name, text in refusal.fields.items()}
    return {field: sentence(refusal)}


def secret_context(person: Person, secret: str) -> dict[str, Any]:
    """The secret as the set-up shows it: as the address in the QR code, and in groups to be typed."""
    name = config_cache.of(db.session(), person.office_id).office.name
    office = name.en or name.fa  # Persian letters would make the QR code four times as fine
    return {"address": totp.address(secret, person.sign_in_name, office), "groups": rules.in_groups(secret)}


def recovery_codes(codes: list[str], following: str) -> str:
    """Shown once; ``following`` is where its reader goes on to."""
    shown = [rules.in_groups(code) for code in codes]
    return render_template("staff/recovery_codes.html", codes=shown, following=following)
