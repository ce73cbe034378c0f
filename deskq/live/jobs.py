"""Background jobs of live screens; each process has its own sockets, so each runs them all."""

from deskq.access.devices import last_seen
from deskq.access.devices.last_seen import DevicesSeen
from deskq.core.errors import N_
from deskq.jobs.table import Job
from deskq.live import idle_connections, subscription_guard, write_waits
from deskq.live.follower import Follower
from deskq.live.idle_connections import IdleConnections
from deskq.live.write_waits import WriteWaits

HANGS = 60.0  #: seconds of a round after which screens are believed to stand still


def jobs(follower: Follower, devices: DevicesSeen) -> tuple[Job, ...]:
    return (
        Job(
            "live.follow",
            N_("Refresh live screens"),
            follower.wait,
            follower.round,
            wake=follower.bus.news,
            pauses=False,  # an office whose news fail waits, others do not
            longest=HANGS,
        ),
        Job(
            "live.recheck",
            N_("Close screens that may no longer watch"),
            lambda: subscription_guard.RECHECK_SECONDS,
            follower.guard.recheck,
        ),
        Job("live.devices", N_("Store when devices were last seen"), last_seen.PERIOD.total_seconds(), devices.store),
        Job("live.idle", N_("Close idle connections"), lambda: idle_connections.LOOK, IdleConnections().close),
        Job("live.saving", N_("Tell screens when actions wait to be saved"), write_waits.PERIOD, WriteWaits().once),
    )
