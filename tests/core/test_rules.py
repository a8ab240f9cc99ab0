"""The rules of the built-in diagnostic: for each, answers under which it fires, nearly fires, and stays undecided.

cases/rules/RULE.yaml has three sets of answers. Those of `nearly` differ from those of `fires` in one answer.
"""

from pathlib import Path
from typing import Any, Final

import pytest

from broken import CASES
from cpch_cli import yaml_text
from cpch_cli.core.assess import Assessment, assess
from cpch_cli.core.model import Rule, Sheet
from cpch_cli.core.reading import validate
from cpch_cli.core.sheet import settle
from cpch_cli.diagnostic_file import load_diagnostic

CPCH: Final = load_diagnostic()
FILES: Final = sorted((CASES / "rules").iterdir())


def said(file: Path) -> dict[str, Any]:
    """Return the three sets of answers of a rule, by what they do."""
    tree = yaml_text.read(file.read_text("utf-8"))

    assert () == tree.problems
    return dict(tree.data)


def assessed(answers: dict[str, Any]) -> Assessment:
    """Return the assessment of answers as they stand in a file."""
    sheet, problems = validate(Sheet, {"format": "cpch-answers/1", "answers": answers})

    assert sheet is not None, problems
    settled, problems = settle(CPCH, sheet)

    assert ((), ()) == (problems, settled.kept)
    return assess(CPCH, settled.sheet.answers)


def verdict(rule: Rule, answers: dict[str, Any]) -> str:
    """Return what a rule comes to, as far as an assessment tells: in all that it recommends and remarks, or in nothing."""
    assessment = assessed(answers)
    recommended = {
        recommendation.solution
        for recommendation in assessment.recommendations
        for reason in recommendation.because
        if reason.rule == rule.id
    }
    remarked = rule.id in {remark.rule for remark in assessment.remarks}
    if rule.id in {undecided.rule for undecided in assessment.undecided}:
        assert (set(), False) == (recommended, remarked)
        return "undecided"
    if recommended or remarked:
        assert (set(rule.recommend), rule.remark is not None) == (recommended, remarked)
        return "true"
    return "false"


def test_every_rule_has_its_cases() -> None:
    """There is a file of cases for every rule, and none for anything else."""
    assert sorted(f"{rule.id}.yaml" for rule in CPCH.rules) == [file.name for file in FILES]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_rule(file: Path) -> None:
    """A rule fires, nearly fires and stays undecided as its cases say."""
    rule, cases = CPCH.rule[file.stem], said(file)

    assert {"fires", "nearly", "undecided"} == set(cases)
    assert ["true", "false", "undecided"] == [
        verdict(rule, cases[name]) for name in ("fires", "nearly", "undecided")
    ]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_nearly_is_one_answer_away(file: Path) -> None:
    """What nearly makes a rule fire differs from what does in one answer."""
    cases = said(file)
    fires, nearly = cases["fires"], cases["nearly"]

    assert 1 == len({key for key in fires | nearly if fires.get(key) != nearly.get(key)})


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_undecided_rule_names_what_would_settle_it(file: Path) -> None:
    """An undecided rule names the questions that would settle it."""
    (undecided,) = [one for one in assessed(said(file)["undecided"]).undecided if one.rule == file.stem]

    assert undecided.missing
    assert set(undecided.missing) <= set(CPCH.question)
