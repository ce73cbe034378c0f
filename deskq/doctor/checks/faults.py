"""Faults that servers have reported, apart from those that other checks find themselves."""

from collections.abc import Iterator

from deskq.core import clock_guard, disk_space, shared_outages
from deskq.core.errors import N_
from deskq.doctor.finding import Finding, Words
from deskq.journal_proof import words as anchors
from deskq.voice.clip_service import OUTAGE as VOICE

#: Parts with a check of their own.
CHECKED = (disk_space.PART, VOICE, "recordings", anchors.PART)
NONE = N_("Servers have reported no other fault.")
SINCE = N_("%(what)s Since %(since)s.")
CLOCK = N_("The server trusts the clock again ten minutes after it is right.")
LOOK = N_("The log of the server says more: %(command)s")


def check() -> Iterator[Finding]:
    found = [known for known in shared_outages.current() if known.part not in CHECKED]
    for known in found:
        values = {
            "what": Words(known.problem.text, known.problem.values),
            "since": known.since,
            "command": "journalctl -u deskq",
        }
        advice = CLOCK if known.part == clock_guard.OUTAGE_NAME else LOOK
        yield Finding("error", SINCE, values, advice)
    if not found:
        yield Finding("ok", NONE)
