"""A consolidation in words: who is in it, what they have in common, what is held back, and what nobody may read."""

# ruff: noqa: RUF001 - the words have dashes

import datetime as dt
from dataclasses import replace
from fractions import Fraction
from typing import Any, Final

import pytest

from consolidations import member, together
from cpch_cli.core.consolidation import (
    Consolidation,
    DisputeCount,
    DomainOfMany,
    Group,
    Movement,
    NotComparable,
    Refused,
    SolutionCount,
)
from cpch_cli.core.document import (
    Distribution,
    Document,
    Facts,
    HeatMap,
    Items,
    Paragraph,
    Section,
    Table,
    Trend,
)
from cpch_cli.core.scoring import Band
from cpch_cli.core.view_consolidation import consolidation
from cpch_cli.core.view_consolidation_workbook import consolidation_workbook
from cpch_cli.i18n import languages, load_words
from documents import HOSTILE, sections, texts
from helpers import diagnostic, question, scale, solution, weakness

WORDS: Final = load_words("en")
OF: Final = diagnostic(
    question("law.one", number="1.1", text="Is there a law?", solutions=["sign"], critical=True),
    question("risk.two", number="2.1", text="Do they meet?", weaknesses=[weakness("w"), weakness("v")]),
    question("risk.three", number="2.2", scale="yes", not_applicable="Never."),
    solutions=[solution("sign", title="Sign.", raises={"law.one": 4})],
    scales={"yes": scale(0, 1, ids=("no", "yes"))},
)
EARLY: Final = dt.date(2024, 5, 3)
LATE: Final = dt.date(2026, 11, 23)
ASTRIA: Final = member(
    OF,
    "Astria",
    (EARLY, {"law.one": 0, "risk.two": 2, "risk.three": 1}),
    (LATE, {"law.one": 1, "risk.two": {"level": 2, "weaknesses": ["w"]}, "risk.three": "unknown"}),
    group="North",
)
BELMARA: Final = member(OF, "Belmara", (EARLY, {"law.one": 3}), group="South", domains=["law"])
CORVIA: Final = member(
    OF, "Corvia", (None, {"law.one": 2, "risk.two": 4, "risk.three": "not_applicable"}), (LATE, {})
)
ALL: Final = (ASTRIA, BELMARA, CORVIA)


def shown(*members: Any, **keys: Any) -> dict[str, Section]:
    """Return the sections of a consolidation by their ids."""
    return sections(consolidation(together(OF, *members, **keys), WORDS, printed=None))


def sheets(*members: Any, **keys: Any) -> dict[str, Section]:
    """Return the sheets of a consolidation by their ids."""
    return sections(consolidation_workbook(together(OF, *members, **keys), WORDS, printed=None))


def only(section: Section, kind: type[Any]) -> Any:
    """Return the only block of a kind in a section."""
    (found,) = (block for block in section.blocks if isinstance(block, kind))
    return found


def rows(of: Table | HeatMap) -> list[tuple[str, ...]]:
    """Return the rows of a table as texts."""
    return [tuple(cell.text for cell in row) for row in of.rows]


def facts(of: Document | Section) -> dict[str, str]:
    """Return what a document or a section says first."""
    return dict(next(block for block in of.blocks if isinstance(block, Facts)).pairs)


# --- the whole ----------------------------------------------------------------------------------------------------


def test_sections() -> None:
    """Each thing has its section, in this order, whose ids are the same in every language."""
    of = together(
        OF,
        *ALL,
        by="region",
        refused=(Refused("a.yaml", "x"),),
        not_comparable=(NotComparable("law.one", 1),),
    )

    for language in languages():
        document = consolidation(of, load_words(language), printed=None)
        assert [
            *("overview", "subjects", "groups", "questions", "weaknesses", "solutions", "disputed", "trend"),
            *("coverage", "not_comparable", "refused", "counting", "method", "sources", "about"),
        ] == [block.id for block in document.blocks if isinstance(block, Section)]
        assert language == document.language


