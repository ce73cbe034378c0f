"""Which package and which layer may import which: read from the source with ``ast``, a wrong import named by file."""

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

from tests.tools.source_files import DESKQ, calls, dotted, is_standard, is_within, modules, named, package_of, wrong

#: Every package of deskq, from the top down: each may import those to its right, never back.
ORDER = (
    "doctor", "journal_proof", "database_move", "ops", "data_requests", "demo", "practice", "invented", "offices",
    "api", "alerts", "setup", "half_year", "charter", "published", "coding", "saved_reports",
    "application_reports", "message_reports", "reports", "panel",
    "sms_inbound", "rating_followup", "feedback_calls", "paper_boxes", "message_import", "intake", "portal",
    "open_matters",
    "application_tracking", "application_ratings", "application_opening", "document_scans", "commissions",
    "place_permits", "inspections",
    "inbox",
    "webhooks", "application_exchange", "application_figures", "applications", "service_sheets",
    "message_admin", "message_pauses", "message_erasure",
    "sender_check", "citizen_check", "messages", "message_settings", "joining",
    "host", "amenities", "building", "appointments", "ratings", "printing", "sms", "estimate", "queue", "announcements",
    "work", "background_work", "staff", "units", "office",
    "voice", "live", "jobs", "access", "web", "core",
)  # fmt: skip
#: Packages that are no feature: a feature's layers are asked of the others.
GROUND = ("doctor", "journal_proof", "database_move", "ops", "voice", "live", "jobs", "access", "web", "core")
#: Files and folders that hold pages, and those that hold the commands behind them.
PAGES = ("views", "admin", "leave_pages", "sign_in_pages", "fake_printer_page")
SERVICES = ("service", "leave_service", "sign_in_service", "questionnaire_service")
#: Folders inside a feature that have layers of their own: ``ratings/appeals/rules.py`` is rules.
PARTS = (
    "appeals", "confirmation", "hall", "mail", "notes", "one_time_code", "results", "second_factor", "today",
    "training",
)  # fmt: skip


def layer_of(path: Path) -> str:
    """rules, events, models, service, views ...: the file of a package or of a part of it, or its folder of that
    name."""
    return layer_of_module(dotted(path))


def layer_of_module(module: str) -> str:
    """The layer of a dotted name: ``deskq.queue.rules.priority`` and ``deskq.ratings.appeals.rules`` are rules."""
    names = module.split(".")[2:]
    if len(names) > 1 and names[0] in PARTS:
        del names[0]
    return names[0] if names else ""


def layer(*names: str) -> list[Path]:
    found = [path for path in modules() if layer_of(path) in names and package_of(path) not in ("core", "web")]
    assert found, f"there is no {names} any more: is this test still right?"
    return found


def is_rules(module: str) -> bool:
    return layer_of_module(module) in ("rules", "kinds", "root_causes", "escalation_path")


def test_the_root_holds_packages_only():
    assert [path.name for path in DESKQ.glob("*.py")] == ["__init__.py"]


def test_every_package_has_its_place_in_the_order():
    found = {package_of(path) for path in modules()} - {""}

    assert found == set(ORDER)
    assert len(set(ORDER)) == len(ORDER)


def test_the_picture_of_the_packages_has_the_same_order():
    text = (DESKQ.parent / "docs" / "architecture.md").read_text()
    boxes = re.findall(r'^  \w+\["(.+)"\]$', text, re.MULTILINE)
    rows = [box.replace("<br>→", "→").split("<br>")[-1] for box in boxes]
    names = [re.sub("<b>|</b>:?", "", part).split()[0] for row in rows for part in row.split("→")]

    assert [name for name in names if name != "create_app:"] == list(ORDER)


@pytest.mark.parametrize("package", ORDER)
def test_a_package_imports_only_those_to_its_right(package):
    forbidden = [f"deskq.{other}" for other in ORDER[: ORDER.index(package)]]
    mine = [path for path in modules() if package_of(path) == package]

    assert wrong(mine, lambda path, module: is_within(module, *forbidden)) == []


def test_no_module_imports_itself_through_others():
    """Circles of files: from any file, following imports at module level, one never comes back."""
    known = {dotted(path) for path in modules()}
    leads: dict[str, set[str]] = defaultdict(set)
    for path in modules():
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    full = f"{node.module}.{alias.name}"
                    leads[dotted(path)] |= {full if full in known else str(node.module)} & known

    done: set[str] = set()

    def walk(module: str, way: tuple[str, ...]) -> None:
        assert module not in way, " → ".join((*way[way.index(module) :], module))
        if module not in done:
            for other in leads[module]:
                walk(other, (*way, module))
            done.add(module)

    for module in sorted(known):
        walk(module, ())


