"""The assessment in words: what stands where, and that nothing is missing or said twice."""

# ruff: noqa: RUF001 - the words have dashes

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpch_cli.core import view
from cpch_cli.core.conditions import State
from cpch_cli.core.document import Document, Facts, Items, Paragraph, Profile, Section, Table
from cpch_cli.core.outcome import Outcome, conclude, with_plan
from cpch_cli.core.plan import Plan
from cpch_cli.core.routing import Basis
from cpch_cli.diagnostic_file import load_diagnostic
from cpch_cli.i18n import load_words
from documents import sections, sheet, texts, told
from helpers import Said, diagnostic, question, resource, rule, scale, solution, weakness
from strategies import Case, cases

WORDS: Final = load_words("en")
BUILT_IN: Final = load_diagnostic()

OF: Final = diagnostic(
    question(
        "risk.one",
        number="1.1",
        text="Do they meet?",
        critical=True,
        source="handbook",
        handbook="III.b, IV.a",
        evidence=["minutes", "a list"],
        not_applicable="Never.",
        weaknesses=[{**weakness("w", "mou"), "source": "handbook", "text": "They do not."}, weakness("v")],
        solutions=["meet"],
        levels={"ad_hoc": "By chance."},
    ),
    question(
        "risk.two", number="1.2", ask_if={"question": "risk.one", "at_least": "ad_hoc"}, solutions=["meet"]
    ),
    question(
        "law.three", number="2.1", kind="framework", weight=2, solutions=["mou"], not_applicable="Never."
    ),
    question("law.four", number="2.2", critical=True, solutions=["amend"]),
    domains=[
        {"id": "risk", "title": "Risk", "handbook": "III.b"},
        {"id": "law", "title": "Law", "weight": "0.5"},
    ],
    solutions=[
        solution("meet", title="Meet.", requires=["mou", "amend"], resources=["r1", "r2"], effort=2),
        solution(
            "mou",
            title="Sign.",
            source="handbook",
            raises={"law.three": "defined"},
            who=["customs", "police"],
        ),
        solution("amend", title="Amend.", steps=["Draft.", "Vote."], horizon="long"),
    ],
    resources=[resource("r1", title="Net", note="Since 2000."), resource("r2", title="Base", checked=True)],
    rules=[
        rule(
            "texts",
            {
                "all": [
                    {"question": "law.three", "at_least": "defined"},
                    {"question": "risk.one", "at_most": "ad_hoc"},
                ]
            },
            "mou",
            remark="Texts alone do not help.",
        ),
        rule("quiet", {"question": "law.four", "at_most": "ad_hoc"}, remark="Ask the courts."),
    ],
    sections={"III.b": "Targeting"},
)


def report(outcome: Outcome, **options: Any) -> Document:
    """Return the whole report in English."""
    return view.report(outcome, WORDS, **options)


def facts(document: Document | Section) -> dict[str, str]:
    """Return the first facts that stand directly in a document or a section; a repeated label keeps its last fact."""
    return next(dict(block.pairs) for block in document.blocks if isinstance(block, Facts))


def pairs(section: Section) -> list[tuple[str, str]]:
    """Return all facts that stand directly in a section."""
    return [pair for block in section.blocks if isinstance(block, Facts) for pair in block.pairs]


def profile(document: Document | Section) -> dict[str, str]:
    """Return the bands of a profile by domain."""
    found = next(block for block in document.blocks if isinstance(block, Profile))
    return {bar.label: bar.band for bar in found.bars}


def rows(section: Section) -> list[tuple[str, ...]]:
    """Return the table of a section as texts."""
    table = next(block for block in section.blocks if isinstance(block, Table))
    return [tuple(cell.text for cell in row) for row in table.rows]


def items(section: Section) -> tuple[str, ...]:
    """Return the list of a section."""
    return next(block.items for block in section.blocks if isinstance(block, Items))


def paragraphs(block: Document | Section) -> list[str]:
    """Return the paragraphs that stand directly in a document or a section."""
    return [inner.text for inner in block.blocks if isinstance(inner, Paragraph)]


# --- the head -----------------------------------------------------------------------------------------------------


def test_head_says_what_is_known() -> None:
    """What the subject says stands at the head, in the order of a title page; what it does not say is left out."""
    outcome = told(
        OF,
        {"risk.one": 1},
        country="Exampleland",
        country_code="EXL",
        region="North",
        site="Port",
        scope="local",
        period="2026",
        domains=["risk"],
        agency="border_guard",
        respondents=["Head of enforcement", "Analyst"],
        date="2026-11-23",
        handling="Restricted",
        cleared_by=[
            {"service": "Customs", "function": "Director", "date": "2026-11-24"},
            {"service": "Police"},
        ],
    )
    document = report(outcome, printed=dt.date(2026, 12, 1))
    first = next(block for block in document.blocks if isinstance(block, Facts))

    assert ("Tiny: Exampleland (EXL)", "Restricted") == (document.title, document.handling)
    assert (
        ("Region", "North"),
        ("Site", "Port"),
        ("Scope", "local"),
        ("Answered by", "border_guard"),
        ("Period", "2026"),
        ("Date", "23 November 2026"),
        ("Printed on", "1 December 2026"),
        ("Status", "Draft; 1 question is still open"),
        ("Release", "Cleared by Customs, Director, 24 November 2026"),
        ("Release", "Cleared by Police"),
    ) == first.pairs
    assert (dt.date(2026, 11, 23), f"tiny, version 1.0, {OF.digest[:15]}", "Contents") == (
        document.date,
        document.origin,
        document.contents,
    )
    assert [
        ("Diagnostic", "tiny, version 1.0"),
        ("Fingerprint", OF.digest),
        ("Basis", "claimed – the levels as they were answered"),
        ("Domains", "1 Risk"),
        ("Respondents", "Head of enforcement; Analyst"),
    ] == pairs(sections(document)["about"])


def test_head_of_a_bare_file() -> None:
    """A file that says nothing of its subject has a title, a status, a release, and no invented facts."""
    document = report(told(OF, {}))

    assert ("Tiny", None) == (document.title, document.handling)
    assert ["Status", "Release"] == list(facts(document))
    assert ["Diagnostic", "Fingerprint", "Basis"] == list(facts(sections(document)["about"]))
    assert "Not yet cleared" == facts(document)["Release"]


@pytest.mark.parametrize(("key", "name"), [("country", "Exampleland"), ("country_code", "EXL")])
def test_country_or_code(key: str, name: str) -> None:
    """A country is named by its name, by its code, or by both."""
    assert f"Tiny: {name}" == report(told(OF, {}, **{key: name})).title  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("agency", "expected"),
    [("customs", "Customs"), ("joint", "Customs and police together"), ("level", "level")],
)
def test_services_have_names(agency: str, expected: str) -> None:
    """The usual services are named in words, another one as it was written."""
    assert expected == facts(report(told(OF, {}, agency=agency)))["Answered by"]


