"""Answers to the questions of a category, with the text of the question, so that later changes of a question do not
affect them."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from deskq.core.extensions import Model
from deskq.message_settings import question_rules
from deskq.message_settings.kinds import REPORT
from deskq.message_settings.models import MessageQuestion
from deskq.message_settings.question_rules import ASKED_IN, Checked
from deskq.messages.models import BIG


class QuestionAnswer(Model):
    """One answer, with the question in the language of the message."""

    __tablename__ = "message_answer"
    __table_args__ = (Index("ix_message_answer_of", "message_id", "id"),)

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"))
    code: Mapped[str] = mapped_column(String(40))
    question: Mapped[str] = mapped_column(String(80))
    answer: Mapped[str] = mapped_column(String(300))


def checked(kind: str, channel: str, questions: Sequence[MessageQuestion], typed: Mapping[int, str]) -> Checked:
    """The valid answers. Confidential reports and letters are not asked questions."""
    return question_rules.check(() if kind == REPORT else questions, typed, channel in ASKED_IN)


def rows(questions: Iterable[MessageQuestion], answers: Mapping[int, str], language: str) -> list[QuestionAnswer]:
    """Rows of the answers, without the id of their message."""
    return [
        QuestionAnswer(
            code=question.code,
            question=question.name.in_language(language),
            answer=_in_language(question, answers[question.id], language),
        )
        for question in questions
        if question.id in answers
    ]


def _in_language(question: MessageQuestion, answer: str, language: str) -> str:
    name = question.options.get(answer)
    return name.in_language(language) if name is not None else answer


def of_message(session: Session, message_id: int) -> list[QuestionAnswer]:
    wanted = select(QuestionAnswer).where(QuestionAnswer.message_id == message_id)
    return list(session.scalars(wanted.order_by(QuestionAnswer.id)))


def in_words(answers: Iterable[QuestionAnswer]) -> str:
    """The answers as text, one on each line, for a message without a text of its own."""
    return "\n".join(f"{row.question} {row.answer}" for row in answers)


def with_words(body: str, answers: Sequence[QuestionAnswer]) -> str:
    """Text and answers together, for outputs that have only text."""
    told = in_words(answers)
    return "\n".join(filter(None, (told, body if body != told else "")))
