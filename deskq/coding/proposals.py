"""Proposals for items, from a model of the office's latest codes. Each process keeps the model in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import gevent
from flask import current_app
from sqlalchemy.orm import Session

from deskq.coding import queries
from deskq.coding.queries import Item
from deskq.coding.rules import naive_bayes
from deskq.coding.rules.naive_bayes import Example, Model, Proposal
from deskq.core.text import persian

EXTENSION = "deskq_coding_models"
#: Number of latest codes from which the model learns; number of new codes after which it learns again.
MOST, AGAIN_AFTER = 1500, 10
FACT = "="


@dataclass(frozen=True, slots=True)
class Proposed:
    """Proposals for one item, and their models. The proposed subject of a message is its category."""

    subject: Proposal | None
    cause: Proposal | None
    subjects: Model
    causes: Model


@dataclass(frozen=True, slots=True)
class _Models:
    codes: int
    subjects: Model
    causes: Model


def proposed(session: Session, office_id: int, item: Item | None, categories: Mapping[int, str]) -> Proposed:
    """``categories``: {id: code}. Without an item, only the models are returned."""
    models = _models(session, office_id, categories)
    if item is None:
        return Proposed(None, None, models.subjects, models.causes)
    known = item.category_id in categories
    subject = None if known else models.subjects.propose(words(item.text))
    return Proposed(subject, models.causes.propose(features(item, categories)), models.subjects, models.causes)


def words(text: str) -> set[str]:
    """The words of a text in normal spelling, without words of one letter."""
    return {word for *_, word in persian.search_words(text) if len(word) > 1}


def features(item: Item, categories: Mapping[int, str]) -> set[str]:
    """Features of an item: its words, kind and subject, and the cause given with the answer."""
    facts = {"kind": item.fact, "subject": categories.get(item.category_id or 0), "unit": item.unit_cause}
    return words(item.text) | {f"{name}{FACT}{value}" for name, value in facts.items() if value}


def _models(session: Session, office_id: int, categories: Mapping[int, str]) -> _Models:
    kept: dict[int, _Models] = current_app.extensions.setdefault(EXTENSION, {})
    count = queries.count_codes(session, office_id)
    known = kept.get(office_id)
    if known is None or not known.codes <= count < known.codes + AGAIN_AFTER:
        kept[office_id] = known = _learned(session, office_id, categories, count)
    return known


def _learned(session: Session, office_id: int, categories: Mapping[int, str], count: int) -> _Models:
    items = queries.coded_items(session, office_id, MOST)
    causes = [(features(one, categories), code.cause) for one, code in items]
    subjects = [
        (words(one.text), categories[code.category_id or 0]) for one, code in items if code.category_id in categories
    ]
    return _Models(count, _tried(subjects), _tried(causes))


def _tried(examples: Sequence[Example]) -> Model:
    results: list[tuple[float, bool]] = []
    for fold in range(naive_bayes.FOLDS):
        gevent.sleep(0)  # lets requests of visitors run in between
        results += naive_bayes.trials(examples, fold)
    return naive_bayes.calibrated(examples, results)
