"""Applications as their journal alone tells them: the graph each began with, then verb by verb."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from deskq.applications.events import ApplicationDocuments, ApplicationMoved, ApplicationOpened
from deskq.applications.rules import progress
from deskq.applications.rules.history import GraphNode, graph_of
from deskq.applications.rules.progress import Progress


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """``due``: microseconds; ``missing``: codes of documents not handed in yet."""

    progress: Progress
    due: int
    missing: frozenset[str]


def rebuild(entries: Iterable[tuple[str, Mapping[str, Any]]]) -> dict[int, Rebuilt]:
    """{application: as it is after these entries of the journal}; entries of other kinds are passed over."""
    graphs: dict[int, tuple[GraphNode, ...]] = {}
    found: dict[int, Rebuilt] = {}
    for kind, event in entries:
        if kind == ApplicationOpened.kind:
            nodes = graphs[event["application"]] = graph_of(event["graph"])
            missing = frozenset(event["missing"].split())
            found[event["application"]] = Rebuilt(progress.begin(nodes, bool(missing)), event["due"], missing)
        elif kind == ApplicationMoved.kind:
            key = event["application"]
            before = found[key]
            after = progress.apply(graphs[key], before.progress, event["verb"], event["stage"])
            found[key] = Rebuilt(after, event["due"] or before.due, before.missing)
        elif kind == ApplicationDocuments.kind:
            key = event["application"]
            found[key] = Rebuilt(found[key].progress, found[key].due, frozenset(event["missing"].split()))
    return found
