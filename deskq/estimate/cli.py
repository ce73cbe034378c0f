"""Commands: ``flask evaluate-estimate`` runs the estimate over the log of any office; ``flask simulate-office`` writes
the log of a simulated one."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from deskq.core import clock
from deskq.core.progress import progress
from deskq.estimate import comparison
from deskq.estimate.backtest import Backtest
from deskq.estimate.comparison import Part
from deskq.estimate.csv_log import CsvLog, InvalidLog, write_shifts, write_visits
from deskq.estimate.durations import DAY
from deskq.estimate.log_records import Shift, Visit
from deskq.estimate.metrics import Evaluation, evaluate
from deskq.estimate.simulated_offices import OFFICES
from deskq.estimate.simulation import Simulation

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("evaluate-estimate")
@click.argument("file", type=FILE)
@click.option("--counters", type=FILE, help="CSV of when counters opened, paused and closed, and their services.")
@click.option(
    "--bound",
    default=30,
    type=click.IntRange(1, 1440),
    show_default=True,
    help="Maximum wait in minutes: after it, only arrival decides.",
)
@click.option("--learn-days", default=5, type=click.IntRange(0), show_default=True, help="Days used only for training.")
def evaluate_estimate(file: Path, counters: Path | None, bound: int, learn_days: int) -> None:
    """Replay a log (CSV: arrival, call, finish, service, counter) and compare the estimate with simple rules."""
    log = CsvLog(clock.zone())
    try:
        visits = log.visits(file)
        shifts = log.shifts(counters) if counters is not None else []
    except InvalidLog as wrong:
        raise click.ClickException(str(wrong)) from None
    days = sorted({int(visit.arrival // DAY) for visit in visits})
    if len(days) <= learn_days:
        raise click.ClickException(f"The log has {len(days)} days; more than {learn_days} are needed.")
    replay = Backtest(visits, shifts, bound * 60.0)
    with progress("Visits", len(visits)) as report_done:
        found = evaluate(replay.outcomes(days[learn_days] * DAY, report_done))
    if found is None:
        raise click.ClickException("Nothing could be estimated: no counter was open when visitors arrived.")
    click.echo(report(found))
    for hint in hints(visits, shifts):
        click.echo(f"\n{hint}")


@click.command("simulate-office")
@click.argument("name", type=click.Choice(list(OFFICES)))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def simulate_office(name: str, folder: Path) -> None:
    """Write visits.csv and counters.csv of a simulated office."""
    with progress(name, OFFICES[name].days) as report_done:
        made = Simulation(OFFICES[name], report_done)
    folder.mkdir(parents=True, exist_ok=True)
    write_visits(folder / "visits.csv", made.visits)
    write_shifts(folder / "counters.csv", made.shifts)
    click.echo(f"{len(made.visits)} visits of {OFFICES[name].days} days.")


def hints(visits: Sequence[Visit], shifts: Sequence[Shift]) -> Iterator[str]:
    """What else the office could log to improve the estimate."""
    if not shifts:
        yield (
            "Counter services, staffing and breaks were inferred from the visits alone. With a log of the counters\n"
            "(--counters), including the announced ends of breaks, the estimate improves."
        )
    if all(visit.weight == 1.0 for visit in visits):
        yield "No visit has a priority. If there are priority classes, add a column “weight”."


def report(found: Evaluation) -> str:
    """The accuracy figures as text tables."""
    own = found.estimate
    lines = [
        f"{own.count} waits, mean {found.mean_wait / 60:.1f} minutes; unknown: {found.unknown}.",
        "",
        f"{'':<22}{'MAE min':>9}{'bias min':>10}",
        f"{'estimate':<22}{own.mae / 60:>9.2f}{own.bias / 60:>+10.2f}",
    ]
    lines += [f"{one.rule:<22}{one.mae / 60:>9.2f}{one.bias / 60:>+10.2f}  ({one.scope})" for one in found.baselines]
    lines += ["", f"{'':<27}{'waits':>7}{'MAE':>7}{'rule':>7}{'better by':>11}{'95 % interval':>16}{'P10-P90':>9}"]
    lines += [_part_line(part) for part in comparison.parts(found)]
    lines += [
        "",
        comparison.verdict(found),
        f"{own.inside:.0%} of waits inside P10-P90, {own.longer:.0%} longer than P90;",
        f"mean width in minutes: {own.width / 60:.1f};",
        f"pinball loss in minutes: P50 {own.loss50 / 60:.2f}, P90 {own.loss90 / 60:.2f}.",
    ]
    return "\n".join(lines)


def _part_line(part: Part) -> str:
    sure = f"{part.sure[0]:+.0%} to {part.sure[1]:+.0%}" if part.sure is not None else ""
    own = part.estimate
    figures = f"{own.count:>7}{own.mae / 60:>7.2f}{part.rule_mae / 60:>7.2f}{part.gain:>+11.0%}"
    return f"{part.name:<27}{figures}{sure:>16}{own.inside:>9.0%}"
