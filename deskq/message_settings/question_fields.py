"""Answers to the questions of a category in a form: fields named ``q_`` and the id of the question."""

import re

from werkzeug.datastructures import MultiDict

from deskq.message_settings.question_rules import FIELD

_NAME = re.compile(rf"{FIELD}([0-9]{{1,9}})")


def parted(form: MultiDict[str, str]) -> tuple[MultiDict[str, str], dict[int, str]]:
    """(other fields, {question: typed answer})."""
    rest: MultiDict[str, str] = MultiDict()
    answers: dict[int, str] = {}
    for name in form:
        found = _NAME.fullmatch(name)
        if found is None:
            rest.setlist(name, form.getlist(name))
        else:
            answers[int(found[1])] = form[name]
    return rest, answers
