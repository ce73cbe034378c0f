"""How often a person may try to prove that a number is theirs. Codes by SMS: sms/one_time_code."""

from dataclasses import dataclass

from deskq.core.errors import DomainError

#: Wrong digits over all time, counted for one message or application in two ways: in all browsers that were never
#: verified together, and in each verified browser. The citizen may have given two numbers; five tries then find four
#: digits once in a thousand of them.
MOST_WRONG = 5
#: Verified browsers of one message or application; the one verified longest ago is removed first.
MOST_BROWSERS = 20


@dataclass(frozen=True, slots=True)
class WaysToProve:
    """Whether this browser may try the four digits, a code can be texted, and one was sent and is still valid."""

    digits: bool
    code: bool
    code_sent: bool


class NoSmsCode(DomainError):
    slug = "no-sms-code"


def digits_open(wrong: int) -> bool:
    """Whether digits are still accepted after so many wrong ones."""
    return wrong < MOST_WRONG