def test_rules_import_the_standard_library_errors_quantiles_and_text_only():
    allowed = ("deskq.core.errors", "deskq.core.quantiles", "deskq.core.text")

    assert wrong(
        [path for path in modules() if is_rules(dotted(path))],
        lambda path, module: not is_standard(module) and not is_within(module, *allowed) and not is_rules(module),
    ) == []  # fmt: skip


def test_events_import_the_standard_library_only():
    assert wrong(layer("events"), lambda path, module: not is_standard(module)) == []


def test_services_import_nothing_of_flask():
    assert wrong(layer(*SERVICES), lambda path, module: module.split(".")[0].startswith("flask")) == []


def test_pages_and_api_import_nothing_of_the_database():
    api = [path for path in modules() if package_of(path) == "api" and path.stem != "models"]

    assert wrong([*layer(*PAGES), *api], lambda path, module: is_within(module, "sqlalchemy")) == []


def test_models_import_rules_not_what_uses_them():
    above = {"service", "queries", "views", "config_cache", "screens", "jobs", "listeners", "registration"}

    assert wrong(
        layer("models"), lambda path, module: is_within(module, "deskq") and bool(set(module.split(".")) & above)
    ) == []  # fmt: skip


def test_a_service_does_not_call_the_service_of_another_feature():
    cut_so_that_each_can_be_understood = (
        ("messages", "portal", "intake", "paper_boxes", "message_import", "feedback_calls", "rating_followup",
         "sms_inbound", "message_admin", "message_pauses", "open_matters", "sender_check"),
        ("applications", "application_opening", "document_scans", "inspections", "commissions"),
    )  # fmt: skip

    def is_foreign(path: Path, module: str) -> bool:
        words = module.split(".")
        mine = package_of(path)
        if words[0] != "deskq" or len(words) < 3 or layer_of_module(module) not in SERVICES or words[1] == mine:
            return False
        return not any(mine in one and words[1] in one for one in cut_so_that_each_can_be_understood)

    assert wrong(layer(*SERVICES), is_foreign) == []


def test_only_pages_and_registrations_import_pages():
    """The inside of a feature knows neither its pages nor anybody's request."""
    inside = [
        path
        for path in modules()
        if package_of(path) not in (*GROUND, "api", "")
        and layer_of(path) in ("rules", "models", "events", "queries", *SERVICES)
    ]
    edge = ("deskq.live", "deskq.access.identity", "deskq.access.sessions", "deskq.ops", "deskq.api")

    assert inside
    assert wrong(inside, lambda path, module: is_within(module, *edge) or ".views." in module) == []


def test_packages_do_not_export_names_of_their_modules():
    """Import from the file that defines: go-to-definition and grep then find it."""
    packages = [path for path in modules() if path.name == "__init__.py" and path.parent != DESKQ]
    telling = [named(path) for path in packages if "__all__" in path.read_text()]

    assert telling == []


def test_the_voice_knows_plain_values_only():
    edge = ("views", "registration", "jobs")
    mine = [path for path in modules() if package_of(path) == "voice" and path.stem not in edge]
    allowed = ("deskq.voice", "deskq.core.outages", "deskq.core.outage_log", "deskq.core.errors", "deskq.core.text")

    assert len(mine) > 5
    assert wrong(mine, lambda path, module: is_within(module, "deskq") and not is_within(module, *allowed)) == []
    assert wrong(mine, lambda path, module: module.split(".")[0] in ("flask", "sqlalchemy")) == []


def test_only_live_emits():
    emitting = {package_of(path) for path in modules() for call in calls(path) if call.split(".")[-1] == "emit"}

    assert emitting == {"live"}


def test_only_the_clock_asks_the_time():
    """``time.monotonic`` and the like measure lengths, and are no time of day."""
    asking = ("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.localtime",
              "func.now", "func.current_timestamp")  # fmt: skip
    found = {
        f"{named(path)} → {call}"
        for path in modules()
        for call in calls(path)
        if any(call == one or call.endswith("." + one) for one in asking)
    }

    assert found == {"deskq/core/clock.py → datetime.now"}


def test_the_time_is_not_asked_by_another_name():
    assert wrong(modules(), lambda path, module: module in ("time.time", "datetime.datetime.now")) == []
