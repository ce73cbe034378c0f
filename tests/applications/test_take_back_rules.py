"""Which step of an application is the last one, and who may take it back."""

from dataclasses import dataclass

import pytest

from deskq.applications.rules import take_back as rules
from deskq.messages.rules.visibility import Viewer


@dataclass
class Step:
    id: int
    verb: str
    changes: str | None = "{}"
    takes_back_id: int | None = None


def steps(*verbs: str) -> list[Step]:
    return [Step(number, verb) for number, verb in enumerate(verbs, 1)]


def test_the_last_step_is_the_last_that_moved_the_application():
    calls = steps("open", "complete", "refuse", "ask_call", "called", "send_files")

    assert rules.last_step(calls).id == 3


@pytest.mark.parametrize("since", ["wait_documents", "object", "extend", "inspect", "cancel_bill", "resume"])
def test_after_another_step_there_is_nothing_to_take_back(since):
    assert rules.last_step(steps("open", "complete", since)) is None


def test_a_step_that_did_not_keep_what_it_changed_cannot_be_taken_back():
    assert rules.last_step([*steps("open"), Step(2, "complete", None)]) is None


def test_after_a_step_was_taken_back_the_one_before_is_the_last():
    both = [*steps("open", "complete", "refuse"), Step(4, "take_back", None, 3)]

    assert [one.id for one in rules.standing(both)] == [1, 2]
    assert rules.last_step(both).id == 2


@pytest.mark.parametrize(
    ("role", "units", "verb", "allowed"),
    [
        ("specialist", {7}, "complete", True),
        ("specialist", {8}, "complete", False),
        ("clerk", set(), "complete", True),
        ("clerk", set(), "refuse", False),
        ("supervisor", set(), "withdraw", True),
        ("specialist", {8}, "refuse", True),
        ("inspectorate", set(), "dismiss", True),
        ("supervisor", {7, 8}, "dismiss", False),
    ],
)
def test_who_may_take_a_step_may_take_it_back(role, units, verb, allowed):
    viewer = Viewer(1, role, frozenset(units), frozenset())

    assert rules.may(viewer, verb, 7, True, {8}) is allowed