def test_sections_that_are_not_needed() -> None:
    """Without groups, rounds, changed words and refused files there is nothing on them."""
    assert set() == {"groups", "trend", "not_comparable", "refused"} & set(shown(BELMARA))
    assert set() == {"groups", "trend", "refused"} & set(sheets(BELMARA))


def test_marks() -> None:
    """The handling mark is the document's, its day is that of the latest subject, and it is no draft."""
    of = together(OF, *ALL, handling="Restricted")
    documents = [make(of, WORDS, printed=None) for make in (consolidation, consolidation_workbook)]

    assert [("Restricted", LATE, None, "Consolidation – Tiny")] * 2 == [
        (each.handling, each.date, each.draft, each.title) for each in documents
    ]


def test_head() -> None:
    """It says how many subjects of which days there are, how complete they are, and what is not in it."""
    of = together(
        OF,
        *ALL,
        files=7,
        by="x-cluster",
        basis="evidenced",
        releasable=True,
        anonymous=True,
        refused=(Refused("a.yaml", "x"),),
    )

    assert {
        "Subjects": "3 subjects, each counted once, from 7 files or rows",
        "Latest assessments": "3 May 2024 to 23 November 2026",
        "Status": "1 of 3 subjects is a draft: some of its questions are still open",
        "Answered": "4 of 7 questions that apply (57 %)",
        "Basis": "evidenced – the levels only as far as the evidence carries them",
        "Grouped by": "x-cluster",
        "Copy": "for release: without single subjects; no figure on groups rests on fewer than 5",
        "Names": "Subjects stand under labels that tell nothing about them",
        "Left out": "1 file or row could not be used",
        "Printed on": "24 November 2026",
    } == facts(consolidation(of, WORDS, printed=dt.date(2026, 11, 24)))


def test_head_of_one() -> None:
    """One day is named once, and what is complete is said to be."""
    head = facts(consolidation(together(OF, BELMARA), WORDS, printed=None))

    assert ("3 May 2024", "Every subject has answered every question that applies") == (
        head["Latest assessments"],
        head["Status"],
    )


def test_nobody() -> None:
    """Nothing breaks where there is nobody: no days, no share, no mean."""
    document = consolidation(together(OF), WORDS, printed=None)

    assert "0 of 0 questions that apply (–)" == facts(document)["Answered"]
    assert "Latest assessments" not in facts(document)
    assert ["–", "–"] == [
        each.figure.text for each in only(sections(document)["overview.domains"], Distribution).stacks
    ]


def test_caveat() -> None:
    """Every document says that it is no audit, that nobody else made it, and that nothing is ranked."""
    for make in (consolidation, consolidation_workbook):
        for few in (False, True):
            found = " ".join(texts(make(together(OF, *ALL, too_few=few), WORDS, printed=None)))
            assert "They are not audits." in found
            assert "neither the WCO nor INTERPOL made or endorsed it. Nothing here is ranked." in found


def test_too_few() -> None:
    """A copy for others of too few says so, how it comes about, and nothing of them: neither names nor days nor figures."""
    of = together(
        OF, *ALL, too_few=True, releasable=True, refused=(Refused("Astria.yaml", "x"),), handling="Restricted"
    )

    for make in (consolidation, consolidation_workbook):
        document = make(of, WORDS, printed=None)
        found = "\n".join(texts(document))
        assert ["refused", "counting", "method", "sources", "about"] == [
            block.id for block in document.blocks if isinstance(block, Section)
        ]
        assert "With fewer than 5, what is shown could be traced back" in found
        assert [] == [each for each in ("Astria", "Belmara", "Corvia", "2026", "3 subjects") if each in found]
        assert (None, "Restricted") == (document.date, document.handling)


# --- page one -----------------------------------------------------------------------------------------------------


def test_domains() -> None:
    """Each domain has its mean and how many subjects have which band, worst first."""
    domains = only(shown(*ALL)["overview.domains"], Distribution)

    assert ["Critical gap", "Weak", "Partial", "Sound", "Not rated"] == [key.title for key in domains.keys]
    assert [
        ("1 law", "2.0", Fraction(2), "partial", (0, 1, 0, 1, 1)),
        ("2 risk", "1.0", Fraction(1), "weak", (0, 1, 0, 0, 1)),
    ] == [
        (each.label, each.figure.text, each.figure.value, each.figure.tone, each.parts)
        for each in domains.stacks
    ]


