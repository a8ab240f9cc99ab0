"""`cpch plan` as people use it: every format, targets, the plan file that is filled in, and what is refused."""

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any, Final

import icalendar
import pytest
import yaml

from cpch_cli.core.plan import new_plan
from cpch_cli.diagnostic_file import load_diagnostic
from cpch_cli.errors import CannotWrite
from cpch_cli.plan_file import load_plan, save_plan
from program import EXAMPLES, cpch
from samples import WHOLE

BELMARA, LATER, PLAN = (
    EXAMPLES / name for name in ("belmara.yaml", "belmara-2028.yaml", "belmara.plan.yaml")
)
FORMATS: Final = ("text", "md", "html", "json", "csv", "ics")
BEGINNINGS: Final = {"docx": b"PK\x03\x04", "xlsx": b"PK\x03\x04", "pdf": b"%PDF-"}
# Every one is a run of the program.
LANGUAGES: Final = ("fr", "es", "en") if WHOLE else ("fr", "en")
BARE: Final = "format: cpch-answers/1\nanswers: {}\n"


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    """Return an answers file without a plan beside it."""
    return Path(shutil.copy(BELMARA, tmp_path / "answers.yaml"))


def written(*options: str | Path) -> str:
    """Return a roadmap on stdout."""
    done = cpch("plan", *options)
    assert (0, "") == (done.returncode, done.stderr)
    return done.stdout


def told(*options: str | Path) -> Any:
    """Return a roadmap as JSON."""
    return json.loads(written(*options, "--format", "json"))


# --- the roadmap ------------------------------------------------------------------------------------------------------


def test_everything_recommended_is_on_the_roadmap(answers: Path) -> None:
    """Each once, prerequisites first, no phase fuller than its capacity."""
    recommended = json.loads(cpch("report", answers, "--format", "json").stdout)["recommendations"]
    roadmap = told(answers, "--capacity", "20")

    planned = [action["solution"] for action in roadmap["actions"]]
    assert {each["solution"] for each in recommended} <= set(planned)
    assert len(planned) == len(set(planned))
    for phase in ("quick", "medium", "long"):
        assert 20 >= sum(each["effort"] for each in roadmap["actions"] if each["phase"] == phase)
    assert [None, "quick", "medium", "long"] == [stage["phase"] for stage in roadmap["stages"]]


@pytest.mark.parametrize(
    ("target", "solutions", "effort"),
    [("weak", 4, 7), ("partial", 20, 37), ("sound", 47, 113)],
)
def test_the_cheapest_way_for_every_domain(answers: Path, target: str, solutions: int, effort: int) -> None:
    """The set is proven to be the cheapest, and the engine agrees that it gets there.

    The numbers are those of the built-in diagnostic; they change with its solutions.
    """
    roadmap = told(answers, "--target", target)

    assert (True, solutions, effort) == (roadmap["optimal"], len(roadmap["actions"]), roadmap["effort"])
    assert [True] * 10 == [each["reached"] for each in roadmap["targets"]]
    bands = ["critical_gap", "weak", "partial", "sound"]
    assert all(
        bands.index(domain["band"]) >= bands.index(target) for domain in roadmap["stages"][-1]["domains"]
    )


def test_targets_for_single_domains(answers: Path) -> None:
    """A band or a score, and what is said later for a domain holds."""
    roadmap = told(answers, "--target", "weak", "--target", "risk=partial", "--target", "risk=2.5")

    (risk,) = (each for each in roadmap["targets"] if each["domain"] == "risk")
    assert (2.5, None, True) == (risk["score"], risk["band"], risk["reached"])
    assert 10 == len(roadmap["targets"])


def test_a_target_out_of_reach_is_said_to_be(answers: Path) -> None:
    """With the reason, and without a made-up plan."""
    roadmap = told(answers, "--target", "capacity=4")

    assert (False, []) == (roadmap["optimal"], roadmap["actions"])
    assert roadmap["targets"][0]["held_by"]
    shown = " ".join(written(answers, "--target", "capacity=4").split())
    assert "The targets cannot be reached." in shown
    assert "no solution raises" in shown


# --- formats ----------------------------------------------------------------------------------------------------------


