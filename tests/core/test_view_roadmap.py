"""The roadmap in words: the verdict on targets, phases, what has no place, what is done, and the days for a calendar."""

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest

from cpch_cli.cheapest import solve
from cpch_cli.core.document import Block, Document, Facts, Items, Paragraph, Section, Table, Timeline, Trend
from cpch_cli.core.model import Diagnostic, Sheet
from cpch_cli.core.outcome import conclude, with_plan
from cpch_cli.core.plan import Plan
from cpch_cli.core.planned import Planned
from cpch_cli.core.roadmap import roadmap
from cpch_cli.core.roadmap_report import COLUMNS, roadmap_report, roadmap_rows
from cpch_cli.core.scoring import Band
from cpch_cli.core.target import Target
from cpch_cli.core.view_calendar import calendar_of
from cpch_cli.core.view_roadmap import roadmap_document
from cpch_cli.i18n import load_words
from helpers import Said, as_read, diagnostic, question, resource, settled, solution

WORDS = load_words("en")
OF = diagnostic(
    question("a.q", solutions=["first", "second", "third"]),
    question("b.r", not_applicable="Never."),
    solutions=[
        solution("first", title="Do first.", effort=2, raises={"a.q": "defined"}, resources=["wco"]),
        solution("second", title="Do second.", requires=["needed"], horizon="medium"),
        solution("third", title="Do third.", effort=5, horizon="long"),
        solution("needed", title="Do what is needed."),
        solution("other", title="Do other.", raises={"a.q": "operating"}, effort=1),
    ],
    resources=[resource("wco", title="A tool")],
)
NOT_HERE: Said = {"level": "not_applicable", "reason": "None."}


def planned(
    said: dict[str, Said] | None = None,
    plan: dict[str, Any] | None = None,
    *,
    of: Diagnostic = OF,
    day: dt.date | None = None,
    basis: Any = "claimed",
    date: str | None = "2026-01-31",
    **options: Any,
) -> Planned:
    """Return the roadmap of what was said, with a plan of these actions."""
    sheet = Sheet.model_validate({"format": "cpch-answers/1", "subject": {"date": date} if date else {}})
    outcome = conclude(of, sheet.with_answers(settled(of, said or {"a.q": 0})), basis)
    agreed = plan and Plan.model_validate(as_read({"format": "cpch-plan/1", "actions": plan}))
    outcome = with_plan(outcome, agreed or None, day)
    done, dropped = (outcome.progress.in_state(status) for status in ("done", "dropped"))
    return Planned(outcome, roadmap(outcome, done=done, dropped=dropped, solve=solve, **options))


def shown(of: Planned) -> Document:
    """Return the roadmap in English."""
    return roadmap_document(of, WORDS)


def blocks(of: Document | Section) -> Iterator[Block]:
    """Yield every block, those inside sections too."""
    for block in of.blocks:
        yield block
        if isinstance(block, Section):
            yield from blocks(block)


def section(of: Document, name: str) -> Section:
    """Return the section of this id."""
    return next(each for each in blocks(of) if isinstance(each, Section) and each.id == name)


def words_of(of: Document | Section) -> str:
    """Return everything that is said in paragraphs, lists, facts and tables."""
    said: list[str] = []
    for block in blocks(of):
        match block:
            case Paragraph():
                said.append(block.text)
            case Items():
                said += block.items
            case Facts():
                said += [f"{label}: {fact}" for label, fact in block.pairs]
            case Table():
                said += [" | ".join(cell.text for cell in row) for row in block.rows]
    return "\n".join(said)


# --- targets ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "target", "expected"),
    [
        ({"a.q": 0}, Target("a", band=Band.SOUND), "1 solution, 1 point of effort: the cheapest way"),
        ({"a.q": 0}, Target("a", band=Band.SOUND), "now 0.0 (Critical gap), then 3.0 (Sound)"),
        ({"a.q": 3}, Target("a", band=Band.SOUND), "Every target is reached already"),
        ({"a.q": 0}, Target("a", score=Fraction("3.5")), "wanted at least 3.5"),
        (
            {"a.q": 0},
            Target("a", score=Fraction("3.5")),
            "with every solution done it would come to 3.0 (Sound)",
        ),
        ({"a.q": 0}, Target("a", score=Fraction("3.5")), "no solution raises 1 far enough"),
        ({"b.r": NOT_HERE}, Target("b", band=Band.WEAK), "no question of the domain applies"),
    ],
)
def test_verdict_on_targets(said: dict[str, Said], target: Target, expected: str) -> None:
    """Reached at a price, there already, or impossible, because."""
    assert expected in words_of(section(shown(planned(said, targets=[target])), "overview"))


def test_a_target_that_a_dropped_solution_stands_in_the_way_of() -> None:
    """It is said that it would be reached, had that not been dropped."""
    made = planned(plan={"other": {"status": "dropped"}}, targets=[Target("a", band=Band.SOUND)])

    assert "one that it needs was dropped" in words_of(section(shown(made), "overview"))