def test_domain_held_back() -> None:
    """Where a domain is held back, there is neither its mean nor any band."""
    few = DomainOfMany("law", None, 3, None, held_back=True)
    (stack,) = only(shown(*ALL, domains=(few,))["overview.domains"], Distribution).stacks

    assert ("< 5", None, None) == (stack.figure.text, stack.figure.value, stack.parts)


def test_page_one() -> None:
    """Its lists name the first five, with how often; the whole lists follow."""
    disputes = tuple(
        DisputeCount(each, n, 4, ()) for each, n in (("law.one", 1), ("risk.two", 3), ("risk.three", 0))
    )
    solutions = tuple(SolutionCount("sign", 7 - n, n, ()) for n in range(6))
    found = shown(*ALL, disputes=disputes, solutions=solutions)

    assert ("1 of 1 – 2.1 w.",) == only(found["overview.weaknesses"], Items).items
    assert 5 == len(only(found["overview.solutions"], Items).items)
    assert "7 now, 0 as an improvement – Sign." == only(found["overview.solutions"], Items).items[0]
    assert ("3 of 4 – 2.1 Do they meet?", "1 of 4 – 1.1 Is there a law?") == only(
        found["overview.disputed"], Items
    ).items
    assert found["overview"].front


def test_page_one_without_lists() -> None:
    """Where there is nothing to list, that is said."""
    found = shown(CORVIA, solutions=())

    for part in ("weaknesses", "solutions", "disputed"):
        whole = found[part].blocks
        assert len(whole) == 1
        assert whole == found[f"overview.{part}"].blocks


# --- subjects -----------------------------------------------------------------------------------------------------


def test_heat_map() -> None:
    """Every subject has its scores in the order given, with the signs for don't know, not rated and out of scope."""
    heat_map = only(shown(*ALL)["subjects"], HeatMap)

    assert [("Astria", "1.0", "1.0*"), ("Belmara", "3.0", "–"), ("Corvia", "–", "–")] == rows(heat_map)
    assert [("1", "law"), ("2", "risk")] == [(key.short, key.title) for key in heat_map.keys]
    assert [("weak", "weak"), ("sound", "plain"), ("not_rated", "not_rated")] == [
        tuple(cell.tone for cell in row[1:]) for row in heat_map.rows
    ]
    assert (Fraction(1), Fraction(1)) == tuple(cell.value for cell in heat_map.rows[0][1:])


def test_no_single_subjects_in_a_copy_for_others() -> None:
    """Neither a heat map nor names nor files: only what the core gives."""
    of = together(OF, *ALL, releasable=True, refused=(Refused("Astria.yaml", "x"),), members=(), files=3)
    of = replace(of, solutions=tuple(replace(each, who=()) for each in of.solutions))
    disputed = replace(of, disputes=(DisputeCount("law.one", 5, 6, ()),))

    for make in (consolidation, consolidation_workbook):
        document = make(disputed, WORDS, printed=None)
        assert [] == [each for each in texts(document) if "Astria" in each]
        assert "subjects" not in sections(document)
        assert 3 == len(next(_tables(sections(document)["solutions"])).columns)
        assert 3 == len(next(_tables(sections(document)["disputed"])).columns)


def _tables(section: Section) -> Any:
    return (block for block in section.blocks if isinstance(block, Table))


def test_refused() -> None:
    """The office's own copy names each file with its reason; one without names says how many there are."""
    files = (Refused("a\nb.yaml", "not a day"), Refused("c.yaml", "batch.draft"))

    assert [("a b.yaml", "not a day"), ("c.yaml", "draft")] == rows(
        only(shown(*ALL, refused=files)["refused"], Table)
    )
    assert (Paragraph("2 files or rows could not be used and are in no figure."),) == shown(
        *ALL, refused=files, anonymous=True
    )["refused"].blocks