@pytest.mark.sampled(3)
@pytest.mark.parametrize("wanted", FORMATS)
def test_same_bytes(answers: Path, wanted: str) -> None:
    """The same roadmap twice is the same, in every language; what is for machines is the same in all of them."""
    options = (answers, "--capacity", "15", "--format", wanted)
    spoken = {language: written(*options, "--language", language) for language in LANGUAGES}

    assert spoken[LANGUAGES[0]] == written(*options, "--language", LANGUAGES[0])
    assert (1 if wanted in ("json", "csv") else len(LANGUAGES)) == len(set(spoken.values()))
    assert not any("roadmap." in text for text in spoken.values())


@pytest.mark.parametrize("wanted", BEGINNINGS)
def test_documents(answers: Path, tmp_path: Path, wanted: str) -> None:
    """Word, Excel and PDF are what their endings say."""
    file = tmp_path / f"roadmap.{wanted}"
    done = cpch("plan", answers, "--output", file)

    assert (0, "", "") == (done.returncode, done.stdout, done.stderr)
    assert file.read_bytes().startswith(BEGINNINGS[wanted])


def test_csv_has_a_row_for_each_action() -> None:
    """Under fixed names, in the order of the roadmap, what is filled in included."""
    rows = list(csv.DictReader(io.StringIO(written(BELMARA, "--format", "csv"))))

    assert [str(number) for number in range(1, len(rows) + 1)] == [row["position"] for row in rows]
    (annex,) = (row for row in rows if row["solution"] == "data_protection_annex")
    assert ("Legal services of both", "2027-01-31", "open") == (
        annex["owner"],
        annex["date"],
        annex["status"],
    )


def test_a_calendar_that_others_can_read() -> None:
    """Whole days with what is to be done; none for what is done."""
    calendar = icalendar.Calendar.from_ical(written(BELMARA, "--format", "ics", "--quiet"))

    days = {str(event["summary"]): event for event in calendar.walk("VEVENT")}
    annex = days["Annex rules on the protection of shared data to the MOU."]
    assert ("2027-01-31", "CONFIRMED") == (annex.decoded("dtstart").isoformat(), str(annex["status"]))
    assert "Legal services of both" in str(annex["description"])
    assert not any("duty roster" in title for title in days)
    assert {"CONFIRMED", "TENTATIVE"} == {str(event["status"]) for event in days.values()}


# --- the plan file ----------------------------------------------------------------------------------------------------


def test_a_plan_is_begun_filled_in_and_kept(answers: Path) -> None:
    """From the first --update, through what people write, to the next: nothing that they wrote is lost."""
    first = cpch("plan", answers, "--capacity", "20", "--target", "partial", "--update")
    file = answers.with_name("answers.plan.yaml")
    assert 0 == first.returncode
    assert str(file) in first.stderr
    text = file.read_text("utf-8")
    assert "\n    owner:\n    date:\n    status: open\n" in text
    assert 0o600 == file.stat().st_mode & 0o777

    filled = text.replace(
        "owner:\n    date:", "owner: Head of customs\n    date: 2026-05-01\n    x-room: '4'", 1
    )
    file.write_text("# Ours.\n" + filled, "utf-8")
    again = cpch("plan", answers, "--update", "--date", "2026-06-01", "--format", "json")

    assert 0 == again.returncode
    kept = yaml.safe_load(file.read_text("utf-8"))
    # The settings are those of the first time.
    assert (20, ["partial"]) == (kept["capacity"], kept["targets"])
    (ours,) = (action for action in kept["actions"].values() if action["owner"])
    assert ("Head of customs", "2026-05-01", "4") == (ours["owner"], ours["date"], ours["x-room"])
    assert "# Ours." in file.with_name("answers.plan.yaml.orig").read_text("utf-8")
    assert "answers.plan.yaml.orig" in again.stderr
    assert 1 == sum(action["overdue"] for action in json.loads(again.stdout)["actions"])


def test_the_same_update_writes_the_same_bytes(answers: Path) -> None:
    """A plan in which nothing changes does not change."""
    file = answers.with_name("answers.plan.yaml")
    cpch("plan", answers, "--update")
    before = file.read_bytes()
    cpch("plan", answers, "--update")

    assert before == file.read_bytes()


def test_a_plan_in_json(tmp_path: Path) -> None:
    """Beside answers in JSON, and read again."""
    answers = tmp_path / "answers.json"
    answers.write_text('{"format": "cpch-answers/1", "answers": {"legal.instrument": 0}}', "utf-8")

    assert 0 == cpch("plan", answers, "--update").returncode
    plan = json.loads((tmp_path / "answers.plan.json").read_text("utf-8"))
    assert "cpch-plan/1" == plan["format"]
    assert 0 == cpch("check", tmp_path / "answers.plan.json").returncode


