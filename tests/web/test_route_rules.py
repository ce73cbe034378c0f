"""Making the application compiles no address; what is written is what werkzeug's own rules write."""

from collections.abc import Callable

import pytest
from werkzeug.routing import Map, Rule
from werkzeug.routing.exceptions import BuildError

from deskq.web.route_rules import LazyRule

RULES = ["/", "/t/<token>", "/o/<slug>/manage/<int:row>/file", "/static/<path:name>"]
ASKED = [
    ("0", {}),
    ("0", {"lang": "fa", "again": ["1", "2"]}),
    ("1", {"token": "a b/پ", "x": 1}),
    ("2", {"slug": "main", "row": 7}),
    ("3", {"name": "css/kiosk.css", "v": "1"}),
]


def _map(rule_class: type[Rule]) -> Map:
    return Map([rule_class(rule, endpoint=str(number)) for number, rule in enumerate(RULES)])


def test_making_a_rule_compiles_no_address(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    whole = Rule._compile_builder

    def noted(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        compiled.append(rule.rule)
        return whole(rule, append_unknown)

    monkeypatch.setattr(Rule, "_compile_builder", noted)
    urls = _map(LazyRule).bind("localhost")
    assert urls.match("/o/main/manage/7/file") == ("2", {"slug": "main", "row": 7})
    assert compiled == []
    urls.build("1", {"token": "a"})
    urls.build("1", {"token": "b"})
    assert compiled == ["/t/<token>"]


@pytest.mark.parametrize(("endpoint", "values"), ASKED)
def test_it_writes_what_werkzeug_writes(endpoint: str, values: dict[str, object]) -> None:
    lazy, eager = (_map(rule_class).bind("localhost") for rule_class in (LazyRule, Rule))
    for unknown in (True, False):
        assert lazy.build(endpoint, values, append_unknown=unknown) == eager.build(
            endpoint, values, append_unknown=unknown
        )


def test_what_cannot_be_written_is_refused_as_before() -> None:
    with pytest.raises(BuildError):
        _map(LazyRule).bind("localhost").build("2", {"slug": "main"})