def test_coverage() -> None:
    """It says how much each subject has answered, its overall score, and where it is not rated."""
    found = shown(*ALL, weaknesses_not_asked=2, reasons_not_recorded=1, versions={"1.0": 2, "": 1})[
        "coverage"
    ]

    assert [
        ("Astria", "23 November 2026", "complete", "3 of 3", "1.0", ""),
        ("Belmara", "3 May 2024", "complete", "1 of 1", "3.0", ""),
        ("Corvia", "23 November 2026", "draft", "0 of 3", "–", "1, 2"),
    ] == rows(only(found, Table))
    assert {
        "Answered": "4 of 7 questions that apply (57 %)",
        "Drafts": "1",
        "Files of earlier rounds, or in place of which another counts": "0",
        "Subjects by version of the diagnostic": "1.0: 2; not said: 1",
        "Files by service": "not said: 3",
        "Answers whose weaknesses were not asked": "2",
        "“Not applicable” without a recorded reason": "1",
    } == facts(found)


def test_services() -> None:
    """Files are counted by service in words."""
    assert (
        "Customs: 2; not said: 1"
        == facts(shown(*ALL, agencies={"customs": 2, "": 1})["coverage"])["Files by service"]
    )


# --- groups -------------------------------------------------------------------------------------------------------

GROUPS: Final = (
    Group("North", 6, (DomainOfMany("law", Fraction(5, 2), 6, dict.fromkeys(Band, 1)),)),
    Group(None, 5, (DomainOfMany("law", None, 4, None, held_back=True),), folded=3),
)


def test_groups() -> None:
    """Each group has its members and means; a figure of few is held back, and folded groups are said to be."""
    section = shown(*ALL, by="region", groups=GROUPS, minimum_group=5)["groups"]
    heat_map = only(section, HeatMap)

    assert ("Groups – Region", ["Region", "Subjects"]) == (
        section.title,
        [column.title for column in heat_map.titles],
    )
    assert [("North", "6", "2.5"), ("Other (3 groups)", "5", "< 5")] == rows(heat_map)
    assert "< 5: held back, so that nothing is told about fewer than 5 subjects." in heat_map.caption


def test_groups_of_services() -> None:
    """Services are named in words, other things as they were written."""
    named = [replace(GROUPS[0], name="customs")]

    assert "Customs" == rows(only(shown(*ALL, by="agency", groups=named)["groups"], HeatMap))[0][0]
    assert "customs" == rows(only(shown(*ALL, by="region", groups=named)["groups"], HeatMap))[0][0]


# --- answers ------------------------------------------------------------------------------------------------------


def test_questions() -> None:
    """How many gave which answer, level by level, then without a level; questions of other levels are apart."""
    found = shown(*ALL)
    law = only(found["questions.law"], Distribution)
    two, three = found["questions.risk"].blocks

    assert ["0 absent", "1 ad_hoc", "2 defined", "3 operating", "4 institutionalised", "… Still open"] == [
        f"{key.short} {key.title}" for key in law.keys
    ]
    assert [("1.1 Is there a law? (critical question)", "2.0", (0, 1, 0, 1, 0, 1))] == [
        (each.label, each.figure.text, each.parts) for each in law.stacks
    ]
    assert isinstance(two, Distribution)
    assert isinstance(three, Distribution)
    assert [["0", "1", "2", "3", "4", "…"], ["0", "1", "?", "…"]] == [
        [key.short for key in each.keys] for each in (two, three)
    ]
    assert [(0, 0, 1, 1)] == [each.parts for each in three.stacks]


def test_levels_of_one_tone() -> None:
    """Of two levels of the same tone the lower is pale."""
    keys = only(shown(*ALL)["questions.law"], Distribution).keys

    assert [("partial", False), ("sound", True), ("sound", False)] == [
        (key.tone, key.pale) for key in keys[2:5]
    ]


def test_every_state() -> None:
    """Not asked and not applicable have their own columns, where there are such answers."""
    of = together(OF, *ALL)
    of = replace(of, questions=tuple(replace(each, not_asked=2, not_applicable=3) for each in of.questions))
    keys = only(sections(consolidation(of, WORDS, printed=None))["questions.law"], Distribution).keys

    assert ["… Still open", "/ Not asked", "– Not applicable"] == [
        f"{key.short} {key.title}" for key in keys[5:]
    ]


