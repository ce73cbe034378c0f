"""100,000 applications with 1,000,000 stages: the pages of an application, of a unit, of its applicant, and the
reports, whole requests on either database."""

from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text

from deskq.applications.models import Application
from deskq.core.extensions import db
from deskq.office import queries as office_queries
from deskq.staff import queries as staff_queries
from tests.conftest import PASSWORD
from tests.load import bench_office, many_applications
from tests.tools.browsers import Browser

#: Promised p95 in milliseconds.
TARGETS = {
    "application page": 80, "unit inbox": 80, "tracking": 50, "flow picture": 1500, "report of three years": 1500,
    "report by stage": 1500, "report by month": 1500, "opening with the outlook": 80,
}  # fmt: skip
YEARS = "from=1402/09/01&to=1405/12/29"


def measure(folder: Path, count: int, rounds: int) -> dict[str, dict[str, float]]:
    """{database: {what: p95 in ms}}."""
    found = {}
    for name in bench_office.databases():
        with bench_office.copied(folder / name, name) as copy, copy.app() as app:
            _write(app, count)
            found[name] = _measured(app, rounds)
    return found


def _write(app: Flask, count: int) -> None:
    with app.app_context():
        office_id = office_queries.first_office(db.session()).id
        begun = perf_counter()
        stages = many_applications.write(db.session(), office_id, _person("karimi"), count)
        db.session.remove()
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            # PostgreSQL does both by itself after so many rows.
            connection.execute(text("ANALYZE" if db.engine.dialect.name == "sqlite" else "VACUUM ANALYZE"))
        print(f"{count:,} applications, {stages:,} stages written in {perf_counter() - begun:.0f} s", flush=True)


def _person(name: str) -> int:
    return staff_queries.person_by_name(db.session(), name).id


def _measured(app: Flask, rounds: int) -> dict[str, float]:
    with app.app_context():
        tracked = list(
            db.session.execute(
                select(Application.id, Application.code)
                .order_by(Application.id.desc())
                .limit(many_applications.TRACKED)
            )
        )
        middle = db.session.scalar(select(Application.id).order_by(Application.id).offset(len(tracked) // 2)) or 1
        db.session.remove()
    planner, supervisor, citizen = _browser(app, "planner"), _browser(app, "supervisor"), _browser(app)
    clerk = _browser(app, "karimi")
    ids = [one.id for one in tracked[: rounds // 2]] + list(range(middle, middle + rounds // 2))
    codes = [one.code for one in tracked]
    few = max(1, rounds // 10)
    report = "/manage/reports/applications"
    return {
        "application page": _p95(supervisor, lambda nth: f"/applications/{ids[nth % len(ids)]}", rounds),
        "unit inbox": _p95(planner, lambda nth: "/applications", rounds),
        "unit inbox, all open": _p95(planner, lambda nth: "/applications?tab=open", rounds),
        "unit inbox, ended": _p95(planner, lambda nth: "/applications?tab=ended", rounds),
        "unit inbox, waiting": _p95(planner, lambda nth: "/applications?tab=waiting", rounds),
        "inbox of who sees all": _p95(supervisor, lambda nth: "/applications?tab=open", rounds),
        "tracking": _p95(citizen, lambda nth: f"/track/{codes[nth % len(codes)]}", rounds),
        "opening with the outlook": _p95(clerk, lambda nth: "/applications/new?sheet=building_permit", few),
        "flow picture": _p95(supervisor, lambda nth: f"{report}/building_permit?{YEARS}", few),
        "report of three years": _p95(supervisor, lambda nth: f"{report}?{YEARS}", few),
        "report by stage": _p95(supervisor, lambda nth: f"{report}?{YEARS}&by=stage", few),
        "report by month": _p95(supervisor, lambda nth: f"{report}?{YEARS}&by=month", few),
    }  # fmt: skip


def _browser(app: Flask, name: str = "") -> FlaskClient:
    made = Browser(app, app.response_class, use_cookies=True)
    if name:
        assert made.post("/sign-in", data={"name": name, "password": PASSWORD}).status_code == 303
    return made


def _p95(browser: FlaskClient, address: Callable[[int], str], rounds: int) -> float:
    took = []
    assert browser.get(address(0), follow_redirects=True).status_code == 200
    for nth in range(rounds):
        began = perf_counter()
        answer = browser.get(address(nth), follow_redirects=True)
        took.append((perf_counter() - began) * 1000)
        assert answer.status_code == 200, answer.text[:500]
    return sorted(took)[int(0.95 * len(took))]
