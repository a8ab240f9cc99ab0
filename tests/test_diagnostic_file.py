"""Diagnostic files: the built-in one in full, and how any is loaded and checked."""

import re
from collections import Counter
from pathlib import Path
from typing import Final

import pytest
import yaml

from broken import CASES, broken, expected, found, valid
from cpch_cli import diagnostic_file, i18n, messages, yaml_text
from cpch_cli.core.model import Diagnostic
from cpch_cli.core.problems import Located, Problem, in_order
from cpch_cli.diagnostic_file import built_in, check_diagnostic, load_diagnostic
from cpch_cli.errors import CannotRead, ExitCode, InvalidDiagnostic

CPCH: Final = load_diagnostic()
SMALL: Final = CASES / "valid" / "diagnostics" / "small.yaml"
# Found only by a check: whoever loads a diagnostic can work with it all the same.
ONLY_CHECKED: Final = {"unreachable", "never_true"}


# --- loading and checking -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", broken("diagnostics"), ids=lambda file: file.stem)
def test_broken_file_is_checked(file: Path) -> None:
    """Each kind of defect is found at its place, and can be said in a sentence."""
    checked = check_diagnostic(file.read_text("utf-8"), as_json=False)
    words = i18n.load_words("en")

    assert expected(file) == found(checked.problems)
    assert file.stem in {located.problem.code for located in checked.problems}
    assert all(messages.of_problem("a", located, words) for located in checked.problems)


@pytest.mark.parametrize("file", broken("diagnostics"), ids=lambda file: file.stem)
def test_broken_file_is_loaded_if_it_can_be_used(file: Path) -> None:
    """What has a wrong form or wrong references is not loaded; warnings and conditions that never come true are."""
    if "warning" in expected(file)[0] or file.stem in ONLY_CHECKED:
        assert "broken" == load_diagnostic(file).id
    else:
        with pytest.raises(InvalidDiagnostic) as error:
            load_diagnostic(file)

        assert expected(file) == found(error.value.problems)
        assert (str(file), ExitCode.INVALID_DIAGNOSTIC) == (error.value.name, error.value.exit_code)


@pytest.mark.parametrize("file", [built_in(), *valid("diagnostics")], ids=lambda file: file.name)
def test_good_file(file: Path) -> None:
    """In these there is nothing to report, not even a warning, and loading gives what checking gives."""
    checked = check_diagnostic(file.read_text("utf-8"), as_json=False)

    assert () == checked.problems
    assert checked.diagnostic == load_diagnostic(file)


def test_built_in_is_the_default() -> None:
    """Without a path the built-in diagnostic is loaded."""
    assert load_diagnostic(built_in()) == load_diagnostic(None)


def test_built_in_of_an_installed_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installed package carries the diagnostic inside; a checkout has it at the top."""
    package = tmp_path / "src" / "cpch_cli"
    monkeypatch.setattr(diagnostic_file, "__file__", str(package / "diagnostic_file.py"))

    assert tmp_path / "data" / "diagnostic.yaml" == built_in()

    (package / "data").mkdir(parents=True)
    (package / "data" / "diagnostic.yaml").touch()

    assert package / "data" / "diagnostic.yaml" == built_in()


def test_missing_file(tmp_path: Path) -> None:
    """A diagnostic that is not there cannot be read."""
    with pytest.raises(CannotRead):
        load_diagnostic(tmp_path / "a.yaml")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["1:1: not_mapping"]),
        ("format: [", ["2:1: yaml.syntax"]),
        ("- a", ["1:1: not_mapping"]),
    ],
)
def test_text_that_is_no_diagnostic(text: str, expected: list[str]) -> None:
    """Where there is nothing to look at, that alone is said, and there is no diagnostic."""
    checked = check_diagnostic(text, as_json=False)

    assert (expected, None) == (found(checked.problems), checked.diagnostic)


def test_problems_of_the_text_come_with_those_of_the_form(tmp_path: Path) -> None:
    """What is wrong in the text is reported together with what is wrong in the form, in the file's order."""
    file = tmp_path / "a.yaml"
    text = (
        SMALL.read_text("utf-8")
        .replace("effort: 4", "effort: 9")
        .replace("title: Small\n", "title: !!str Small\n")
    )
    file.write_text(f"{text}id: small\n", "utf-8")
    with pytest.raises(InvalidDiagnostic) as error:
        load_diagnostic(file)

    codes = [located.problem.code for located in error.value.problems]
    assert ["yaml.tag", "effort", "yaml.twice"] == codes


