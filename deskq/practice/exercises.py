"""The exercises of each role, and which of them somebody has done. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from deskq.core.errors import N_


@dataclass(frozen=True, slots=True)
class Exercise:
    """``done_by``: kinds of events; one of each group is needed, each by this person. ``hint`` says where to press."""

    key: str
    name: str
    hint: str
    done_by: tuple[frozenset[str], ...]


def _needs(*groups: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(group.split()) for group in groups)


#: In the order in which a day brings them.
CLERK = (
    Exercise("call", N_("Call the next visitor"), N_("Press the large button “Call next”."), _needs("ticket.called")),
    Exercise("start", N_("Start a visit"), N_("The visitor is here: press “Start”."), _needs("ticket.started")),
    Exercise("finish", N_("Finish a visit"), N_("The visitor is done: press “Finish”."), _needs("ticket.finished")),
    Exercise(
        "recall",
        N_("Call again"),
        N_("Call the next one. Nobody comes? Press “Call again”: the board shows the number again."),
        _needs("ticket.recalled"),
    ),
    Exercise(
        "absent",
        N_("Mark a visitor absent"),
        N_("Still nobody? Press “Absent”. You can bring them back when they come."),
        _needs("ticket.missed"),
    ),
    Exercise(
        "hold",
        N_("Put a visitor on hold and resume"),
        N_("Press “Hold” while a visitor fetches a paper. Resume under “On hold”."),
        _needs("ticket.held", "ticket.resumed"),
    ),
    Exercise(
        "transfer",
        N_("Transfer a visitor"),
        N_("Press “Transfer”, and choose the service or the counter that the visitor needs."),
        _needs("ticket.transferred"),
    ),
    Exercise(
        "undo",
        N_("Undo an action"),
        N_("Pressed the wrong button? The line above the visitor has “Undo” for a while."),
        _needs("ticket.undone counter.undone"),
    ),
    Exercise(
        "help", N_("Ask for help"), N_("Press “Ask for help”: the hall page shows it at once."), _needs("help.asked")
    ),
    Exercise(
        "break",
        N_("Take a break and come back"),
        N_("Finish the visit, press “Break”, then “I am back”."),
        _needs("counter.on_break", "counter.opened"),
    ),
)
SUPERVISOR = (
    Exercise(
        "answer_help",
        N_("Answer a call for help"),
        N_("A counter asks for help at the top of the hall page: press “Somebody is on the way”."),
        _needs("help.ended:answered"),
    ),
    Exercise(
        "open",
        N_("Open a counter"),
        N_("Press “Actions” at a closed counter, and choose the clerk who works there now."),
        _needs("counter.opened"),
    ),
    Exercise(
        "lend",
        N_("Lend a clerk to a service"),
        N_("Press “Actions” at a counter with a clerk: choose a service that they also serve today."),
        _needs("office.changed:clerk_loan"),
    ),
    Exercise(
        "line",
        N_("Send a line to all counters"),
        N_("Press “Line of text to all counters” at the top."),
        _needs("line.sent"),
    ),
    Exercise(
        "close_service",
        N_("Close a service"),
        N_("Press “Close a service” at the top, and choose a reason that visitors read."),
        _needs("office.changed:service_closure"),
    ),
    Exercise(
        "issue",
        N_("Give a visitor a number"),
        N_("Open the page “Host” and give a number for a service."),
        _needs("ticket.issued"),
    ),
    Exercise(
        "pause",
        N_("Send a counter on a break"),
        N_("Press “Actions” at an open counter without a visitor, and choose the minutes of its break."),
        _needs("counter.on_break"),
    ),
    Exercise(
        "close",
        N_("Close a counter"),
        N_("Press “Actions” at a counter, then “Close this counter”."),
        _needs("counter.closed"),
    ),
)
#: {role: exercises}.
EXERCISES: Mapping[str, tuple[Exercise, ...]] = {"clerk": CLERK, "supervisor": SUPERVISOR}


@dataclass(frozen=True, slots=True)
class Progress:
    """``done``: keys of the exercises that were done; ``next``: the first that was not."""

    exercises: tuple[Exercise, ...]
    done: frozenset[str]

    @property
    def next(self) -> Exercise | None:
        return next((one for one in self.exercises if one.key not in self.done), None)


def progress(role: str, kinds: Collection[str]) -> Progress:
    """``kinds``: of what this person has done since they began."""
    found = EXERCISES.get(role, ())
    seen = frozenset(kinds)
    return Progress(found, frozenset(one.key for one in found if all(seen & group for group in one.done_by)))