@pytest.mark.parametrize(
    ("said", "draft"),
    [
        pytest.param({}, "DRAFT – 4 QUESTIONS ARE STILL OPEN", id="nothing answered"),
        pytest.param({"risk.one": 0, "law.three": 1}, "DRAFT – 1 QUESTION IS STILL OPEN", id="one open"),
        pytest.param({"risk.one": 0, "law.three": 1, "law.four": "unknown"}, None, id="complete"),
    ],
)
def test_draft(said: dict[str, Said], draft: str | None) -> None:
    """A draft says so in large letters, with the number of open questions, in every document."""
    outcome = told(OF, said)
    made = [report(outcome), view.summary(outcome, WORDS), view.core_summary(outcome, WORDS)]

    assert [draft] * 3 == [document.draft for document in made]


@pytest.mark.parametrize(
    ("conducted", "expected"),
    [
        (None, "This is a self-assessment: those who cooperate judged"),
        ("self", "This is a self-assessment: those who cooperate judged"),
        ("facilitated", "with a facilitator"),
        ("peer", "together with peers"),
    ],
)
def test_caveat(conducted: str | None, expected: str) -> None:
    """Every document says how it came about, that it is no audit, whose the scoring is, and who did not make it."""
    subject: dict[str, Any] = {"conducted": conducted} if conducted else {}
    outcome = told(OF, {}, **subject)
    for document in (report(outcome), view.summary(outcome, WORDS), view.core_summary(outcome, WORDS)):
        (caveat,) = (each for each in paragraphs(document) if "audit" in each)

        assert expected in caveat
        assert (
            "The scoring is this project's own; neither the WCO nor INTERPOL made or endorsed it." in caveat
        )


# --- where we stand -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param({"law.three": 4, "law.four": 4}, "Sound", id="sound"),
        pytest.param({"law.three": 4, "law.four": 0}, "Weak, capped by 2.2", id="capped"),
        pytest.param({"law.three": 4, "law.four": 1}, "Partial, capped by 2.2", id="less so"),
        pytest.param({"law.three": 4}, "Not rated: critical 2.2 open", id="critical open"),
        pytest.param({}, "Not rated: critical 2.2 open", id="nothing answered"),
    ],
)
def test_band(said: dict[str, Said], expected: str) -> None:
    """A band comes with what caps it, or with the reason why there is none."""
    assert expected == profile(sections(report(told(OF, said)))["overview.where"])["2 Law"]


def test_band_without_coverage() -> None:
    """A domain with too few answers says how many are needed; one in which nothing applies says that."""
    of = diagnostic(question("a.one", not_applicable="Never."), question("a.two"), question("b.three"))
    none = told(of, {"a.one": 2, "b.three": "unknown"})
    nothing = told(
        diagnostic(question("a.one", not_applicable="Never.")),
        {"a.one": {"level": "not_applicable", "reason": "No."}},
    )

    assert "Not rated: less than 60 % answered" == profile(view.summary(none, WORDS))["1 a"]
    assert "Not rated: nothing applies" == profile(view.summary(nothing, WORDS))["1 a"]


def test_profile_numbers() -> None:
    """A bar carries exact numbers beside those that people read, and a star for don't knows."""
    (risk, law) = next(
        block
        for block in view.summary(told(OF, {"risk.one": 1, "risk.two": "unknown"}), WORDS).blocks
        if isinstance(block, Profile)
    ).bars

    assert ("0.5", "0.5 to 2.5", True) == (risk.shown, risk.range, risk.star)
    assert ("–", "0.0 to 4.0", False) == (law.shown, law.range, law.star)


def test_star_is_explained_where_there_is_one() -> None:
    """The meaning of the star stands under a profile that has one, and under no other."""
    starred, plain = told(OF, {"risk.one": "unknown"}), told(OF, {"risk.one": 2})

    assert any(text.startswith("*") for text in paragraphs(view.summary(starred, WORDS)))
    assert not any(text.startswith("*") for text in paragraphs(view.summary(plain, WORDS)))


def test_bar_of_a_capped_domain_and_of_graded_answers() -> None:
    """A bar knows what its critical questions hold its band below, and the score on the other basis."""
    graded: dict[str, Said] = {"risk.one": {"level": 1, "evidence": "none"}, "risk.two": 4, "law.four": 0}
    graded["law.three"] = {"level": 4, "evidence": "statement"}

    def shown(outcome: Outcome) -> tuple[Profile, list[tuple[Any, ...]]]:
        found = next(block for block in view.summary(outcome, WORDS).blocks if isinstance(block, Profile))
        return found, [(bar.cap, bar.other, bar.other_shown) for bar in found.bars]

    claimed, of_claimed = shown(told(OF, graded))
    evidenced, of_evidenced = shown(told(OF, graded, "evidenced"))

    assert [(None, 1, "1.0"), (2, Fraction(4, 3), "1.3")] == of_claimed
    assert [(None, Fraction(5, 2), "2.5"), (None, Fraction(8, 3), "2.7")] == of_evidenced
    assert ("Evidenced", "Claimed") == (claimed.other_title, evidenced.other_title)
    assert (
        "Bar: the score. Line with ends: the range. Flag: critical questions keep the band below this score. "
        "Diamond: the score that the evidence carries."
    ) == claimed.caption
    assert "Bar: the score. Line with ends: the range. Diamond: the score as claimed." == evidenced.caption
    assert (None, "Bar: the score. Line with ends: the range.") == (
        (plain := shown(told(OF, {"risk.one": 4}))[0]).other_title,
        plain.caption,
    )


def test_overall() -> None:
    """Page one gives the overall score after the profile, with its range, the rated domains and the counts."""
    outcome = told(
        OF,
        {"risk.one": 1, "risk.two": "unknown", "law.three": {"level": "not_applicable", "reason": "No."}},
    )
    found = sections(report(outcome))

    assert {
        "Overall score": "0.5 (range 0.5 to 2.5); 1 of 2 domains rated. This is a mean and not a rank.",
        "Critical gaps": "1 Risk",
        "Critical questions": "weak: 1.1; open: 2.2 (their texts: next part)",
    } == facts(found["overview.where"])
    assert [Profile, Paragraph, Facts] == [type(block) for block in found["overview.where"].blocks]
    assert {
        "Answered": "2 of 3 questions that apply (67 %)",
        "Don't know": "1: 1.2",
        "Not applicable": "1: 2.1",
        "Still open": "1: 2.2",
        "Evidence": "levels that rest on a document that was seen: 0 of 1",
    } == facts(found["overview.sure"])