def test_problem_of_the_text_alone(tmp_path: Path) -> None:
    """A diagnostic that says something twice is not loaded, though the rest of it is right."""
    file = tmp_path / "a.yaml"
    file.write_text(f"{SMALL.read_text('utf-8')}id: small\n", "utf-8")
    with pytest.raises(InvalidDiagnostic) as error:
        load_diagnostic(file)

    assert ["yaml.twice"] == [located.problem.code for located in error.value.problems]


def test_in_order() -> None:
    """Problems come by line and column; at the same place, in the order in which they were found."""
    places = [(2, 1, "a"), (1, 9, "b"), (1, 2, "c"), (2, 1, "d")]
    problems = [Located(line, column, Problem((), code)) for line, column, code in places]

    assert ["c", "b", "a", "d"] == [located.problem.code for located in in_order(problems)]


def test_every_kind_of_problem_has_its_case_and_its_sentence() -> None:
    """The sentences are those of the kinds of problems, and for each kind there is a broken file."""
    # A file with a long value would be a long file; test_yaml_text has it.
    cases = {"yaml.long"}
    for kind in ("answers", "diagnostics", "overlays", "plans", "other"):
        cases |= {line.rpartition(" ")[2] for file in broken(kind) for line in expected(file)}
    sentences = {
        key.removeprefix("problem.") for key in i18n.load_words("en").sentences if key.startswith("problem.")
    }

    # Those of tables are about columns and cells, and those of key files about labels: they have tests of their own.
    elsewhere = {key for key in sentences if key.startswith(("table.", "label_"))}
    assert sentences - {"warning"} - elsewhere == cases


# --- the built-in diagnostic ---------------------------------------------------------------------------------------


def test_domains_and_questions() -> None:
    """There are ten domains and 43 questions, numbered by domain and place from 1.1 to 10.4, domain after domain."""
    sizes = [len(CPCH.questions_of(domain.id)) for domain in CPCH.domains]
    numbers = [f"{domain}.{place}" for domain, size in enumerate(sizes, 1) for place in range(1, size + 1)]
    in_order_of_domains = [question for domain in CPCH.domains for question in CPCH.questions_of(domain.id)]

    assert (10, 43) == (len(CPCH.domains), len(CPCH.questions))
    assert numbers == [question.number for question in CPCH.questions]
    assert ("1.1", "10.4") == (numbers[0], numbers[-1])
    assert in_order_of_domains == list(CPCH.questions)


def test_critical_questions() -> None:
    """Eleven questions are critical, in every domain at least one, and each describes all levels in its own words."""
    critical = [question for question in CPCH.questions if question.critical]
    levels = {level.id for level in CPCH.scales["maturity"]}

    assert [
        "legal.instrument",
        "legal.disclosure",
        "governance.steering",
        "exchange.mechanisms",
        "risk.cooperation",
        "investigation.handover",
        "liaison.contacts",
        "operations.joint",
        "technology.interpol_access",
        "capacity.training",
        "performance.data_protection",
    ] == [question.id for question in critical]
    assert {domain.id for domain in CPCH.domains} == {question.domain for question in critical}
    assert [levels] * 11 == [set(question.levels) for question in critical]


def test_scale() -> None:
    """There is one scale, of five levels from 0 to 4."""
    (scale,) = CPCH.scales.values()

    assert [("absent", 0), ("ad_hoc", 1), ("defined", 2), ("operating", 3), ("institutionalised", 4)] == [
        (level.id, int(level.value)) for level in scale
    ]


def test_anchors_are_for_all_levels_or_none() -> None:
    """A question describes all levels in its own words, or none of them."""
    assert {0, 5} == {len(question.levels) for question in CPCH.questions}


