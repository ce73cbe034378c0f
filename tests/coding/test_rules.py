"""Proposals from words, and the agreement of two readers."""

import random

import pytest

from deskq.coding.rules import naive_bayes
from deskq.coding.rules.agreement import agreement, sample_size

WORDS = {"no_budget": "بودجه اعتبار پول ردیف", "long_queue": "صف نوبت معطل انتظار", "conduct": "رفتار تند متصدی سلام"}


def examples(times: int, noise: float = 0.0) -> list[naive_bayes.Example]:
    rng = random.Random(7)
    found = []
    for number in range(times):
        code = list(WORDS)[number % 3]
        words = set(rng.sample(WORDS[code].split(), 3)) | {"شهرداری", f"واژه{rng.randrange(40)}"}
        found.append((words, rng.choice(list(WORDS)) if rng.random() < noise else code))
    return found


def learned(known: list[naive_bayes.Example]) -> naive_bayes.Model:
    results = [one for fold in range(naive_bayes.FOLDS) for one in naive_bayes.trials(known, fold)]
    return naive_bayes.calibrated(known, results)


def test_it_proposes_what_the_words_say_and_names_them():
    found = learned(examples(90)).propose({"صف", "نوبت", "معطل", "شهرداری"})

    assert found.code == "long_queue"
    assert set(found.words) == {"صف", "نوبت", "معطل"}


def test_its_precision_is_that_of_items_it_had_not_learned():
    model = learned(examples(600, noise=0.2))

    right, proposed = model.trial.right, model.trial.proposed
    assert model.trial.tried == 600
    assert right >= naive_bayes.WANTED * proposed
    fresh = [(model.propose(words), code) for words, code in examples(1200, noise=0.2)[600:]]
    made = [(one.code == code) for one, code in fresh if one is not None]
    assert abs(sum(made) / len(made) - right / proposed) < 0.08


@pytest.mark.parametrize(
    "known", [[], examples(20), [(set(words), code) for words, _ in examples(90) for code in WORDS]]
)
def test_it_proposes_nothing_from_few_codes_or_from_words_that_say_nothing(known):
    model = learned(known)

    assert model.propose({"صف", "نوبت"}) is None
    assert model.trial.proposed == 0


def test_kappa_is_that_of_cohens_own_kind_of_table():
    """20 yes/yes, 15 no/no, 5 and 10 of which the readers differ: observed 0.7, by chance 0.5."""
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15

    found = agreement(pairs)

    assert found.kappa == pytest.approx(0.4)
    assert found.meaning == "fair agreement"
    assert found.low < 0.4 < found.high


def test_kappa_of_nothing_of_one_code_and_of_opposites():
    assert agreement([]) is None
    assert agreement([("a", "a")] * 9).kappa is None
    assert agreement([("a", "b"), ("b", "a")]).kappa == -1


@pytest.mark.parametrize(("coded", "drawn"), [(0, 0), (1, 1), (10, 1), (11, 2), (3664, 367)])
def test_one_in_ten_is_read_twice(coded, drawn):
    assert sample_size(coded) == drawn