def test_figures() -> None:
    """The figures of a domain stand in a table: score, range, band, and what was answered."""
    outcome = told(
        OF,
        {"risk.one": 1, "risk.two": "unknown", "law.three": {"level": "not_applicable", "reason": "No."}},
    )

    assert [
        ("1 Risk", "0.5", "0.5 to 2.5", "Critical gap", "2 of 2", "1", "0"),
        ("2 Law", "–", "0.0 to 4.0", "Not rated: critical 2.2 open", "0 of 1", "0", "1"),
    ] == rows(sections(report(outcome))["standing"])


def test_how_sure_by_evidence() -> None:
    """Where proof was graded, page one says how many levels rest on documents, and both overall scores."""
    said: dict[str, Said] = {
        "risk.one": {"level": 4, "evidence": "statement"},
        "risk.two": {"level": 4, "evidence": "document"},
        "law.three": {"level": 3, "evidence": "verified"},
        "law.four": {"level": "unknown", "evidence": "document"},
    }

    assert (
        "levels that rest on a document that was seen: 2 of 3; overall score claimed 3.3, evidenced 2.3"
        == facts(sections(report(told(OF, said)))["overview.sure"])["Evidence"]
    )


def test_no_overall_score() -> None:
    """Without a rated domain there is no overall score, and the report says why."""
    assert (
        "None, because no domain is rated yet"
        == facts(sections(report(told(OF, {})))["overview.where"])["Overall score"]
    )


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        pytest.param(0, "“absent” (level 0 of 4)", id="0"),
        pytest.param(1, "“ad_hoc” (level 1 of 4)", id="1"),
        pytest.param(2, None, id="2"),
        pytest.param("unknown", "Don't know", id="unknown"),
        pytest.param({"note": "Later."}, "Not answered yet", id="open"),
        pytest.param({"level": "not_applicable", "reason": "No."}, "Not applicable", id="not applicable"),
    ],
)
def test_critical_questions(one: Said, expected: str | None) -> None:
    """The headline names the critical questions at 0 or 1, unknown, open or not applicable."""
    outcome = told(OF, {"risk.one": one, "law.four": 3})
    named = [("1.1 Do they meet?", expected)] if expected else []
    critical = sections(report(outcome))["critical"]

    if expected:
        assert named == rows(critical)
        assert {"1.1": f"Do they meet? – {expected}"} == facts(
            sections(view.summary(outcome, WORDS))["critical"]
        )
    else:
        assert ["All critical questions are answered, and none of their answers is weak."] == paragraphs(
            critical
        )
        assert paragraphs(critical) == paragraphs(sections(view.summary(outcome, WORDS))["critical"])


def test_critical_questions_of_other_domains_or_not_asked() -> None:
    """A critical question outside the scope, or not asked, is no matter of the headline."""
    of = diagnostic(
        question("a.one", number="1.1"),
        question("a.two", number="1.2", critical=True, ask_if={"question": "a.one", "at_least": "defined"}),
        question("b.three", number="2.1", critical=True),
    )

    assert not list(view.core_summary(told(of, {"a.one": 0}, domains=["a"]), WORDS).blocks[1].blocks[0].pairs)  # type: ignore[union-attr]


def test_claim_beside_proof() -> None:
    """Claimed and evidenced scores stand side by side where an answer was graded, and nowhere else."""
    said: dict[str, Said] = {"risk.one": {"level": 4, "evidence": "statement"}, "risk.two": 4}
    graded = sections(report(told(OF, said)))

    assert [
        ("1 Risk", "4.0", "Sound", "1.5", "Weak"),
        ("2 Law", "–", "Not rated", "–", "Not rated"),
        ("Overall score", "4.0", "", "1.5", ""),
    ] == rows(graded["proof"])
    assert "proof" not in sections(report(told(OF, {"risk.one": 4})))


def test_answers_on_evidence() -> None:
    """On the basis of evidence an answer says what was claimed and how far the evidence carries it."""
    outcome = told(OF, {"risk.one": {"level": 3, "evidence": "none"}, "risk.two": 1}, "evidenced")
    document = sections(report(outcome))

    assert "“operating” (level 3 of 4; the evidence carries 1 of 4)" == rows(document["critical"])[0][1]
    assert (
        "evidenced – the levels only as far as the evidence carries them" == facts(report(outcome))["Basis"]
    )
    assert "Basis" not in facts(report(told(OF, {"risk.one": 1})))
    assert ["Basis"] == list(facts(view.summary(outcome, WORDS)))
    assert "Why: 1.1 is “operating”, of which the evidence carries 1 of 4, a critical question." in (
        "\n".join(items(sections(view.summary(outcome, WORDS))["key"])).split("\n")
    )


@pytest.mark.parametrize(
    ("texts_level", "use_level", "expected"),
    [(3, 2, "good texts, weak use"), (2, 3, "use without texts"), (2, 2, "less than a level")],
)
def test_paper_and_practice(texts_level: int, use_level: int, expected: str) -> None:
    """Texts stand beside their use, over all and in each domain that has both, with the name of the difference."""
    of = diagnostic(
        question("a.one", number="1.1", kind="framework"),
        question("a.two", number="1.2"),
        question("b.three", number="2.1"),
    )
    document = report(told(of, {"a.one": texts_level, "a.two": use_level, "b.three": use_level}))
    numbers = (f"{texts_level}.0", f"{use_level}.0", expected)

    assert [("All domains", *numbers), ("1 a", *numbers)] == rows(sections(document)["paper"])
    over_the_file = f"texts {numbers[0]}, practice {numbers[1]} ({expected})"
    named = "" if expected == "less than a level" else f"; {expected}: 1 a"
    assert over_the_file + named == facts(sections(document)["overview.where"])["Paper and practice"]


def test_no_paper_and_practice() -> None:
    """Where no side has enough answers nothing is said of it."""
    found = sections(report(told(OF, {"risk.one": 2})))

    assert "paper" not in found
    assert "Paper and practice" not in facts(found["overview.where"])


# --- what to do ---------------------------------------------------------------------------------------------------

WEAK: Final[Mapping[str, Said]] = {
    "risk.one": {"level": 1, "weaknesses": ["w"]},
    "risk.two": 2,
    "law.three": 2,
    "law.four": 1,
}


def test_key_actions_on_page_one() -> None:
    """Page one has a line for each key action: the best reason, how to begin, when it is done, who is to own it."""
    assert [
        (
            "1. Sign. (from the extract of the handbook)\nWhy: Weakness seen at 1.1: They do not.",
            "Begin.",
            "It is done.",
            "Customs:\nPolice:",
        ),
        ("2. Amend.\nWhy: 2.2 is “ad_hoc”, a critical question.", "Begin.", "It is done.", "Customs:"),
        ("3. Meet.\nWhy: 1.1 is “ad_hoc”, a critical question.", "Begin.", "It is done.", "Customs:"),
    ] == rows(sections(report(told(OF, WEAK)))["overview.key"])


