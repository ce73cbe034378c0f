"""Background jobs: advice and the forecast of the day, for the hall pages that somebody looks at."""

from deskq.core.errors import N_
from deskq.jobs.table import Job
from deskq.panel import advisor, forecaster
from deskq.panel.advisor import Advisor
from deskq.panel.forecaster import Forecaster

REST = 9.0  # seconds of rest for each second of work


def jobs(advises: Advisor, foresees: Forecaster) -> tuple[Job, ...]:
    titles = N_("Advise on counters"), N_("Forecast the visitors of the day")
    return (
        Job("panel.advice", titles[0], advisor.PERIOD, advises.step, rest=REST, wake=advises.results.woken),
        Job("panel.forecast", titles[1], forecaster.PERIOD, foresees.step, rest=REST, wake=foresees.results.woken),
    )