def routed() -> Diagnostic:
    """Return a diagnostic in which raising one question makes another one count that nothing raises."""
    asked_if = {"question": "a.q", "at_least": "defined"}
    return diagnostic(
        question("a.q"),
        question("b.r", critical=True, ask_if=asked_if),
        question("b.t"),
        solutions=[solution("s", raises={"a.q": "defined"})],
    )


def test_targets_that_exclude_each_other() -> None:
    """Each alone, not all together."""
    targets = [Target("a", band=Band.PARTIAL), Target("b", band=Band.SOUND)]
    made = planned({"a.q": 0, "b.t": 3}, of=routed(), targets=targets)

    said = words_of(section(shown(made), "overview"))
    assert "It can be reached by itself, but not together with the other targets." in said


def test_a_target_whose_prerequisite_was_dropped() -> None:
    """The solution is there, and what it needs will not be done."""
    of = diagnostic(
        question("a.q"),
        solutions=[solution("s", raises={"a.q": "operating"}, requires=["p"]), solution("p")],
    )
    made = planned(of=of, plan={"p": {"status": "dropped"}}, targets=[Target("a", band=Band.SOUND)])

    assert "one that it needs was dropped" in words_of(section(shown(made), "overview"))


def test_targets_that_the_capacity_does_not_hold() -> None:
    """What has no phase has to be done as well."""
    of = diagnostic(question("a.q"), solutions=[solution("s", effort=5, raises={"a.q": "operating"})])
    made = planned(of=of, capacity=2, targets=[Target("a", band=Band.SOUND)])

    assert "1 action has no phase" in words_of(section(shown(made), "overview"))


# --- phases -------------------------------------------------------------------------------------------------------


def test_phases_pictures_and_every_action_in_full() -> None:
    """Each phase has its table, the pictures show them all, and nothing that an officer needs is left out."""
    made = shown(planned(capacity=4))

    trend = next(each for each in blocks(made) if isinstance(each, Trend))
    timeline = next(each for each in blocks(made) if isinstance(each, Timeline))
    assert 4 == len(trend.rounds)
    assert ["0.0", "2.0", "2.0", "2.0"] == [point.text for point in trend.lines[0].points]
    assert [("Do first.", 0, 3), ("Do what is needed.", 0, 3), ("Do second.", 3, 12)] == [
        (span.label, span.start, span.end) for span in timeline.spans
    ]
    assert "3 | Do second.\nNeeds first: Do what is needed | customs | 1" in words_of(
        section(made, "phase.medium")
    )
    assert "Its effort of 5 is more than a phase can take (4)." in words_of(section(made, "without_phase"))
    first = words_of(section(made, "action.first"))
    assert "Resources: A tool" in first
    assert "Brings about: At least “defined” (2): question 1 a.q?" in first
    assert "Needed first for: Do second" in words_of(section(made, "action.needed"))
    chosen = planned(targets=[Target("a", band=Band.SOUND)])
    assert "Part of the cheapest way" in words_of(section(shown(chosen), "action.other"))


def test_nothing_to_plan() -> None:
    """Where nothing is recommended nothing is drawn."""
    made = shown(planned({"a.q": 4}))

    assert "Nothing is recommended" in words_of(section(made, "overview"))
    assert not [each for each in blocks(made) if isinstance(each, Trend | Timeline)]


def test_without_a_day_to_count_from() -> None:
    """The phases have no dates then, and no day of an action has a place on the axis."""
    made = shown(planned(date=None, plan={"first": {"date": "2026-02-01"}}))

    assert "Counted from" not in words_of(made)
    timeline = next(each for each in blocks(made) if isinstance(each, Timeline))
    assert {None} == {span.due for span in timeline.spans}


def test_without_a_phase_for_any() -> None:
    """What is too large for any phase is listed, and no timeline drawn."""
    of = diagnostic(question("a.q", solutions=["s"]), solutions=[solution("s", effort=5)])
    made = shown(planned(of=of, capacity=1))

    assert not [each for each in blocks(made) if isinstance(each, Timeline)]
    assert section(made, "without_phase")


def test_what_the_plan_says_is_shown() -> None:
    """Owner, day and status in the tables, the timeline and the figures; what is done or dropped apart."""
    plan = {
        "first": {"owner": "Head of customs", "date": "2026-02-28", "status": "under_way", "note": "Begun."},
        "second": {"status": "dropped", "reason": "No budget."},
        "third": {"status": "done", "note": "In June.", "date": "2026-06-01"},
        "other": {"owner": "Police"},
    }
    made = shown(planned(plan=plan, day=dt.date(2026, 3, 1)))

    said = words_of(made)
    assert "Head of customs | 28 February 2026 | Under way" in said
    assert "Note: Begun." in said
    assert "It was dropped in the plan.\nNo budget." in words_of(section(made, "without_phase"))
    assert "Do third | Done |  | 1 June 2026 | In June." in words_of(section(made, "ended"))
    assert "Do other | Not begun | Police" in words_of(section(made, "ended"))
    overview = words_of(section(made, "overview"))
    assert "In the plan: Done: 1; Under way: 1; Overdue on 1 March 2026: 1" in overview
    timeline = next(each for each in blocks(made) if isinstance(each, Timeline))
    (late,) = (span for span in timeline.spans if span.label == "Do first.")
    assert ("by 28 February 2026", "Under way, overdue", "critical_gap") == (late.when, late.state, late.tone)
    assert late.due == pytest.approx(28 / 30.4375)


