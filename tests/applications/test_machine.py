"""The machine of stages: from wherever an application is, in whatever valid graph, it can end; and what it refuses."""

import random

import pytest

from deskq.applications.rules import history, progress
from deskq.applications.rules.history import GraphNode
from deskq.applications.rules.progress import PRESENT, VERBS, Progress
from deskq.core.errors import DomainError
from deskq.service_sheets.catalogue.content import contents
from deskq.service_sheets.rules import graph

NODES = (
    GraphNode("opening", (), "work", False),
    GraphNode("visit", ("opening",), "work", False),
    GraphNode("fire", ("opening",), "outside", True),
    GraphNode("reply", ("visit", "fire"), "work", False),
)


class Node(GraphNode):
    days = 1


def random_graph(rng: random.Random) -> tuple[Node, ...]:
    """A valid graph of up to eight stages: each comes after some before it, and what nothing follows leads to the
    last."""
    size = rng.randint(1, 8)
    before = {n: {rng.randrange(n) for _ in range(rng.randint(1, 2))} if n else set() for n in range(size)}
    followed = {one for n in before for one in before[n]}
    before[size - 1] |= {n for n in range(size - 1) if n not in followed}
    nodes = tuple(
        Node(
            f"s{n}",
            tuple(f"s{one}" for one in sorted(before[n])),
            rng.choice(("work", "work", "work", "applicant", "outside")),
            n < size - 1 and rng.random() < 0.3,
        )
        for n in range(size)
    )
    assert graph.faults(nodes) == []
    return nodes


def random_walk(rng: random.Random, nodes: tuple[GraphNode, ...], steps: int) -> Progress:
    now = progress.begin(nodes, rng.random() < 0.3)
    for _ in range(steps):
        verb, stage = rng.choice(VERBS), rng.choice(nodes).code
        if progress.may(nodes, now, verb, stage):
            now = progress.apply(nodes, now, verb, stage)
    return now


def finished(nodes: tuple[GraphNode, ...], now: Progress) -> Progress:
    """Finish it by the ordinary verbs: decide the objection, resume what waits, complete what is there."""
    if now.state == "objected":
        now = progress.apply(nodes, now, "uphold")
    while now.state in progress.LIVE:
        code = now.present[0]
        if now.stages[code] in ("documents", "payment"):
            now = progress.apply(nodes, now, "resume", code)
        now = progress.apply(nodes, now, "complete", code)
    return now


@pytest.mark.parametrize("seed", range(300))
def test_from_any_state_of_any_valid_graph_an_application_lies_somewhere_and_can_end(seed):
    rng = random.Random(seed)
    nodes = random_graph(rng)

    now = random_walk(rng, nodes, rng.randint(0, 30))

    assert bool(now.present) or now.state in ("finished", "refused", "withdrawn")
    assert now.paused == (now.state in progress.PAUSED_STATES)
    if now.state == "open":
        assert "here" in now.stages.values()
    if now.state in ("refused", "withdrawn"):
        return
    assert finished(nodes, now).state == "finished"
    if now.state != "finished":
        assert progress.apply(nodes, now, "withdraw").state == "withdrawn"


@pytest.mark.parametrize("code", contents())
def test_every_sheet_of_the_catalogue_can_be_carried_to_its_end(code):
    nodes = contents()[code].stages

    assert finished(nodes, progress.begin(nodes, missing=True)).state == "finished"


@pytest.mark.parametrize("seed", range(50))
def test_a_graph_written_into_the_journal_is_read_back(seed):
    nodes = random_graph(random.Random(seed))

    read = history.graph_of(history.graph_text(nodes))

    assert [(one.code, one.after, one.kind, one.optional) for one in read] == [
        (one.code, one.after, one.kind, one.optional) for one in nodes
    ]


BEGUN = progress.apply(NODES, progress.begin(NODES), "complete", "opening")


def test_stages_side_by_side_begin_together_and_the_last_waits_for_both():
    assert BEGUN.stages == {"opening": "done", "visit": "here", "fire": "outside", "reply": "to_come"}
    assert BEGUN.state == "open"

    visited = progress.apply(NODES, BEGUN, "complete", "visit")

    assert visited.state == "outside"
    assert progress.apply(NODES, visited, "complete", "fire").stages["reply"] == "here"


@pytest.mark.parametrize(
    ("verb", "stage", "error"),
    [
        ("complete", "opening", progress.StageDone),
        ("complete", "reply", progress.StageToCome),
        ("complete", "nothing", progress.UnknownStage),
        ("skip", "visit", progress.NotOptional),
        ("resume", "visit", progress.StageRuns),
        ("wait_outside", "fire", progress.StageWaits),
        ("object", "", progress.NotPossible),
    ],
)
def test_what_cannot_be_done_is_refused_by_its_reason(verb, stage, error):
    with pytest.raises(error):
        progress.apply(NODES, BEGUN, verb, stage)


def test_a_refusal_is_objected_to_once():
    refused = progress.apply(NODES, progress.begin(NODES), "refuse")
    dismissed = progress.apply(NODES, progress.apply(NODES, refused, "object"), "dismiss")

    assert dismissed.state == "refused"
    with pytest.raises(progress.ObjectedOnce):
        progress.apply(NODES, dismissed, "object")


def test_an_upheld_objection_goes_on_where_it_was_refused():
    refused = progress.apply(NODES, BEGUN, "refuse")

    upheld = progress.apply(NODES, progress.apply(NODES, refused, "object"), "uphold")

    assert upheld == Progress("open", BEGUN.stages, objected=True)


def test_missing_documents_stop_the_whole_application():
    begun = progress.begin(NODES, missing=True)

    assert begun.state == "incomplete"
    assert begun.stages["opening"] in PRESENT
    with pytest.raises(DomainError):
        progress.apply(NODES, begun, "complete", "opening")


def test_what_another_software_reports_has_happened_whatever_the_order():
    now = progress.begin(NODES)

    now = progress.reported(NODES, now, "complete", "reply")

    assert (now.state, now.stages) == ("finished", {"opening": "here", "visit": "to_come", "fire": "to_come",
                                                    "reply": "done"})  # fmt: skip
    assert progress.reported(NODES, now, "complete", "visit").state == "finished"
    assert progress.reported(NODES, now, "complete", "no_such_stage") == now


def test_a_report_in_order_is_what_the_machine_does():
    for seed in range(200):
        rng = random.Random(seed)
        nodes = random_graph(rng)
        now = random_walk(rng, nodes, 10)
        verb, stage = rng.choice(VERBS), rng.choice(nodes).code

        after = progress.reported(nodes, now, verb, stage)

        if progress.may(nodes, now, verb, stage):
            assert after == progress.apply(nodes, now, verb, stage)
        elif verb not in progress.AFTER:
            assert after == now
        else:
            assert after.stages[stage] == progress.AFTER[verb]
