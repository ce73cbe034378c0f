"""Background jobs of the voice: clips of calls, and clips that will be wanted later."""

from functools import partial

from deskq.core.errors import N_
from deskq.jobs.table import Job
from deskq.voice.clip_service import Voice

PERIOD = 60.0  # seconds; a new clip wakes them


def jobs(voice: Voice) -> tuple[Job, ...]:
    """None without an engine."""
    if voice.engine is None:
        return ()
    calls, later = partial(voice.make_waiting, aside=False), partial(voice.make_waiting, aside=True)
    return (
        Job("voice.calls", N_("Speak calls"), PERIOD, calls, wake=voice.calls.news),
        Job("voice.later", N_("Prepare spoken numbers"), PERIOD, later, wake=voice.later.news),
    )