def test_what_is_done_and_dropped_is_not_planned_again() -> None:
    """Done leaves the roadmap, dropped has no phase, and both are told."""
    roadmap = told(BELMARA)

    planned = {action["solution"]: action for action in roadmap["actions"]}
    assert "duty_roster" not in planned
    assert ("dropped", "No budget line before 2030.") == (
        planned["mixed_units"]["left"],
        planned["mixed_units"]["reason"],
    )
    assert "duty_roster" in {each["solution"] for each in roadmap["ended"]}


def test_a_plan_shows_in_the_next_report(tmp_path: Path) -> None:
    """In the plan beside the file, or the one that is named: done, under way, overdue on the day of the answers."""
    report = json.loads(cpch("report", LATER, "--plan", PLAN, "--format", "json").stdout)
    assert {"data_protection_annex", "information_sharing"} <= set(report["plan"]["overdue"])
    assert "duty_roster" in report["plan"]["done"]
    shown = cpch("report", LATER, "--plan", PLAN, "--section", "overview").stdout
    assert "Done: 6; Under way: 3; Overdue on 20 April 2028: 3" in " ".join(shown.split())
    alone = Path(shutil.copy(LATER, tmp_path / "alone.yaml"))
    assert json.loads(cpch("report", alone, "--format", "json").stdout)["plan"] is None
    table = cpch("report", BELMARA, "--section", "plan", "--format", "md").stdout
    assert "Legal services of both | 31 January 2027" in table


def test_a_copy_for_others_names_no_owner() -> None:
    """That the action has one can be seen."""
    for wanted in ("md", "html", "json"):
        copy = cpch("report", BELMARA, "--releasable", "--quiet", "--format", wanted).stdout
        assert "Legal services of both" not in copy
        assert "A bill is with the government" not in copy


# --- what is refused --------------------------------------------------------------------------------------------------


@pytest.mark.sampled(4)
@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--capacity", "0"], 2, "--capacity takes points of effort"),
        (["--capacity", "many"], 2, "--capacity takes points of effort"),
        (["--target", "excellent"], 2, "excellent is no target"),
        (["--target", "risk=5"], 2, "risk=5 is no target"),
        (["--target", "=weak"], 2, "There is no domain"),
        (["--target", "rsk=weak"], 2, "There is no domain rsk"),
        (["--date", "soon"], 2, "soon"),
        (["--plan", "missing.yaml"], 5, "missing.yaml"),
        (["--format", "pdf", "--output", "plan.docx"], 2, "plan.docx"),
        (["--output", "plan.doc"], 2, "plan.doc"),
    ],
)
def test_wrong_usage(answers: Path, options: list[str], code: int, said: str) -> None:
    """One line that says what is wrong, the exit code of the table, and no result."""
    done = cpch("plan", answers, *options, cwd=answers.parent)

    assert (code, "") == (done.returncode, done.stdout)
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_target_outside_the_scope(tmp_path: Path) -> None:
    """It is said that the domain is not assessed."""
    file = tmp_path / "answers.yaml"
    file.write_text(
        "format: cpch-answers/1\nsubject: {domains: [risk]}\nanswers: {risk.cooperation: 1}\n", "utf-8"
    )

    done = cpch("plan", file, "--target", "legal=weak")

    assert 2 == done.returncode
    assert "legal is outside the scope" in done.stderr
    assert ["risk"] == [each["domain"] for each in told(file, "--target", "weak")["targets"]]


def test_a_wrong_plan_is_an_invalid_file(answers: Path) -> None:
    """Every problem with its place; `check` says the same."""
    file = answers.with_name("answers.plan.yaml")
    file.write_text(
        "format: cpch-plan/1\ncapacity: 0\nactions:\n  muo: {owner: A}\n  mou: {status: finished, due: 2026-01-01}\n",
        "utf-8",
    )
    done = cpch("plan", answers)

    assert 3 == done.returncode
    assert [f"{file}:2:11", f"{file}:5:17", f"{file}:5:27"] == [
        ":".join(line.split(":", 3)[:3]) for line in done.stderr.splitlines() if line.startswith(str(file))
    ]
    checked = cpch("check", file)
    assert 3 == checked.returncode
    file.write_text("format: cpch-plan/1\nactions:\n  muo: {owner: A}\n", "utf-8")
    assert "mou" in cpch("plan", answers).stderr


