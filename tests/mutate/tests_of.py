"""Which tests belong to a file: those of its feature, and those that import it by name."""

from pathlib import Path

TESTS = Path("tests")
LEFT_OUT = {"e2e", "load", "deploy", "mutate", "js", "vendor"}
#: Files of tests that import a module of everybody; more would be all tests.
MOST_IMPORTING = 25
#: Folders and files besides tests/<package>, by package or by folder of templates.
ALSO = {
    "access": "staff office/admin/test_devices.py office/admin/test_permissions.py api/test_access.py security",
    "core": "core jobs queue/test_days.py queue/test_wrong_clock.py staff/test_session_rules.py web",
    "live": "live staff/test_signed_out.py",
    "estimate": "estimate queue/test_ahead.py sms/test_due.py",
    "message_settings": "message_admin messages inbox",
    "messages": "messages inbox portal intake message_admin feedback_calls paper_boxes",
    "office": "office appointments/test_rules.py queue/test_closed.py",
    "queue": "queue reports",
    "rating_followup": "rating_followup ratings/test_by_phone.py ratings/test_by_kiosk.py",
    "units": "message_admin messages/test_escalation.py inbox/test_visibility.py",
    "web": "web security",
}
PAGES = {
    "appointments": "appointments",
    "components": "web queue/test_panel.py reports office/admin printing",
    "data_requests": "data_requests",
    "desk": "queue appointments/test_check_in.py printing live",
    "devices": "office/admin/test_devices.py security/test_every_route.py",
    "kiosk": "queue ratings printing sms/test_kiosk.py appointments/test_kiosk.py web rating_followup office",
    "layouts": "web",
    "lobby": "queue live web office/test_hall.py announcements",
    "manage": "office/admin reports",
    "messages": "inbox",
    "phone": "queue ratings rating_followup sms web live estimate",
    "printing": "printing",
    "published": "estimate office portal",
    "site": "office web",
    "staff": "staff ratings/appeals",
    "tablet": "ratings live",
    "track": "portal",
}
#: Templates of these two folders whose pages belong to other features, by how their names begin.
OTHERS = {
    "manage/a": "ratings/appeals announcements appointments",
    "manage/messages": "message_admin",
    "manage/_ratings": "ratings/test_results_page.py ratings/test_disclosure_control.py",
    "manage/ratings": "ratings/test_results_page.py",
    "manage/p": "staff office/admin/test_priorities.py",
    "manage/_jobs": "jobs",
    "manage/_outages": "core/test_shared_outages.py voice/test_told.py printing/test_status.py",
    "messages/call": "feedback_calls",
    "messages/box": "paper_boxes",
    "messages/opening": "paper_boxes",
    "messages/minutes": "paper_boxes",
    "messages/_similar": "intake",
    "messages/_caller": "intake",
    "messages/_just": "intake",
    "messages/intake": "intake",
    "messages/registered": "intake",
    "messages/category": "intake",
    "messages/filed": "portal",
    "messages/new": "portal",
    "messages/form_parts": "portal",
    "messages/kinds": "portal",
    "messages/visit": "rating_followup",
}
#: Tests that read every page.
EVERY_PAGE = "security/test_hostile_office.py security/test_csrf.py"


def tests_of(path: str) -> list[str]:
    """Paths of the tests for a file, the nearest first."""
    parts = Path(path).parts
    if parts[0] == "templates":
        begins = max((one for one in OTHERS if path.startswith(f"templates/{one}")), key=len, default="")
        wanted = f"{OTHERS.get(begins) or PAGES.get(parts[1], 'web')} {EVERY_PAGE}".split()
        return [str(TESTS / one) for one in wanted if (TESTS / one).exists()]
    package = parts[1].removesuffix(".py")
    module = path.removesuffix(".py").replace("/", ".")
    importing = [str(file) for file in _files() if _imports(file.read_text(), module)]
    folders = [str(TESTS / one) for one in ALSO.get(package, package).split() if (TESTS / one).exists()]
    return list(dict.fromkeys([*importing[:MOST_IMPORTING], *folders]))


def _files() -> list[Path]:
    return sorted(file for file in TESTS.rglob("test_*.py") if not LEFT_OUT & set(file.parts))


def _imports(text: str, module: str) -> bool:
    package, _, name = module.rpartition(".")
    return (
        f"from {module} import" in text
        or f"from {package} import {name}\n" in text
        or f"{package} import {name} as" in text
    )