def test_weaknesses() -> None:
    """Those that were ticked, with how many were asked; the workbook has the others too."""
    assert [("1", "1", "2.1", "w.")] == rows(only(shown(*ALL)["weaknesses"], Table))
    assert [("2.1", "2 risk", "w.", "1", "1"), ("2.1", "2 risk", "v.", "0", "1")] == rows(
        only(sheets(*ALL)["weaknesses"], Table)
    )


def test_solutions() -> None:
    """Who needs a solution is named, those that need it now apart; of many the first twelve and how many more."""
    names = [f"S{n:02}" for n in range(1, 15)]
    many: list[Any] = [(name, "now" if name < "S13" else "improve") for name in names]
    needed = (
        SolutionCount("sign", 12, 2, tuple(many)),
        SolutionCount("sign", 13, 0, (*many[:12], ("T", "now"))),
    )
    first, second = rows(only(shown(*ALL, solutions=needed)["solutions"], Table))
    twelve = "; ".join(names[:12])

    assert ("Sign.", "12", "2", twelve, "S13; S14") == first
    assert ("Sign.", "13", "0", f"{twelve} and 1 more", "") == second
    assert f"{twelve}; T" == rows(only(sheets(*ALL, solutions=needed)["solutions"], Table))[1][3]


def test_disputed() -> None:
    """Disputed questions stand by how often they are, with whose they are."""
    disputes = (
        DisputeCount("law.one", 1, 2, ("Astria",)),
        DisputeCount("risk.two", 2, 2, ("Astria", "Corvia")),
    )
    found = rows(only(shown(*ALL, disputes=disputes)["disputed"], Table))

    assert [
        ("2.1 Do they meet?", "2", "2", "Astria; Corvia"),
        ("1.1 Is there a law? (critical question)", "1", "2", "Astria"),
    ] == found
    assert found == rows(only(sheets(*ALL, disputes=disputes)["disputed"], Table))
    assert "disputed" not in sheets(*ALL)


def test_not_comparable() -> None:
    """Questions in other words are named with how many answered them so."""
    reworded = (NotComparable("law.one", 2),)

    for found in (shown(*ALL, not_comparable=reworded), sheets(*ALL, not_comparable=reworded)):
        assert ("1.1 Is there a law? (2 subjects)",) == only(found["not_comparable"], Items).items


# --- from round to round ------------------------------------------------------------------------------------------


def test_moved() -> None:
    """The means of the first and of the latest rounds stand side by side, with how many rose, fell and stayed."""
    movements = (
        Movement("law", 6, 3, 1, 2, Fraction(1), Fraction(3, 2)),
        Movement("risk", 3, 1, 1, 1, None, None, held_back=True),
        Movement("risk", 0, 0, 0, 0, None, None),
    )
    trend = only(shown(*ALL, movements=movements)["trend"], Trend)

    assert [
        ("1 law", ["1.0", "1.5"], "3 rose, 1 fell, 2 stayed"),
        ("2 risk", ["< 5", "< 5"], "held back: too few subjects"),
        ("2 risk", ["–", "–"], "nothing to compare"),
    ] == [(line.label, [point.text for point in line.points], line.change) for line in trend.lines]
    assert [Fraction(1), Fraction(3, 2)] == [point.value for point in trend.lines[0].points]


def test_rounds() -> None:
    """Subjects with several rounds have the overall score of the first and the latest, and what lies between."""
    falling = member(OF, "Dalia", (EARLY, {"law.one": 4}), (LATE, {"law.one": 3}), domains=["law"])
    staying = member(OF, "Estia", (EARLY, {"law.one": 4}), (LATE, {"law.one": 4}), domains=["law"])
    found = shown(*ALL, falling, staying)["trend"]

    assert [
        ("Astria", "3 May 2024; 23 November 2026", "1.5", "1.0", "−0.5"),
        ("Corvia", "no date; 23 November 2026", "3.0", "–", "–"),
        ("Dalia", "3 May 2024; 23 November 2026", "4.0", "3.0", "−1.0"),
        ("Estia", "3 May 2024; 23 November 2026", "4.0", "4.0", "no change"),
    ] == rows(only(found, Table))


