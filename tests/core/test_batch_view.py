"""Many outcomes side by side: a line a file in the order given, nothing ranked, nothing left out."""

from typing import Any

import pytest

from cpch_cli.core.batch_view import table
from cpch_cli.core.document import Table
from cpch_cli.core.outcome import Outcome
from cpch_cli.i18n import load_words
from documents import told
from helpers import diagnostic, question, solution

WORDS = load_words("en")
NOTHING = WORDS("number.none")

OF = diagnostic(
    question("risk.one", critical=True, solutions=["s"]), question("law.one"), solutions=[solution("s")]
)


def outcome(said: dict[str, Any], **subject: Any) -> Outcome:
    """Return the outcome of a sheet."""
    return told(OF, said, **subject)


def tables(*outcomes: Outcome) -> list[list[list[str]]]:
    """Return the texts of both tables of a batch."""
    document = table([(f"{number}.yaml", each) for number, each in enumerate(outcomes)], OF, WORDS)
    return [
        [[cell.text for cell in line] for line in block.rows]
        for block in document.blocks
        if isinstance(block, Table)
    ]


def test_order_is_that_of_the_files() -> None:
    """Lines stand in the order of the files, whatever their scores."""
    overview, domains = tables(outcome({"risk.one": 0}), outcome({"risk.one": 4}), outcome({}))

    assert ["0.yaml", "1.yaml", "2.yaml"] == [line[0] for line in overview] == [line[0] for line in domains]


def test_nothing_is_a_dash() -> None:
    """A file without answers has dashes where others have figures, and is a draft."""
    ((line,), (scores,)) = tables(outcome({}))

    assert (NOTHING, NOTHING, NOTHING) == (line[1], line[3], line[4])
    assert line[2].endswith("(draft)")
    assert {NOTHING} == set(scores[1:])


@pytest.mark.parametrize(("said", "expected"), [({"risk.one": "unknown"}, "0.0*"), ({"risk.one": 1}, "1.0")])
def test_star(said: dict[str, Any], expected: str) -> None:
    """A score with a don't know behind it has a star."""
    _, ((_, *scores),) = tables(outcome(said))

    assert expected in scores


def test_not_rated_is_marked() -> None:
    """A score without a band does not look like one that has one."""
    of = diagnostic(question("risk.one"), question("risk.two"))
    document = table([("a.yaml", told(of, {"risk.one": 2}))], of, WORDS)
    shown = [cell.text for block in document.blocks if isinstance(block, Table) for cell in block.rows[0]]

    assert "2.0^" in shown


def test_outside_the_scope() -> None:
    """A domain outside the scope has a dash."""
    _, ((_, *scores),) = tables(outcome({"risk.one": 1}, domains=["risk"]))

    assert [NOTHING] == [
        score for domain, score in zip(OF.domains, scores, strict=True) if domain.id == "law"
    ]


def test_subject_in_short() -> None:
    """Who is assessed is named in short; critical questions that are weak are counted."""
    ((line,), _) = tables(outcome({"risk.one": 0}, country="Exampleland", site="North", agency="police"))

    assert "Exampleland, North, Police" == line[1]
    assert "1" == line[6]
