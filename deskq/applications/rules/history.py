"""The graph of an application as its journal keeps it."""

from collections.abc import Iterable
from dataclasses import dataclass

from deskq.applications.rules import progress


@dataclass(frozen=True, slots=True)
class GraphNode:
    code: str
    after: tuple[str, ...]
    kind: str
    optional: bool


def graph_text(nodes: Iterable[progress.Node]) -> str:
    """``inspection<opening``: each stage with those before it; ``?`` optional, ``~kind`` waits for somebody else."""
    return " ".join(
        one.code
        + ("?" if one.optional else "")
        + (f"~{one.kind}" if one.kind != "work" else "")
        + ("<" + "+".join(one.after) if one.after else "")
        for one in nodes
    )


def graph_of(text: str) -> tuple[GraphNode, ...]:
    """The nodes that ``graph_text`` wrote."""
    found = []
    for one in text.split():
        name, _, before = one.partition("<")
        name, _, kind = name.partition("~")
        nodes = tuple(before.split("+")) if before else ()
        found.append(GraphNode(name.rstrip("?"), nodes, kind or "work", name.endswith("?")))
    return tuple(found)