def test_a_result_never_replaces_the_plan(answers: Path) -> None:
    """Not even with --force."""
    file = answers.with_name("answers.plan.yaml")
    cpch("plan", answers, "--update")
    before = file.read_bytes()

    done = cpch("plan", answers, "--format", "md", "--output", file, "--force")

    assert 2 == done.returncode
    assert before == file.read_bytes()


def test_answers_from_stdin_have_no_plan_beside_them() -> None:
    """They can be planned, but an update needs a place."""
    text = BELMARA.read_bytes()

    assert 0 == cpch("plan", "-", "--format", "csv", stdin=text).returncode
    done = cpch("plan", "-", "--update", stdin=text)
    assert 2 == done.returncode
    assert "--plan" in done.stderr


def test_an_update_to_a_plan_of_another_name(answers: Path) -> None:
    """One that is named and not there is begun."""
    file = answers.with_name("ours.yaml")

    assert 0 == cpch("plan", answers, "--plan", file, "--update").returncode
    assert file.exists()
    assert not answers.with_name("answers.plan.yaml").exists()


def test_no_days_for_a_calendar(tmp_path: Path) -> None:
    """What to do about it is said."""
    file = tmp_path / "answers.yaml"
    file.write_text(BARE.replace("{}", "{legal.instrument: 0}"), "utf-8")

    done = cpch("plan", file, "--format", "ics")

    assert 2 == done.returncode
    assert "Give the subject a date" in done.stderr


@pytest.mark.parametrize(
    ("package", "options"), [("highspy", ["--target", "weak"]), ("icalendar", ["--format", "ics"])]
)
def test_a_package_that_is_missing_is_named(tmp_path: Path, package: str, options: list[str]) -> None:
    """Nothing else of the command needs it."""
    (tmp_path / "sitecustomize.py").write_text(f"import sys\nsys.modules[{package!r}] = None\n", "utf-8")
    env = {"PYTHONPATH": str(tmp_path)}

    done = cpch("plan", BELMARA, *options, env=env)

    assert (2, "") == (done.returncode, done.stdout)
    assert package in done.stderr
    assert 0 == cpch("plan", BELMARA, env=env).returncode


# --- nothing is lost --------------------------------------------------------------------------------------------------


def test_a_result_that_is_refused_leaves_the_plan_as_it_was(answers: Path) -> None:
    """The plan is written last."""
    cpch("plan", answers, "--update")
    plan, taken = answers.with_name("answers.plan.yaml"), answers.with_name("taken.md")
    taken.write_text("Mine.", "utf-8")
    before = plan.read_bytes()

    assert 5 == cpch("plan", answers, "--capacity", "3", "--update", "--output", taken).returncode
    assert before == plan.read_bytes()


def test_somebody_elses_change_is_not_overwritten(answers: Path) -> None:
    """What was written since the plan was read stays."""
    file = answers.with_name("answers.plan.yaml")
    file.write_text("format: cpch-plan/1\n", "utf-8")
    read = load_plan(file, load_diagnostic())
    file.write_text("format: cpch-plan/1\nactions: {mou: {owner: A colleague}}\n", "utf-8")

    with pytest.raises(CannotWrite, match="changed_meanwhile"):
        save_plan(read, new_plan("en"))
    assert "A colleague" in file.read_text("utf-8")


@pytest.mark.parametrize("command", [("report",), ("compare", LATER)])
def test_a_wrong_plan_that_nobody_named_stops_nothing_else(
    answers: Path, command: tuple[str | Path, ...]
) -> None:
    """It is said, and how to see what is wrong; a plan that is named has to be right."""
    file = answers.with_name("answers.plan.yaml")
    file.write_text("format: cpch-plan/1\nactions: {muo: {}}\n", "utf-8")

    done = cpch(*command, answers, "--format", "json")

    assert 0 == done.returncode
    assert f"cpch check {file}" in done.stderr
    assert 3 == cpch(*command, answers, "--plan", file).returncode


def test_a_plan_is_a_file() -> None:
    """It cannot be stdin."""
    done = cpch("plan", BELMARA, "--plan", "-", "--update")

    assert 2 == done.returncode
    assert not Path("-").exists()


def test_a_mark_stands_on_every_row(answers: Path) -> None:
    """CSV bears it too."""
    answers.write_text(
        answers.read_text("utf-8").replace("subject:\n", "subject:\n  handling: Restricted\n", 1), "utf-8"
    )
    rows = list(csv.DictReader(io.StringIO(written(answers, "--format", "csv"))))

    assert {"Restricted"} == {row["mark"] for row in rows}
