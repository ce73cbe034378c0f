"""Questions of a category: which are asked, which answers are valid, and which are missing. Pure functions."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple, Protocol

from deskq.core.errors import N_
from deskq.core.text import persian
from deskq.core.text.names import Name
from deskq.message_settings.kinds import TOO_LONG, WRONG_CHOICE

TEXT, CHOICE, YES_NO, NUMBER = "text", "choice", "yes_no", "number"
KINDS = (TEXT, CHOICE, YES_NO, NUMBER)
YES_OR_NO = {"yes": Name("بله", "Yes"), "no": Name("خیر", "No")}
LONGEST = 300
LONGEST_NUMBER = 9
#: Channels in which the citizen can be asked.
ASKED_IN = ("web", "phone", "in_person", "meeting")
MISSING, NO_NUMBER = N_("Please answer this question."), N_("Please enter a whole number.")
#: Name of the field of a question in a form, before its id.
FIELD = "q_"


class Question(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def options(self) -> Mapping[str, Name]: ...
    @property
    def required(self) -> bool: ...
    @property
    def when_id(self) -> int | None: ...
    @property
    def when_answer(self) -> str: ...


class Checked(NamedTuple):
    """Valid answers, {question: stored answer}, and problems, {field: sentence}."""

    answers: dict[int, str]
    problems: dict[str, str]


def field_of(question_id: int) -> str:
    return f"{FIELD}{question_id}"


def is_asked(question: Question, answers: Mapping[int, str]) -> bool:
    """Whether the condition of the question holds: an earlier question has a certain answer."""
    return question.when_id is None or answers.get(question.when_id) == question.when_answer


def check(questions: Iterable[Question], typed: Mapping[int, str], must_answer: bool) -> Checked:
    """Check answers in the order of the questions. Answers to questions that are not asked are left out.
    ``must_answer``: required questions need an answer."""
    found = Checked({}, {})
    for question in questions:
        if not is_asked(question, found.answers):
            continue
        answer, problem = _read(question, persian.clean(typed.get(question.id, "")))
        if problem or (question.required and must_answer and not answer):
            found.problems[field_of(question.id)] = problem or MISSING
        elif answer:
            found.answers[question.id] = answer
    return found


def _read(question: Question, typed: str) -> tuple[str, str]:
    """(stored answer, problem)."""
    if not typed:
        return "", ""
    if question.kind in (CHOICE, YES_NO):
        return typed, "" if typed in question.options else WRONG_CHOICE
    if question.kind == NUMBER:
        digits = persian.only_digits(typed)
        fits = digits.isascii() and digits.isdecimal() and len(digits) <= LONGEST_NUMBER
        return digits, "" if fits else NO_NUMBER
    return typed, "" if len(typed) <= LONGEST else TOO_LONG


def replace_body(questions: Iterable[Question]) -> bool:
    """Whether the text is optional, because at least one question is always required."""
    return any(question.required and question.when_id is None for question in questions)


def option_lines(fa: str, en: str) -> dict[str, Name]:
    """Options, one on each line; the Persian line is stored as the answer."""
    english = [line.strip() for line in en.splitlines()]
    lines = [line.strip() for line in fa.splitlines()]
    padded = english + [""] * (len(lines) - len(english))
    return {line: Name(line, padded[at]) for at, line in enumerate(lines) if line}
