"""Events of what citizens say about answers on the tracking page and by SMS."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class AnswerHelped:
    """The citizen said that the answer helped; ``way``: page or sms."""

    kind: ClassVar[str] = "message.answer_helped"
    message: int
    way: str


@dataclass(frozen=True, slots=True)
class AnswerHelpedTakenBack:
    kind: ClassVar[str] = "message.answer_helped_taken_back"
    message: int
