"""The region of the examples: written anew it is the same, byte by byte, and it holds what a regional office meets."""

import re
import subprocess
import sys
from collections import Counter
from itertools import groupby
from pathlib import Path
from typing import Final

import pytest

from cpch_cli.answers_file import AnswersFile, load_answers
from cpch_cli.core.assess import assess
from cpch_cli.core.joint import to_settle, voices_in
from cpch_cli.core.sheet import drifted
from cpch_cli.diagnostic_file import load_diagnostic
from program import EXAMPLES

REGION: Final = EXAMPLES / "region"
DIAGNOSTIC: Final = load_diagnostic()
# What ISO 3166-1 leaves to its users, as far as three letters go that begin like these.
FREE_CODE: Final = re.compile(r"AA[A-Z]|Q[M-Z][A-Z]|X[A-Z][A-Z]|ZZ[A-Z]")


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder by name."""
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def make(folder: Path) -> None:
    """Run the script that writes the region."""
    subprocess.run([sys.executable, EXAMPLES / "make_region.py", folder], check=True, timeout=60)


@pytest.fixture(scope="module")
def files() -> dict[str, AnswersFile]:
    """Return all files of the region by name; loading fails where one is not valid."""
    return {file.stem: load_answers(file, DIAGNOSTIC) for file in sorted(REGION.iterdir())}


def latest(files: dict[str, AnswersFile]) -> dict[str, set[str]]:
    """Return who answered in the latest round, by country."""
    parts = [name.split("-") for name in files if name.endswith("2026")]
    return {
        country: {agency for _, agency, _ in each} for country, each in groupby(parts, lambda part: part[0])
    }


def test_the_same_bytes(tmp_path: Path) -> None:
    """What the script writes is what is there."""
    make(tmp_path / "region")

    assert contents(REGION) == contents(tmp_path / "region")


def test_no_file_of_others_is_removed(tmp_path: Path) -> None:
    """Only what the script wrote before makes room for what it writes."""
    (tmp_path / "mine.yaml").write_text("format: cpch-answers/1\n", "utf-8")
    (tmp_path / "gone-customs-2026.yaml").write_bytes((REGION / "tiravau-customs-2026.yaml").read_bytes())
    make(tmp_path)

    assert {"mine.yaml"} == set(contents(tmp_path)) - set(contents(REGION))


def test_small() -> None:
    """The whole folder is below a megabyte."""
    assert sum(map(len, contents(REGION).values())) < 1_000_000


def test_countries_are_invented(files: dict[str, AnswersFile]) -> None:
    """Forty names and forty codes, each of the other's own, and every code one that no country has."""
    named = {(file.sheet.subject.country, file.sheet.subject.country_code) for file in files.values()}

    assert (40, 40, 40) == (len(named), *(len(set(each)) for each in zip(*named, strict=True)))
    assert [] == [code for _, code in named if not FREE_CODE.fullmatch(code or "")]


def test_names_say_what_is_in_them(files: dict[str, AnswersFile]) -> None:
    """A file is called by its country, who answered, and the year."""
    subjects = {name: file.sheet.subject for name, file in files.items()}

    assert {} == {
        name: subject
        for name, subject in subjects.items()
        if not subject.date or name != f"{subject.country}-{subject.agency}-{subject.date.year}".lower()
    }


def test_sub_regions(files: dict[str, AnswersFile]) -> None:
    """Three sub-regions are large, and one is too small to be shown by itself."""
    region_of = {file.sheet.subject.country: file.sheet.subject.region for file in files.values()}

    assert {"Northern Coast": 14, "Inner Plains": 12, "Eastern Isles": 11, "Southern Range": 3} == Counter(
        region_of.values()
    )


def test_voices_and_rounds(files: dict[str, AnswersFile]) -> None:
    """Five countries have two voices, two a joint file besides, and eight an earlier round."""
    who = Counter(frozenset(agencies) for agencies in latest(files).values() if len(agencies) > 1)

    assert {frozenset({"customs", "police"}): 5, frozenset({"customs", "police", "joint"}): 2} == who
    assert 8 == sum(name.endswith("2024") for name in files)


def test_voices_disagree_and_joint_files_are_settled(files: dict[str, AnswersFile]) -> None:
    """What the two services of a joint file saw differently is settled there, with a reason."""
    for country in ("kaldoran", "osmaria"):
        joint = files[f"{country}-joint-2026"].sheet
        disputed = to_settle(DIAGNOSTIC, joint)

        assert {"customs", "police"} == set(voices_in(joint))
        assert disputed
        assert [] == [question for question in disputed if not joint.answers[question].reason]


def test_drafts_and_scope(files: dict[str, AnswersFile]) -> None:
    """Three are drafts, and one is about four domains alone and complete."""
    sheets = {name: file.sheet for name, file in files.items()}
    results = {
        name: assess(DIAGNOSTIC, sheet.answers, scope=sheet.subject.domains) for name, sheet in sheets.items()
    }

    assert 3 == sum(result.draft for result in results.values())
    assert {"velsund-customs-2026": 4} == {
        name: len(result.domains) for name, result in results.items() if len(result.domains) < 10
    }


def test_languages(files: dict[str, AnswersFile]) -> None:
    """Some countries answered in French and in Spanish, with notes in it."""
    noted = Counter(
        file.sheet.language
        for file in files.values()
        if any(answer.note for answer in file.sheet.answers.values())
    )

    assert {"en", "fr", "es"} == set(noted)
    assert min(noted.values()) >= 3


def test_an_earlier_wording(files: dict[str, AnswersFile]) -> None:
    """One earlier round was answered in an earlier version, and all but two of its answers compare."""
    changed = {name: drifted(DIAGNOSTIC, file.sheet) for name, file in files.items()}

    assert {"tarmegia-customs-2024": {"technology.channel", "performance.indicators"}} == {
        name: questions for name, questions in changed.items() if questions
    }


def test_weaknesses_go_with_levels(files: dict[str, AnswersFile]) -> None:
    """The higher a level, the fewer weaknesses are observed on it."""
    seen: dict[str, list[int]] = {level.id: [] for level in DIAGNOSTIC.scales["maturity"]}
    for file in files.values():
        for answer in file.sheet.answers.values():
            if answer.level in seen:
                seen[answer.level].append(len(answer.weaknesses or ()))
    means = [sum(counts) / len(counts) for counts in seen.values()]

    # Of what is absent altogether some weaknesses cannot be told.
    assert sorted(means[1:], reverse=True) == means[1:]
    assert means[0] > means[2]
