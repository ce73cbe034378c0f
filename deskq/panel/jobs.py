"""Background job: advice for the hall pages that somebody looks at."""

from deskq.core.errors import N_
from deskq.jobs.table import Job
from deskq.panel.advisor import PERIOD, Advisor

REST = 9.0  # seconds of rest for each second of work


def jobs(advisor: Advisor) -> tuple[Job, ...]:
    return (Job("panel.advice", N_("Advise on counters"), PERIOD, advisor.step, rest=REST, wake=advisor.woken),)