def test_recommendation_in_full() -> None:
    """A recommendation says why in sentences, who, how to begin, when it is done, effort, time, and what it needs first."""
    keys = sections(report(told(OF, WEAK)))

    assert [
        ("Priority", "Key action"),
        ("Why", "1.1 Do they meet? – answered “ad_hoc” (level 1 of 4), a critical question."),
        ("Also", "1.2 risk.two? – answered “defined” (level 2 of 4)."),
        ("Who", "customs"),
        ("First step", "Begin."),
        ("Done when", "It is done."),
        ("Effort", "2 of 5"),
        ("Time", "within 3 months"),
        ("Needs first", "Amend."),
        ("Resources", "Net; Base"),
    ] == pairs(keys["advice.meet"])


def test_reasons_are_sentences() -> None:
    """A ticked weakness and a rule give their reason in words; a solution of the handbook says so."""
    signed = pairs(sections(report(told(OF, WEAK)))["advice.mou"])

    assert [
        ("Priority", "Key action"),
        ("Why", "Weakness seen at 1.1: They do not."),
        ("Also", "So it is. (Because 2.1 is “defined” and 1.1 is “ad_hoc”.)"),
        ("Who", "customs and police"),
    ] == signed[:4]
    assert ("Source", "from the extract of the handbook") == signed[-1]


def test_actions_in_short() -> None:
    """The summary gives each key action with its best reason and its first step."""
    assert (
        "Sign. (from the extract of the handbook)\nWhy: Weakness seen at 1.1: They do not.\nFirst step: Begin.",
        "Amend.\nWhy: 2.2 is “ad_hoc”, a critical question.\nFirst step: Begin.",
        "Meet.\nWhy: 1.1 is “ad_hoc”, a critical question.\nFirst step: Begin.",
    ) == items(sections(view.summary(told(OF, WEAK), WORDS))["key"])


def test_short_reason_of_a_usual_question() -> None:
    """The short reason says of a critical question that it is one, and nothing of the others."""
    of = diagnostic(question("a.one", number="1.1", solutions=["s"]), solutions=[solution("s")])

    assert ("s\nWhy: 1.1 is “absent”.\nFirst step: Begin.",) == items(
        sections(view.summary(told(of, {"a.one": 0}), WORDS))["key"]
    )


def test_no_key_action() -> None:
    """Where no answer is weak there is no key action, and the report says so."""
    outcome = told(OF, {"risk.one": 4})
    expected = ["No weak answer given so far has a solution of its own, so there is no key action."]

    assert expected == paragraphs(sections(report(outcome))["overview.key"])
    assert "plan" not in sections(report(outcome))
    assert expected == paragraphs(sections(view.summary(outcome, WORDS))["key"])
    assert ["Nothing is recommended on the answers given so far."] == paragraphs(
        sections(report(outcome))["advice"]
    )


def test_only_improvements() -> None:
    """Where no answer is weak and something is to be improved, page one says how much."""
    found = sections(report(told(OF, {"risk.one": 2})))["overview.key"]

    assert ["No answer given so far is weak. The action plan has 1 improvement."] == paragraphs(found)


def test_critical_gaps_that_nobody_knows() -> None:
    """That there is no critical gap is said only of domains that are rated."""
    complete: dict[str, Said] = {"risk.one": 3, "risk.two": 3, "law.three": 3, "law.four": 3}
    found = [facts(sections(report(told(OF, said)))["overview.where"]) for said in ({}, complete)]

    assert ["none among the 0 of 2 domains that are rated", "none"] == [
        each["Critical gaps"] for each in found
    ]


def test_no_critical_question() -> None:
    """Where no critical question applies nothing is claimed of them."""
    of = diagnostic(question("a.one", number="1.1"))

    assert "none" == facts(sections(report(told(of, {"a.one": 3})))["overview.where"])["Critical questions"]


def test_findings() -> None:
    """Weak and partial answers are listed with the weaknesses seen, and strong ones where some were."""
    said: dict[str, Said] = {
        "risk.one": {"level": 4, "weaknesses": ["w", "v"]},
        "risk.two": {"level": 2, "weaknesses": []},
        "law.three": 1,
        "law.four": 3,
    }

    assert [
        ("1.1 Do they meet? (critical question)", "“institutionalised” (level 4 of 4)", "They do not.\nv."),
        ("1.2 risk.two?", "“defined” (level 2 of 4)", "none"),
        ("2.1 law.three?", "“ad_hoc” (level 1 of 4)", "not asked yet"),
    ] == rows(sections(report(told(OF, said)))["findings"])
    assert ["No answer given so far is weak or partial, and no weakness was seen."] == paragraphs(
        sections(report(told(OF, {"law.four": 3})))["findings"]
    )


def test_action_plan() -> None:
    """Every recommendation is a line of the plan, in its order, with owner, date and status to be filled in."""
    plan = sections(report(told(OF, WEAK)))["plan"]
    table = next(block for block in plan.blocks if isinstance(block, Table))

    assert [
        (
            "1",
            "Sign. (from the extract of the handbook)\nKey action",
            "customs and police",
            "within 3 months",
            "",
            "",
            "",
        ),
        ("2", "Amend.\nKey action", "customs", "longer than 12 months", "", "", ""),
        ("3", "Meet.\nKey action", "customs", "within 3 months", "", "", ""),
    ] == rows(plan)
    assert [None, None, None, None, "text", "date", "choice"] == [column.fill_in for column in table.columns]
    assert ("Not begun", "Under way", "Done", "Dropped") == table.columns[-1].choices


def test_find_out_first() -> None:
    """What nobody knew is listed with where to look; without don't knows there is no such section."""
    of = diagnostic(
        question("a.one", number="1.1", text="One?", evidence=["minutes", "a list"]),
        question("a.two", number="1.2", text="Two?"),
    )
    unknown = report(told(of, {"a.one": "unknown", "a.two": "unknown"}))

    assert ("1.1 One? – to look at: minutes; a list.", "1.2 Two?") == items(sections(unknown)["find_out"])
    assert "find_out" not in sections(report(told(of, {"a.one": 1})))


