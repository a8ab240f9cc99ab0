"""Many assessments side by side: a line a file in the order given, nothing ranked, nothing left out."""

from typing import Any

import pytest

from cpch_cli.core.batch_view import Line, line, table
from cpch_cli.core.document import Table
from cpch_cli.core.model import Diagnostic
from cpch_cli.i18n import load_words
from documents import told
from helpers import diagnostic, question, solution

WORDS = load_words("en")
NOTHING = WORDS("number.none")

OF = diagnostic(
    question("risk.one", critical=True, solutions=["s"]), question("law.one"), solutions=[solution("s")]
)


def of_file(said: dict[str, Any], name: str = "a.yaml", of: Diagnostic = OF, **subject: Any) -> Line:
    """Return what a table needs of a file."""
    outcome = told(of, said, **subject)
    return line(name, outcome.sheet.subject, outcome.assessment, of)


def tables(*lines: Line) -> list[list[list[str]]]:
    """Return the texts of both tables of a batch."""
    document = table(lines, OF, WORDS)
    return [
        [[cell.text for cell in line] for line in block.rows]
        for block in document.blocks
        if isinstance(block, Table)
    ]


def test_order_is_that_of_the_files() -> None:
    """Lines stand in the order of the files, whatever their scores."""
    overview, domains = tables(
        of_file({"risk.one": 0}, "b.yaml"), of_file({"risk.one": 4}, "a.yaml"), of_file({}, "c.yaml")
    )

    assert ["b.yaml", "a.yaml", "c.yaml"] == [line[0] for line in overview] == [line[0] for line in domains]


def test_nothing_is_a_dash() -> None:
    """A file without answers has dashes where others have figures, and is a draft."""
    ((line,), (scores,)) = tables(of_file({}))

    assert (NOTHING, NOTHING, NOTHING) == (line[1], line[3], line[4])
    assert line[2].endswith("(draft)")
    assert {NOTHING} == set(scores[1:])


@pytest.mark.parametrize(("said", "expected"), [({"risk.one": "unknown"}, "0.0*"), ({"risk.one": 1}, "1.0")])
def test_star(said: dict[str, Any], expected: str) -> None:
    """A score with a don't know behind it has a star."""
    _, ((_, *scores),) = tables(of_file(said))

    assert expected in scores


def test_not_rated_is_marked() -> None:
    """A score without a band does not look like one that has one."""
    of = diagnostic(question("risk.one"), question("risk.two"))
    document = table([of_file({"risk.one": 2}, of=of)], of, WORDS)
    shown = [cell.text for block in document.blocks if isinstance(block, Table) for cell in block.rows[0]]

    assert "2.0^" in shown


def test_outside_the_scope() -> None:
    """A domain outside the scope has a dash."""
    _, ((_, *scores),) = tables(of_file({"risk.one": 1}, domains=["risk"]))

    assert [NOTHING] == [
        score for domain, score in zip(OF.domains, scores, strict=True) if domain.id == "law"
    ]


def test_subject_in_short() -> None:
    """Who is assessed is named in short; critical questions that are weak are counted."""
    ((line,), _) = tables(of_file({"risk.one": 0}, country="Exampleland", site="North", agency="police"))

    assert "Exampleland, North, Police" == line[1]
    assert "1" == line[6]