@pytest.mark.parametrize(("date", "due"), [("2020-01-01", 0), ("2040-01-01", 24)])
def test_a_day_outside_the_axis_stands_at_its_end(date: str, due: int) -> None:
    """So that it can be seen."""
    made = shown(planned(plan={"first": {"date": date}}))

    timeline = next(each for each in blocks(made) if isinstance(each, Timeline))
    assert due == next(span.due for span in timeline.spans if span.label == "Do first.")


def test_method_says_what_holds_for_this_roadmap() -> None:
    """On evidence and on targets only where there are any."""
    plainly = words_of(section(shown(planned()), "method"))
    fully = planned(basis="evidenced", targets=[Target("a", band=Band.SOUND)])

    assert "counts as verified" not in plainly
    assert "least effort" not in plainly
    assert "counts as verified" in words_of(section(shown(fully), "method"))
    assert "least effort" in words_of(section(shown(fully), "method"))


# --- a calendar ---------------------------------------------------------------------------------------------------


def test_days_for_a_calendar() -> None:
    """The day agreed, else the end of the phase; nothing for what is done, nor for the last phase without a day."""
    plan = {
        "first": {"date": "2026-02-10", "owner": "Head", "note": "Room 4."},
        "second": {"status": "done"},
        "third": {"status": "dropped", "date": "2026-02-10"},
    }
    made = calendar_of(planned(plan=plan), "Roadmap", WORDS)

    assert made
    assert [("Do first.", dt.date(2026, 2, 10), True)] == [
        (entry.title, entry.day, entry.agreed) for entry in made.entries
    ]
    assert "Owner: Head\nFirst step: Begin.\nDone when: It is done.\nNote: Room 4." == made.entries[0].text


def test_the_end_of_a_phase_is_a_day_of_its_month() -> None:
    """Three months after 31 January is 30 April, a year after it 31 January."""
    made = calendar_of(planned(), "Roadmap", WORDS)

    assert made
    assert {"Do first.": dt.date(2026, 4, 30), "Do second.": dt.date(2027, 1, 31)}.items() <= {
        entry.title: entry.day for entry in made.entries
    }.items()
    assert dt.date(2026, 1, 31) == made.made
    assert made.entries[0].text.startswith("Proposed: the end of the phase.")


def test_no_day_behind_the_last_of_the_calendar() -> None:
    """Where a phase would end after the year 9999 it has no end."""
    assert calendar_of(planned(date="9999-12-31"), "Roadmap", WORDS) is None


def test_the_mark_goes_into_other_peoples_calendars_too() -> None:
    """It opens the text of each day."""
    sheet = Sheet.model_validate(
        {"format": "cpch-answers/1", "subject": {"date": "2026-01-31", "handling": "Restricted"}}
    )
    outcome = conclude(OF, sheet.with_answers(settled(OF, {"a.q": 0})), "claimed")
    made = calendar_of(Planned(outcome, roadmap(outcome, solve=solve)), "Roadmap", WORDS)

    assert made
    assert {"Restricted"} == {entry.text.split("\n")[0] for entry in made.entries}


def test_no_days_without_a_start() -> None:
    """Only what was agreed; nothing where nothing was."""
    assert calendar_of(planned(date=None), "Roadmap", WORDS) is None
    made = calendar_of(planned(date=None, plan={"third": {"date": "2027-05-01"}}), "Roadmap", WORDS)
    assert made
    assert (dt.date(2027, 5, 1), 1) == (made.made, len(made.entries))


# --- for machines -------------------------------------------------------------------------------------------------


def test_report_for_machines() -> None:
    """Ids and numbers; every action once, in its order, with what is agreed."""
    plan = {"first": {"owner": "Head", "date": "2026-02-01"}, "other": {"status": "done"}}
    made = planned(
        plan=plan, capacity=4, targets=[Target("a", score=Fraction("3.5"))], day=dt.date(2026, 3, 1)
    )
    report = roadmap_report(made)

    assert (None, 0, ()) == (report.stages[0].phase, report.effort, report.actions)
    assert (False, 3.5, ("a.q",)) == (report.optimal, report.targets[0].score, report.targets[0].held_by)
    assert ["first", "other"] == [each.solution for each in report.ended]
    recommended = roadmap_report(planned(plan=plan, capacity=4, day=dt.date(2026, 3, 1)))
    assert recommended.optimal is None
    rows = list(roadmap_rows(recommended))
    assert [list(COLUMNS)] * len(rows) == [list(row) for row in rows]
    assert [
        (1, "first", "quick", 1),
        (2, "needed", "quick", 0),
        (3, "second", "medium", 0),
        (4, "third", None, 0),
    ] == [(row["position"], row["solution"], row["phase"], row["overdue"]) for row in rows[:4]]
    assert ["Head", None] == [rows[0]["owner"], rows[1]["owner"]]
    assert ("other", "done") == (rows[4]["solution"], rows[4]["status"])