def test_rising() -> None:
    """What rose has a plus."""
    rising = member(OF, "Fenia", (EARLY, {"law.one": 1}), (LATE, {"law.one": 3}), domains=["law"])

    assert "+2.0" == rows(only(shown(rising)["trend"], Table))[0][4]


# --- the workbook -------------------------------------------------------------------------------------------------


def test_sheets() -> None:
    """There is a sheet for each thing, under a short name."""
    of = together(
        OF, *ALL, by="region", disputes=(DisputeCount("law.one", 1, 1, ()),), refused=(Refused("a", "b"),)
    )
    document = consolidation_workbook(of, WORDS, printed=None)

    assert [
        *("Overview", "Subjects", "Groups", "Questions", "Weaknesses", "Solutions", "Disputed", "Trend"),
        *("Not counted", "Method"),
    ] == [block.title for block in document.blocks if isinstance(block, Section)]


def test_empty_sheets() -> None:
    """What is empty has no sheet."""
    assert set() == {"weaknesses", "solutions", "disputed", "trend"} & set(
        sheets(BELMARA, weaknesses=(), solutions=())
    )


def test_sheet_of_subjects() -> None:
    """A line for each subject holds numbers and days that can be sorted, the group where there is one, and the scores."""
    first, second, _ = only(sheets(*ALL, by="region")["subjects"], HeatMap).rows

    assert [LATE, 3, 3, Fraction(1), Fraction(1), Fraction(1)] == [
        cell.value for cell in first if cell.value is not None
    ]
    assert ("Belmara", "3 May 2024", "complete", "1", "1", "3.0", "", "South", "3.0", "–") == tuple(
        cell.text for cell in second
    )
    assert ("Corvia", "23 November 2026", "draft", "0", "3", "–", "1, 2", "–", "–") == rows(
        only(sheets(*ALL)["subjects"], HeatMap)
    )[2]
    assert "" == rows(only(sheets(*ALL, by="region")["subjects"], HeatMap))[2][7]


def test_sheet_of_groups() -> None:
    """Below the means a line for each group and domain has its bands; nothing stands where they are held back."""
    found = sheets(*ALL, by="region", groups=GROUPS)["groups"]

    assert [
        ("North", "1 law", "2.5", "6", "1", "1", "1", "1", "1"),
        ("Other (3 groups)", "1 law", "< 5", "", "", "", "", "", ""),
    ] == rows(only(found, Table))
    assert [("North", "6", "2.5"), ("Other (3 groups)", "5", "< 5")] == rows(only(found, HeatMap))


def test_sheet_of_questions() -> None:
    """A line for each question counts its answers; questions of other levels have a table of their own."""
    first, second = sheets(*ALL)["questions"].blocks
    assert isinstance(first, Table)
    assert isinstance(second, Table)

    assert [
        ("1.1", "1 law", "Is there a law?", "yes", "2.0", "1", "0", "1", "0", "1", "0", "1"),
        ("2.1", "2 risk", "Do they meet?", "", "2.0", "0", "0", "0", "1", "0", "0", "1"),
    ] == rows(first)
    assert [("2.2", "2 risk", "risk.three?", "", "–", "0", "0", "0", "1", "1")] == rows(second)
    assert ["0 no", "1 yes", "Don't know", "Still open"] == [column.title for column in second.columns[6:]]


# --- texts that try to be more ------------------------------------------------------------------------------------


@pytest.mark.parametrize("label", [*HOSTILE, "=1+1", "مملكة", "N" * 200])
def test_labels_stay_texts(label: str) -> None:
    """A label is in the document as it is, whatever it holds."""
    of: Consolidation = together(OF, replace(ASTRIA, label=label))

    assert label in list(texts(consolidation(of, WORDS, printed=None)))
    assert label in list(texts(consolidation_workbook(of, WORDS, printed=None)))