def test_all_recommendations() -> None:
    """Every recommendation stands once, with its steps, under the domain of its best reason."""
    document = sections(report(told(OF, WEAK)))

    assert {"advice.risk": ["Sign.", "Meet."], "advice.law": ["Amend."]} == {
        name: [block.title for block in document[name].blocks if isinstance(block, Section)]
        for name in ("advice.risk", "advice.law")
    }
    assert ("Priority", "Key action") == pairs(document["advice.law"].blocks[0])[0]  # type: ignore[arg-type]
    assert Items(("Draft.", "Vote."), numbered=True) == document["advice.law"].blocks[0].blocks[1]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("when", "said", "expected"),
    [
        pytest.param(
            {"question": "b.two", "is": "unknown"}, {"b.two": "unknown"}, "advice.b", id="don't know"
        ),
        pytest.param(
            {"all": [{"question": "a.one", "at_most": 3}, {"question": "b.two", "at_most": 3}]},
            {"a.one": 2, "b.two": 1},
            "advice.b",
            id="the weakest answer",
        ),
        pytest.param(
            {"all": [{"question": "a.one", "at_most": 3}, {"question": "b.two", "at_most": 3}]},
            {"a.one": 1, "b.two": 1},
            "advice.b",
            id="the critical one of two",
        ),
        pytest.param(
            {"all": [{"question": "a.one", "is": "unknown"}, {"question": "b.two", "at_most": 3}]},
            {"a.one": "unknown", "b.two": 3},
            "advice.b",
            id="a level before none",
        ),
        pytest.param(
            {"not": {"domain": "b", "below": 1}},
            {"b.two": {"level": "not_applicable", "reason": "No."}},
            "advice.None",
            id="no answer at all",
        ),
    ],
)
def test_domain_of_a_rule(when: dict[str, Any], said: dict[str, Said], expected: str) -> None:
    """A rule's recommendation stands under the domain of the weakest answer that the rule rests on."""
    of = diagnostic(
        question("a.one"),
        question("b.two", critical=True, not_applicable="Never."),
        solutions=[solution("s")],
        rules=[rule("r", when, "s")],
    )
    document = sections(report(told(of, said)))

    assert ["s"] == [block.title for block in document[expected].blocks if isinstance(block, Section)]


@pytest.mark.parametrize(
    ("when", "said", "expected"),
    [
        pytest.param(
            {"question": "a.one", "is": "unknown"}, {"a.one": "unknown"}, "1.1 is not known", id="unknown"
        ),
        pytest.param(
            {"question": "a.one", "is": "not_applicable"},
            {"a.one": {"level": "not_applicable", "reason": "No."}},
            "1.1 is not applicable",
            id="not applicable",
        ),
        pytest.param(
            {"not": {"question": "a.two", "at_least": 1}}, {"a.one": 0}, "1.2 is not asked", id="not asked"
        ),
    ],
)
def test_what_a_rule_rests_on(when: dict[str, Any], said: dict[str, Said], expected: str) -> None:
    """A rule names the answers that made it true, also those without a level."""
    of = diagnostic(
        question("a.one", number="1.1", not_applicable="Never."),
        question("a.two", number="1.2", ask_if={"question": "a.one", "at_least": 1}),
        rules=[rule("r", when, remark="Look.")],
    )

    assert (f"Look. (Because {expected}.)",) == items(sections(report(told(of, said)))["remarks"])


def test_rule_without_answers() -> None:
    """A rule that rests on no answer says only why."""
    of = diagnostic(
        question("a.one", not_applicable="Never."),
        rules=[rule("r", {"not": {"domain": "a", "below": 1}}, remark="Look.")],
    )
    document = report(told(of, {"a.one": {"level": "not_applicable", "reason": "No."}}))

    assert ("Look.",) == items(sections(document)["remarks"])


def test_resources_stand_once() -> None:
    """Each resource that is named is described once, with its address and whether it was verified."""
    document = sections(report(told(OF, WEAK)))

    assert {
        "Owner": "WCO",
        "For customs": "Use it.",
        "For the police": "Use it.",
        "Address": "https://example.org/ (address not verified)",
        "Note": "Since 2000.",
    } == facts(document["resource.r1"])
    assert "https://example.org/" == facts(document["resource.r2"])["Address"]
    assert "Note" not in facts(document["resource.r2"])
    assert "resources" not in sections(report(told(OF, {"risk.one": 4, "law.four": 0})))


def test_undecided_rule_for_what_is_recommended_already() -> None:
    """A solution that is recommended already would only get one more reason."""
    of = diagnostic(
        question("a.one", number="1.1", solutions=["s"]),
        question("a.two", number="1.2"),
        solutions=[solution("s", title="Sign."), solution("t", title="Talk.")],
        rules=[rule("r", {"question": "a.two", "at_most": "ad_hoc"}, "s", "t")],
    )

    assert [("Sign. (recommended already; this would be one more reason)\nTalk.", "1.2")] == rows(
        sections(report(told(of, {"a.one": 0})))["undecided"]
    )


def test_undecided_rules() -> None:
    """A rule that is undecided says what may follow and which answers would settle it."""
    document = sections(report(told(OF, {"risk.one": 1, "law.four": "unknown"})))

    assert [("Sign.", "2.1"), ("A remark: Ask the courts.", "2.2")] == rows(document["undecided"])
    assert "undecided" not in sections(report(told(OF, WEAK)))


def test_remarks() -> None:
    """Remarks come with the answers they rest on."""
    assert (
        "Texts alone do not help. (Because 2.1 is “defined” and 1.1 is “ad_hoc”.)",
        "Ask the courts. (Because 2.2 is “ad_hoc”.)",
    ) == items(sections(report(told(OF, WEAK)))["remarks"])
    assert "remarks" not in sections(report(told(OF, {})))


def test_follow_up_of_a_workshop() -> None:
    """What a workshop left open stands in the report as a list; a report without such a thing has none."""
    left: dict[str, Said] = {
        "risk.one": {"level": 1, "open": [{"text": "Find it.", "owner": "customs"}]},
        "law.three": {"level": 1, "dissent": [{"who": "police", "text": "No."}]},
    }
    section = sections(report(told(OF, left)))["follow_up"]

    assert [("1.1 Do they meet?", "Find it.", "customs")] == rows(section)
    assert "follow_up" not in sections(report(told(OF, {"risk.one": 1})))
    assert "follow_up" not in sections(view.summary(told(OF, left), WORDS))


# --- the answers --------------------------------------------------------------------------------------------------


