import numpy as np

from insight.learning import RIDGE_MEANING, RIDGE_WORDS, learn
from insight.traits import Traits

WORDS, DIMENSIONS, TEXTS, TOPICS = 40, 6, 300, 3
CHANCE = np.random.default_rng(7)
COUNTED = CHANCE.random((TEXTS, WORDS)) * (CHANCE.random((TEXTS, WORDS)) < 0.1)
MEANING = 1 + CHANCE.normal(size=(TEXTS, DIMENSIONS))


def read_dense() -> Traits:
    rows, columns = np.nonzero(COUNTED)
    return Traits(
        columns=columns,
        values=COUNTED[rows, columns].astype(np.float32),
        rows=rows,
        lengths=np.bincount(rows, minlength=TEXTS),
        width=WORDS,
        meaning=MEANING.astype(np.float32),
    )


def test_few_steps_come_near_what_solving_it_whole_gives() -> None:
    told = np.eye(TOPICS + 1)[np.arange(TEXTS) % TOPICS].astype(np.float32)  # each as often
    each = TEXTS / (TOPICS + 1) / (TEXTS / TOPICS)
    dense = np.concatenate([COUNTED, MEANING], axis=1)
    ridge = np.diag([RIDGE_WORDS] * WORDS + [RIDGE_MEANING] * DIMENSIONS)
    goal = told - told.mean(axis=0)
    whole = np.linalg.solve(each * dense.T @ dense + ridge, each * dense.T @ goal)

    weights = learn(read_dense(), told, np.ones(TEXTS, np.float32))

    assert np.abs(weights - whole).max() < 0.05 * np.abs(whole).max()


def test_the_same_examples_give_the_same_weights() -> None:
    told = np.eye(TOPICS + 1)[np.arange(TEXTS) % TOPICS].astype(np.float32)
    trust = np.ones(TEXTS, np.float32)

    assert np.array_equal(learn(read_dense(), told, trust), learn(read_dense(), told, trust))
