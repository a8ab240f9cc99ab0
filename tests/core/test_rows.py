"""A report as one flat row: every figure in its column, nothing where there is nothing."""

from typing import Any

from cpch_cli.core.report import report
from cpch_cli.core.rows import columns, row
from documents import told
from helpers import diagnostic, question, solution

OF = diagnostic(
    question("risk.one", critical=True, solutions=["s"]), question("law.one"), solutions=[solution("s")]
)


def entries(said: dict[str, Any], **subject: Any) -> dict[str, Any]:
    """Return the row of a sheet."""
    return dict(row("a.yaml", report(told(OF, said, **subject)), OF))


def test_columns_are_the_same_for_every_file() -> None:
    """Every row has every column of its diagnostic, in their order."""
    assert columns(OF) == list(entries({})) == list(entries({"risk.one": 1}, domains=["risk"]))


def test_subject_and_figures() -> None:
    """The subject, the counts and the recommended solutions stand in their columns."""
    found = entries({"risk.one": 1}, country="Exampleland", agency="customs")

    assert ("a.yaml", "Exampleland", "customs", None) == tuple(
        found[name] for name in ("file", "country", "agency", "region")
    )
    assert ("draft", "claimed", 1, 1) == tuple(
        found[name] for name in ("status", "basis", "answered", "weak")
    )
    assert ["risk.one"] == found["critical"]
    assert (["s"], [], []) == (found["key"], found["now"], found["improve"])


def test_outside_the_scope_is_empty() -> None:
    """A domain outside the scope has nothing in its columns."""
    found = entries({"risk.one": 1}, domains=["risk"])

    assert (None, None) == (found["law.score"], found["law.band"])