def test_answer_in_full() -> None:
    """An answer stands with its level, weaknesses, evidence, reference, agreement, dissent, open points and note."""
    said: dict[str, Said] = {
        "risk.one": {
            "level": 1,
            "weaknesses": ["w", "v"],
            "evidence": "document",
            "reference": {"title": "Minutes", "date": "2026-03-01", "holder": "customs"},
            "agreed": ["customs", "police"],
            "dissent": [{"who": "police", "text": "No."}],
            "open": [{"text": "Find it.", "owner": "customs"}, {"text": "Read it."}],
            "handling": "national",
            "reason": "Once.",
            "note": "Weekly.",
        }
    }
    section = sections(report(told(OF, said)))["answers.risk.one"]

    assert "1.1 Do they meet? (critical question)" == section.title
    assert [
        ("Answer", "“ad_hoc” (level 1 of 4): By chance."),
        ("Reason", "Once."),
        ("Weakness seen", "They do not."),
        ("Weakness seen", "v."),
        ("Evidence", "a document that was seen"),
        ("Reference", "Minutes, 1 March 2026, held by customs"),
        ("Agreed by", "customs and police"),
        ("Dissent", "police: No."),
        ("To be settled", "Find it. (with customs)"),
        ("To be settled", "Read it."),
        ("Handling", "for national use only"),
    ] == pairs(section)
    assert Paragraph("Weekly.", "quote") == section.blocks[1]


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        pytest.param(
            4, [("Answer", "“institutionalised” (level 4 of 4): institutionalised.")], id="short form"
        ),
        pytest.param("unknown", [("Answer", "Don't know")], id="don't know"),
        pytest.param(
            {"level": 3, "weaknesses": [], "handling": "shared", "reference": {"title": "Law"}},
            [
                ("Answer", "“operating” (level 3 of 4): operating."),
                ("Weakness seen", "none"),
                ("Reference", "Law"),
            ],
            id="nothing seen",
        ),
        pytest.param({"note": "Later."}, [("Answer", "Not answered yet")], id="a note only"),
        pytest.param(
            {"level": "not_applicable", "reason": "No port."},
            [("Answer", "Not applicable")],
            id="not applicable",
        ),
    ],
)
def test_answers(one: Said, expected: list[tuple[str, str]]) -> None:
    """What an answer does not have is not mentioned; the reason for not applicable stands in its own section."""
    section = sections(report(told(OF, {"law.three": one})))["answers.law.three"]

    assert expected == pairs(section)


def test_silent_questions() -> None:
    """Questions without an answer are listed by domain: those still open, and those not asked."""
    document = sections(report(told(OF, {"risk.one": 0})))

    assert ("1.2 risk.two?",) == items(document["not_asked.risk"])
    assert ("2.1 law.three?", "2.2 law.four?") == items(document["open.law"])
    assert "open.risk" not in document
    assert ["0 of 2 questions that apply (0 %)"] == paragraphs(document["answers.law"])


def test_kept_answer_of_a_question_not_asked() -> None:
    """An answer to a question that is not asked any more is shown as kept, with its reason and note."""
    document = sections(
        report(told(OF, {"risk.one": 0, "risk.two": {"level": 4, "note": "Old.", "reason": "Why."}}))
    )
    noted = sections(report(told(OF, {"risk.one": 0, "risk.two": {"note": "Old."}})))

    assert [
        ("Answer", "Not asked, because of an earlier answer"),
        ("Kept, not used", "“institutionalised” (level 4 of 4)"),
        ("Reason", "Why."),
    ] == pairs(document["answers.risk.two"])
    assert [("Answer", "Not asked, because of an earlier answer")] == pairs(noted["answers.risk.two"])


def test_voices() -> None:
    """Each voice is shown; of a service that keeps its texts to itself the other sees the level only."""
    private = {
        "level": 2,
        "note": "Private.",
        "reason": "Secret.",
        "handling": "own_service",
        "weaknesses": ["w"],
    }
    said: dict[str, Said] = {
        "risk.one": {
            "level": "ad_hoc",
            "voices": {
                "customs": {
                    "level": "ad_hoc",
                    "note": "Ours.",
                    "reason": "Because.",
                    "handling": "own_service",
                },
                "police": {**private, "level": "defined"},
                "coast_guard": "unknown",
                "prosecution": {"level": "not_applicable", "reason": "No case."},
                "x-kept": "aside",
            },
        }
    }

    assert [
        ("Answer", "“ad_hoc” (level 1 of 4): By chance."),
        ("Customs", "“ad_hoc” (level 1 of 4)"),
        ("Customs: Handling", "for the own service only"),
        ("Customs: Reason", "Because."),
        ("Customs: Note", "Ours."),
        ("Police", "“defined” (level 2 of 4)"),
        ("Police: Handling", "for the own service only"),
        ("coast_guard", "Don't know"),
        ("prosecution", "Not applicable"),
        ("prosecution: Reason", "No case."),
        ("Withheld", "2 texts of answers"),
    ] == pairs(sections(document := report(told(OF, said, agency="customs")))["answers.risk.one"])
    assert (
        "2 texts of answers, which the other service keeps to itself; the levels are shown and count"
        == facts(document)["Withheld"]
    )


def test_names_that_are_withheld() -> None:
    """In a releasable copy a word stands where a name was; follow-up and reasons say where texts are withheld."""
    said: dict[str, Said] = {
        "risk.one": {
            "level": 1,
            "agreed": ["Head"],
            "dissent": [{"who": "Analyst", "text": "No."}],
            "open": [{"text": "Ask.", "owner": "Head"}],
            "reference": {"title": "Minutes", "holder": "Head"},
        },
        "risk.two": {"level": 1, "open": [{"text": "Find it."}], "handling": "national"},
        "law.three": {"level": "not_applicable", "reason": "No port.", "handling": "national"},
    }
    document = report(conclude(OF, sheet(OF, said), "claimed", releasable=True))
    found, gone = sections(document), "(name withheld)"

    assert [
        ("Reference", f"Minutes, held by {gone}"),
        ("Agreed by", gone),
        ("Dissent", f"{gone}: No."),
        ("To be settled", f"Ask. (with {gone})"),
    ] == pairs(found["answers.risk.one"])[1:]
    cells = [
        cell
        for block in found["follow_up"].blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row
    ]
    assert [gone, gone] == [cell.text for cell in cells if cell.text == gone]
    assert "Texts are withheld at 1.2 and 2.1; points and dissents may be among them." in paragraphs(
        found["follow_up"]
    )
    assert [("2.1 law.three?", "Withheld")] == rows(found["not_applicable"])
    assert facts(document)["Withheld"].startswith(
        "2 texts of answers and 2 names of persons or functions that took part; "
    )
    assert "for release: without the texts and names that stay in the house" == facts(document)["Copy"]


def test_nothing_to_withhold() -> None:
    """A releasable copy from which nothing had to be taken says so."""
    document = report(conclude(OF, sheet(OF, {"risk.one": 1}), "claimed", releasable=True))

    assert "nothing had to be withheld" == facts(document)["Withheld"]
    assert "Withheld" not in facts(report(told(OF, {"risk.one": 1})))