def test_every_question_can_be_helped() -> None:
    """Every question has a reason, evidence to look for, weaknesses, and solutions."""
    assert [] == [
        question.id
        for question in CPCH.questions
        if not (question.why and question.evidence and question.weaknesses and question.solutions)
    ]


def test_every_solution_can_be_begun() -> None:
    """Every solution has steps, a first step that can be taken, and says when it is done and who does it."""
    assert [] == [
        solution.id
        for solution in CPCH.solutions
        if not (len(solution.steps) >= 2 and solution.first_step and solution.done_when and solution.who)
    ]


def test_every_resource_is_there_and_used() -> None:
    """Every resource that a solution points to exists, and every resource is pointed to."""
    used = {resource for solution in CPCH.solutions for resource in solution.resources}

    assert used == {resource.id for resource in CPCH.resources}


def test_addresses() -> None:
    """Every resource has an address on the web."""
    assert [] == [
        resource.id
        for resource in CPCH.resources
        if not re.fullmatch(r"https?://[a-z0-9.-]+(/\S*)?", resource.url)
    ]


def test_every_solution_is_recommended() -> None:
    """Every solution is recommended by a question, a weakness or a rule."""
    questions = {solution for question in CPCH.questions for solution in question.solutions}
    weaknesses = {
        solution
        for question in CPCH.questions
        for weakness in question.weaknesses
        for solution in weakness.solutions
    }
    rules = {solution for rule in CPCH.rules for solution in rule.recommend}

    assert set(CPCH.solution) == questions | weaknesses | rules


def test_texts_stand_once() -> None:
    """No two questions, and no two solutions, say the same."""
    texts = Counter(question.text for question in CPCH.questions) + Counter(
        one.title for one in CPCH.solutions
    )

    assert [] == [text for text, times in texts.items() if times > 1]


# --- the words of the handbook ------------------------------------------------------------------------------------

# Read by another reader than ours, so that nothing is made alike on the way.
HANDBOOK: Final = yaml.safe_load((CASES / "handbook_words.yaml").read_text("utf-8"))


def of_the_handbook(diagnostic: Diagnostic) -> dict[str, dict[str, str]]:
    """Return the words that a diagnostic gives as the handbook's."""
    return {
        "questions": {one.id: one.text for one in diagnostic.questions if one.source == "handbook"},
        "weaknesses": {
            f"{question.id}#{weakness.id}": weakness.text
            for question in diagnostic.questions
            for weakness in question.weaknesses
            if weakness.source == "handbook"
        },
        "solutions": {one.id: one.title for one in diagnostic.solutions if one.source == "handbook"},
    }


def test_words_of_the_handbook() -> None:
    """The words of the extract stand letter for letter where they are marked, and nothing else is marked."""
    assert HANDBOOK == of_the_handbook(CPCH)


def test_row_of_the_handbook() -> None:
    """The row of the extract is one row here too: its question with its two weaknesses and its solution, in order."""
    question = CPCH.question["risk.cooperation"]

    assert ["no_communication", "no_common_risks"] == [weakness.id for weakness in question.weaknesses]
    assert [("joint_risk_profiling",)] * 3 == [
        question.solutions,
        *(weakness.solutions for weakness in question.weaknesses),
    ]


def test_sections_of_the_handbook() -> None:
    """Only those sections are named whose headings were verified."""
    verified = {"II.a", "II.b", "II.c", "III.a", "III.b", "III.c", "IV.a", "IV.b"}
    sections = [one.handbook for one in CPCH.domains] + [one.handbook for one in CPCH.questions]
    named = {section for one in sections if one for section in one.split(", ")}

    assert verified == named


def test_form_and_references_at_once() -> None:
    """What has the wrong form does not hide a broken reference; what refers to it is not called unknown."""
    of = yaml_text.read(SMALL.read_text("utf-8")).data
    of["questions"][0]["kind"] = "practise"
    of["solutions"][0]["requires"] = ["nowhere"]
    first = next(iter(of["rules"]))
    first["when"] = {"question": of["questions"][0]["id"], "is": "unknown"}

    checked = check_diagnostic(yaml_text.write(of), as_json=False)

    assert ["not_one_of", "unknown_solution"] == sorted(
        {one.problem.code.partition(".")[0] for one in checked.problems}
    )