def test_voice_without_answer() -> None:
    """A voice that said nothing yet is shown as that, and has no texts to withhold."""
    said: dict[str, Said] = {
        "risk.one": {"level": "ad_hoc", "voices": {"police": {"handling": "own_service"}}}
    }

    assert [("Police", "Not answered yet"), ("Police: Handling", "for the own service only")] == pairs(
        sections(report(told(OF, said)))["answers.risk.one"]
    )[1:]


def test_not_applicable() -> None:
    """What does not apply stands with its reason in a section of its own, if there is any."""
    document = sections(report(told(OF, {"law.three": {"level": "not_applicable", "reason": "No port."}})))

    assert [("2.1 law.three?", "No port.")] == rows(document["not_applicable"])
    assert "not_applicable" not in sections(report(told(OF, {})))


def test_out_of_scope() -> None:
    """Domains outside the scope are named, and nothing else of them is shown."""
    outcome = told(OF, {"risk.one": 1, "law.three": {"level": 1, "note": "Hidden."}}, domains=["risk"])
    document = report(outcome)

    assert ("2 Law",) == items(sections(document)["out_of_scope"])
    assert "answers.law" not in sections(document)
    assert "Hidden." not in list(texts(document))
    assert "out_of_scope" not in sections(report(told(OF, {})))


def test_no_domain_in_scope() -> None:
    """A scope without domains gives a report that says so, and no error."""
    document = sections(report(told(OF, {"risk.one": 1}, domains=[])))

    assert ("1 Risk", "2 Law") == items(document["out_of_scope"])
    assert "0 of 0 questions that apply (–)" == facts(document["overview.sure"])["Answered"]


def test_kept_answers() -> None:
    """Answers that this version does not ask are listed with their texts."""
    document = report(
        told(
            OF,
            {
                "old.one": {
                    "level": "3",
                    "note": "A note.",
                    "reference": {"title": "Minutes"},
                    "dissent": [{"who": "Police", "text": "No."}],
                    "open": [{"text": "Ask.", "owner": "Customs"}],
                },
                "old.two": {"reason": "None."},
            },
        )
    )

    assert (
        "old.one: 3\nMinutes\nA note.\nPolice: No.\nAsk. (with Customs)",
        "old.two: Not answered yet\nNone.",
    ) == items(sections(document)["kept"])
    assert "kept" not in sections(report(told(OF, {})))


# --- how it is worked out, and whose it is ------------------------------------------------------------------------


def test_method_has_the_numbers_of_the_diagnostic() -> None:
    """The method names the bands, the weights that differ, the critical questions, the levels and the basis."""
    section = sections(report(told(OF, {}, "evidenced")))["method"]
    method = dict(pairs(section))

    assert method["Bands"].startswith("below 1 Critical gap, below 2 Weak, below 3 Partial, from 3 Sound. ")
    assert method["Bands"].endswith("Critical are 1.1 and 2.2.")
    assert "has the weight 1, except: 2 Law (0.5) and 2.1 (2)." in method["Scores"]
    assert "less than 60 %" in method["Not rated"]
    assert "The first 5 that" in method["Order"]
    assert (
        "up to level 1, the statement of a named officer up to 2, a document that was seen up to 3"
        in (method["Claim and proof"])
    )
    assert method["Claim and proof"].endswith(
        "evidenced – the levels only as far as the evidence carries them."
    )
    assert "absent." == method["0 absent"]


def test_method_of_a_plain_diagnostic() -> None:
    """Without weights or critical questions the method says so; every scale is printed."""
    of = diagnostic(question("a.one", scale="yes_no"), scales={"yes_no": scale(0, 1, ids=("no", "yes"))})
    method = dict(pairs(sections(report(told(of, {})))["method"]))

    assert "Every question and every domain has the same weight." in method["Scores"]
    assert "No question of this diagnostic is critical." in method["Bands"]
    assert ("no.", "institutionalised.") == (method["0 no"], method["4 institutionalised"])


def test_sources() -> None:
    """The report says what is the handbook's, word for word, and what is on the subject of which section, by its name."""
    section = sections(report(told(OF, {})))["sources"]
    lists = [block.items for block in section.blocks if isinstance(block, Items)]

    assert [
        ("Question 1.1: Do they meet?", "Weakness at 1.1: They do not.", "Solution: Sign."),
        (
            "On the subject of section III.b (“Targeting”): the domain “1 Risk” and 1.1",
            "On the subject of section IV.a: 1.1",
        ),
    ] == lists
    assert (
        "Neither the WCO nor INTERPOL made or endorsed this diagnostic, this program or this report."
        == (paragraphs(section)[-1])
    )


def test_sources_of_a_diagnostic_of_ones_own() -> None:
    """A diagnostic that has nothing of the handbook does not claim to."""
    section = sections(report(told(diagnostic(question("a.one")), {})))["sources"]

    assert [Paragraph, Paragraph] == [type(block) for block in section.blocks]


def test_domain_without_a_number() -> None:
    """A domain has the number that all its questions begin with, or none."""
    of = diagnostic(question("a.one", number="1.1"), question("a.two", number="2.1"))

    assert ["a"] == list(profile(view.summary(told(of, {}), WORDS)))


# --- a core round -------------------------------------------------------------------------------------------------


def test_core_summary() -> None:
    """After a core round: the critical questions with their levels, their key actions, and what to ask next."""
    document = view.core_summary(told(OF, {"risk.one": 2, "law.four": 1}), WORDS)
    found = sections(document)

    assert {
        "1.1": "Do they meet? – “defined” (level 2 of 4)",
        "2.2": "law.four? – “ad_hoc” (level 1 of 4)",
    } == facts(found["critical"])
    assert ("Amend.\nWhy: 2.2 is “ad_hoc”, a critical question.\nFirst step: Begin.",) == items(found["key"])
    assert ("2 Law: 2.1", "1 Risk: 1.2") == items(found["next"])
    assert not any(isinstance(block, Profile) for block in document.blocks)


def test_core_summary_leaves_out_the_rest() -> None:
    """Key actions that no critical question asks for wait for the whole summary; a rule's may rest on one."""
    of = diagnostic(
        question("a.one", critical=True),
        question("a.two", solutions=["s"]),
        solutions=[solution("s"), solution("t")],
        rules=[rule("r", {"question": "a.one", "at_most": 1}, "t")],
    )
    weak = view.core_summary(told(of, {"a.one": 0, "a.two": 0}), WORDS)
    sound = view.core_summary(told(of, {"a.one": 4, "a.two": 0}), WORDS)

    assert ("t\nWhy: So it is. (Because 1 is “absent”.)\nFirst step: Begin.",) == items(sections(weak)["key"])
    assert ["No answer to a critical question is weak, so there is no key action for them."] == paragraphs(
        sections(sound)["key"]
    )
    assert "next" not in sections(sound)


# --- the whole ----------------------------------------------------------------------------------------------------


def test_order_of_the_report() -> None:
    """The report says first where we stand, then what to do, then everything else; its annexes come last."""
    said: dict[str, Said] = {
        "risk.one": 1,
        "risk.two": {"level": "not_applicable", "reason": "No."},
        "law.three": "unknown",
        "law.four": {"level": 1, "open": [{"text": "Find it."}]},
        "old.one": "3",
    }

    parts = [block for block in report(told(OF, said)).blocks if isinstance(block, Section)]

    assert [part for part in view.PARTS if part != "out_of_scope"] == [part.id for part in parts]
    assert ["standing", "plan", "answers"] == [part.id for part in parts if part.new_page]
    assert [
        "Annex A – All answers",
        "Annex B – Not applicable",
        "Annex C – Answers kept, not used",
        "Annex D – About this report",
        "Annex E – How this is worked out",
        "Annex F – Whose words these are",
    ] == [part.title for part in parts if part.title.startswith("Annex")]


def test_parts_can_be_chosen() -> None:
    """Of the parts only those that are wanted are shown, in their order; the head stays."""
    whole = report(told(OF, WEAK))
    chosen = report(told(OF, WEAK), parts=["plan", "overview"])

    assert ["overview", "plan"] == [part.id for part in chosen.blocks if isinstance(part, Section)]
    assert whole.blocks[:2] == chosen.blocks[:2]


def test_parts_that_are_not_there() -> None:
    """Wanted parts that a file does not need are named once each, wherever in the tree the others stand."""
    document = report(told(OF, WEAK), parts=["plan", "kept", "remarks"])

    assert ["kept"] == view.missing(document, ["plan", "kept", "kept"])
    assert ["kept", "plan"] == view.missing(report(told(OF, {})), ["kept", "plan", "overview.where"])


def with_texts(case: Case) -> dict[str, Said]:
    """Return the answers of a case, each with a note and a reason that no other has."""
    return {
        name: {
            **answer.model_dump(exclude_none=True, by_alias=True),
            "note": f"note of {name}",
            "reason": f"reason {name}",
        }
        for name, answer in case.answers.items()
    }


@given(cases(), st.sampled_from(["claimed", "evidenced"]))
def test_everything_once(case: Case, basis: Basis) -> None:
    """Every note and every reason stands once in the report; every don't know and not applicable in its own section."""
    said = with_texts(case)
    outcome = told(case.diagnostic, said, basis)
    document = report(outcome)
    found, found_in = Counter(texts(document)), sections(document)
    in_state: dict[State, list[str]] = {}
    for name, fact in outcome.assessment.facts.items():
        in_state.setdefault(fact.state, []).append(f"1 {name}?")

    assert all(found[f"note of {name}"] == 1 and found[f"reason {name}"] == 1 for name in said)
    assert in_state.get(State.UNKNOWN, []) == list(
        items(found_in["find_out"]) if "find_out" in found_in else ()
    )
    assert in_state.get(State.NOT_APPLICABLE, []) == [
        row[0] for row in (rows(found_in["not_applicable"]) if "not_applicable" in found_in else ())
    ]
    assert {f"answers.{name}" for name in said} <= set(found_in)


@pytest.mark.parametrize("level", [0, 1, 2, 3, 4, "unknown", None])
@pytest.mark.parametrize("basis", ["claimed", "evidenced"])
def test_built_in_diagnostic(level: Said | None, basis: Basis) -> None:
    """Whatever is answered to the built-in diagnostic can be said, in full and in short."""
    said = {each.id: level for each in BUILT_IN.questions} if level is not None else {}
    outcome = told(BUILT_IN, said, basis)

    for document in (report(outcome), view.summary(outcome, WORDS), view.core_summary(outcome, WORDS)):
        assert all(text.strip() == text for text in texts(document))
        assert sections(document)


# --- a joint file and a plan --------------------------------------------------------------------------------------


def voiced(**said: Said) -> dict[str, Any]:
    """Return an answer that holds these voices."""
    return {"level": 2, "voices": dict(said), "reason": "Agreed."}


def test_page_one_of_a_joint_file_says_whose_voices_it_holds() -> None:
    """Who they are, where they were far apart, and where dissent stands."""
    of = diagnostic(question("a.one", number="1.1"), question("a.two", number="1.2"), question("a.three"))
    said: dict[str, Said] = {
        "a.one": voiced(customs="institutionalised", police="ad_hoc"),
        "a.two": {
            **voiced(customs="defined", police="defined"),
            "dissent": [{"who": "Police", "text": "No."}],
        },
        "a.three": 3,
    }

    shown = facts(sections(report(told(of, said)))["overview.sure"])

    expected = "Customs and Police; apart by two levels or more, or on whether it applies: 1: 1.1; dissent stands: 1: 1.2"
    assert expected == shown["Voices"]
    agreed = facts(
        sections(report(told(of, {"a.one": voiced(customs="defined", police="defined")})))["overview.sure"]
    )
    assert "Customs and Police" == agreed["Voices"]


def test_page_one_names_who_answers_for_an_action_by_the_plan() -> None:
    """With the day and how far it has come; where nobody does, there are lines to enter it on."""
    of = diagnostic(question("a.one", solutions=["s", "t"]), solutions=[solution("s"), solution("t")])
    plan = Plan.model_validate(
        {"format": "cpch-plan/1", "actions": {"s": {"owner": "Head", "date": "2027-03-01", "status": "open"}}}
    )
    table = sections(report(with_plan(told(of, {"a.one": 0}), plan, None)))["overview.key"].blocks[-1]

    assert isinstance(table, Table)
    assert ["Head\n1 March 2027\nNot begun", "Customs:"] == [row[-1].text for row in table.rows]
    bare = sections(report(told(of, {"a.one": 0})))["overview.key"].blocks[-1]
    assert isinstance(bare, Table)
    assert ["Customs:", "Customs:"] == [row[-1].text for row in bare.rows]


def test_the_action_plan_says_what_is_done_and_overdue() -> None:
    """By their titles, over the table that is filled in."""
    of = diagnostic(question("a.one", solutions=["s", "t"]), solutions=[solution("s"), solution("t")])
    plan = Plan.model_validate(
        {
            "format": "cpch-plan/1",
            "actions": {"s": {"status": "done"}, "t": {"status": "under_way", "date": "2026-01-01"}},
        }
    )
    shown = report(with_plan(told(of, {"a.one": 0}), plan, dt.date(2026, 2, 1)))

    assert {
        "In the plan: Done": "s",
        "In the plan: Under way": "t",
        "In the plan: Overdue on 1 February 2026": "t",
    } == facts(sections(shown)["plan"])
