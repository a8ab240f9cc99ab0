"""What holds of every diagnostic, every answer, and every conversation."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Final

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import strategies
from cpch_cli.core.assess import Assessment, Priority, assess
from cpch_cli.core.conditions import State, Verdict
from cpch_cli.core.interview import Interview, Refusal, advance, start, step
from cpch_cli.core.model import Answer, Diagnostic, Overlay, Rule, Sheet, plain
from cpch_cli.core.overlay import string_hash, strings, translate
from cpch_cli.core.routing import Basis
from cpch_cli.core.scoring import Band, DomainScore, Overall, band_of
from cpch_cli.core.sheet import drifted, settle
from cpch_cli.core.slots import OPEN_OPTIONS
from cpch_cli.core.steps import (
    AskAgain,
    AskLevel,
    AskOption,
    AskRemark,
    AskText,
    AskWeaknesses,
    CheckAnswers,
    ChooseTask,
    Chose,
    Confirmed,
    Event,
    Finished,
    Said,
    Skipped,
    Spoke,
    Step,
    Ticked,
    ToldAside,
    ToSubject,
    ToTasks,
    WentBack,
    WentTo,
)
from cpch_cli.core.text import clean
from cpch_cli.i18n import load_words
from helpers import rule, settled
from strategies import Case, cases

bases = st.sampled_from(["claimed", "evidenced"])


def applicable(found: Assessment) -> list[str]:
    """Return the questions that apply."""
    return [question for question, fact in found.facts.items() if fact.applies]


def verdicts(case: Case, found: Assessment) -> dict[str, Verdict]:
    """Return the verdict of each rule; the rules of a generated diagnostic all have a remark."""
    true = {remark.rule for remark in found.remarks}
    undecided = {each.rule for each in found.undecided}
    return {
        rule.id: Verdict.TRUE
        if rule.id in true
        else Verdict.UNDECIDED
        if rule.id in undecided
        else Verdict.FALSE
        for rule in case.diagnostic.rules
    }


def not_above(lower: Fraction | None, upper: Fraction | None) -> bool:
    """Return whether both are there and in order, or both are absent."""
    return lower == upper if lower is None or upper is None else lower <= upper


def scores(found: Assessment) -> list[DomainScore | Overall]:
    """Return the scores of the domains and of the whole."""
    return [*found.domains, found.overall]


@given(cases(), bases)
def test_range_contains_the_score(case: Case, basis: Basis) -> None:
    """Every score lies in its range, and every range in 0 to 4."""
    for score in scores(assess(case.diagnostic, case.answers, basis=basis)):
        bounds = [score.low, score.score, score.high]
        known = [Fraction(0), *[bound for bound in bounds if bound is not None], Fraction(4)]

        assert sorted(known) == known


@given(cases())
def test_range_is_the_score_when_nothing_is_unsettled(case: Case) -> None:
    """A domain in which every applicable question has a level has a range without width."""
    found = assess(case.diagnostic, case.answers)
    for score in found.domains:
        facts = [found.facts[question.id] for question in case.diagnostic.questions_of(score.domain)]
        settled_ = all(fact.state is State.LEVEL for fact in facts if fact.applies)

        assert settled_ == (score.low == score.high)
        assert not settled_ or score.low == score.score


@given(st.data(), cases(), bases)
@settings(suppress_health_check=[HealthCheck.filter_too_much])
def test_answering_overturns_no_decided_verdict(data: st.DataObject, case: Case, basis: Basis) -> None:
    """With the same questions applicable, an answer to an open question leaves decided rules as they are."""
    before = assess(case.diagnostic, case.answers, basis=basis)
    assume(before.open)
    question = case.diagnostic.question[data.draw(st.sampled_from(before.open))]
    said = data.draw(strategies.answers(question, words=("unknown",)))
    after = assess(
        case.diagnostic, {**case.answers, **settled(case.diagnostic, {question.id: said})}, basis=basis
    )
    assume(applicable(before) == applicable(after))
    was, now = verdicts(case, before), verdicts(case, after)
    decided = [rule for rule, verdict in was.items() if verdict is not Verdict.UNDECIDED]

    assert [was[rule] for rule in decided] == [now[rule] for rule in decided]


@given(cases())
def test_what_is_missing_can_still_be_answered(case: Case) -> None:
    """An undecided rule names questions that are open, unknown, or whose weaknesses were not asked."""
    found = assess(case.diagnostic, case.answers)
    for each in found.undecided:
        assert each.missing
        for question in each.missing:
            fact = found.facts[question]

            assert fact.state in (State.OPEN, State.UNKNOWN) or fact.weaknesses is None


def everything_but_facts(found: Assessment) -> tuple[object, ...]:
    """Return what an assessment concludes."""
    return (
        found.domains,
        found.overall,
        found.findings,
        found.recommendations,
        found.undecided,
        found.remarks,
    )


@given(st.data(), cases(), bases)
def test_hidden_answers_count_nowhere(data: st.DataObject, case: Case, basis: Basis) -> None:
    """Whatever was answered to the questions that are not asked changes nothing, nor does its absence."""
    found = assess(case.diagnostic, case.answers, basis=basis)
    hidden = [question for question, fact in found.facts.items() if fact.state is State.NOT_ASKED]
    without = {key: answer for key, answer in case.answers.items() if key not in hidden}
    other = {key: data.draw(strategies.answers(case.diagnostic.question[key])) for key in hidden}

    assert found == assess(case.diagnostic, without, basis=basis)
    assert found == assess(case.diagnostic, {**without, **settled(case.diagnostic, other)}, basis=basis)


@given(st.data(), cases())
def test_answers_outside_the_scope_count_nowhere(data: st.DataObject, case: Case) -> None:
    """Answers to the questions of a domain outside the scope change nothing."""
    scope = data.draw(st.sets(st.sampled_from(sorted(case.diagnostic.domain))))
    inside = {
        key: answer for key, answer in case.answers.items() if case.diagnostic.question[key].domain in scope
    }

    assert assess(case.diagnostic, inside, scope=scope) == assess(case.diagnostic, case.answers, scope=scope)


@given(st.data(), cases())
def test_whole_scope_is_no_scope(data: st.DataObject, case: Case) -> None:
    """A scope of all domains, in any order, is the same as none."""
    scope = data.draw(st.permutations(sorted(case.diagnostic.domain)))

    assert assess(case.diagnostic, case.answers) == assess(case.diagnostic, case.answers, scope=scope)


@given(st.data(), cases())
def test_order_of_answers_does_not_matter(data: st.DataObject, case: Case) -> None:
    """The same answers in another order give the same assessment, in the same order."""
    shuffled = dict(data.draw(st.permutations(list(case.answers.items()))))
    one, other = assess(case.diagnostic, case.answers), assess(case.diagnostic, shuffled)

    assert (list(one.facts), everything_but_facts(one)) == (list(other.facts), everything_but_facts(other))


def raised(diagnostic: Diagnostic, question: str, answer: Answer) -> list[Answer]:
    """Return the answer with each of the higher levels of its question."""
    ids = [level.id for level in diagnostic.levels[question]]
    at = ids.index(answer.level) if answer.level in ids else -1 if answer.level == "unknown" else len(ids)
    return [answer.model_copy(update={"level": level}) for level in ids[at + 1 :]]


@given(st.data(), cases(), bases)
@settings(suppress_health_check=[HealthCheck.filter_too_much])
def test_raising_a_level_lowers_no_domain(data: st.DataObject, case: Case, basis: Basis) -> None:
    """With the same questions applicable, a higher level lowers no domain's score, range or rated band."""
    higher = [
        (key, answer) for key, old in case.answers.items() for answer in raised(case.diagnostic, key, old)
    ]
    assume(higher)
    key, answer = data.draw(st.sampled_from(higher))
    before = assess(case.diagnostic, case.answers, basis=basis)
    after = assess(case.diagnostic, {**case.answers, key: answer}, basis=basis)
    assume(applicable(before) == applicable(after))
    bands = list(Band)

    for was, now in zip(before.domains, after.domains, strict=True):
        assert not_above(was.score, now.score)
        assert not_above(was.low, now.low)
        assert bands.index(was.band) <= bands.index(now.band)


@given(cases(routed=False))
def test_evidenced_is_never_above_claimed(case: Case) -> None:
    """With the same questions applicable, no evidenced score lies above the claimed one."""
    claimed = assess(case.diagnostic, case.answers)
    evidenced = assess(case.diagnostic, case.answers, basis="evidenced")

    for lower, upper in zip(scores(evidenced), scores(claimed), strict=True):
        assert not_above(lower.score, upper.score)
        assert not_above(lower.low, upper.low)
        assert not_above(lower.high, upper.high)


@given(cases(), bases)
def test_caps_only_lower(case: Case, basis: Basis) -> None:
    """A rated band is never above what the score alone gives, and below it exactly where something caps it."""
    bands = list(Band)
    for score in assess(case.diagnostic, case.answers, basis=basis).domains:
        if score.score is not None and score.band is not Band.NOT_RATED:
            lowered = bands.index(band_of(score.score)) - bands.index(score.band)

            assert lowered >= 0
            assert (lowered > 0) == bool(score.capped_by)
            assert all(case.diagnostic.question[question].critical for question in score.capped_by)


@given(cases(), bases)
def test_prerequisites_come_before(case: Case, basis: Basis) -> None:
    """A prerequisite that is recommended stands before what needs it; each solution stands once."""
    found = assess(case.diagnostic, case.answers, basis=basis).recommendations
    place = {each.solution: n for n, each in enumerate(found)}

    assert len(found) == len(place)
    for each in found:
        for needed in each.requires:
            assert place.get(needed.solution, -1) < place[each.solution]


@given(cases(), bases)
def test_order_follows_the_ranks(case: Case, basis: Basis) -> None:
    """Out of the order of ranks stands only what waited for, or was pulled forward as, a prerequisite."""
    found = assess(case.diagnostic, case.answers, basis=basis).recommendations
    needed = {each.solution for other in found for each in other.requires}
    free = [each for each in found if each.solution not in needed]

    for one, other in pairwise(min(reason.rank for reason in each.because) for each in free):
        assert one <= other


@given(cases(), bases)
def test_priorities(case: Case, basis: Basis) -> None:
    """`improve` are those without a weak reason; of the others the first five are key and the rest now."""
    found = assess(case.diagnostic, case.answers, basis=basis).recommendations
    weak = [each for each in found if any(reason.weak for reason in each.because)]

    assert [each for each in found if each.priority is not Priority.IMPROVE] == weak
    assert [each.priority for each in weak[:5]] + [Priority.KEY] * (5 - len(weak)) == [Priority.KEY] * 5
    assert {each.priority for each in weak[5:]} <= {Priority.NOW}


@given(cases())
def test_unknown_is_no_reason(case: Case) -> None:
    """No answer without a level is a finding or recommends a solution by itself."""
    found = assess(case.diagnostic, case.answers)
    reasons = [
        reason.question for each in found.recommendations for reason in each.because if reason.question
    ]

    for question in [*reasons, *(finding.question for finding in found.findings)]:
        assert State.LEVEL is found.facts[question].state


@given(cases())
def test_sheet_comes_back(case: Case) -> None:
    """Answers that become plain data and are read again are the same."""
    sheet = Sheet(format="cpch-answers/1").with_answers(case.answers)

    assert sheet == Sheet.model_validate(plain(sheet))


@given(st.text())
def test_clean_twice_is_clean_once(text: str) -> None:
    """Text that is clean stays as it is."""
    assert clean(text) == clean(clean(text))


# --- every conversation -------------------------------------------------------------------------------------------

BACK: Final = WentBack()
# How many events a way through an interview has.
STEPS: Final = 20
WORDS: Final = load_words("en")
TEXTS: Final = st.sampled_from(
    ["", " ", "yes", "no, yes", "2026-11-23", "[red]\x1b[31m", "a\r\nb", "\u00a0", "x" * 20_001]
)
# Which parts of an answer each text about it may change.
CHANGED_BY_TEXT: Final[Mapping[str, set[str]]] = {
    "reason": {"level", "reason", "asked"},
    "note": {"note"},
    "evidence": {"evidence"},
    "reference": {"reference"},
    "agreed": {"agreed"},
    "dissent": {"dissent"},
    "open": {"open"},
}


@st.composite
def interviews(draw: st.DrawFn) -> Interview:
    """Give interviews at their beginning: old files and new ones, with changed words, about all questions or some."""
    case = draw(cases())
    first = case.diagnostic.questions[0].id
    often = Rule.model_validate(rule("often", {"question": first, "at_least": "absent"}, remark="Look."))
    of = case.diagnostic.model_copy(update={"retired": ("gone",), "rules": (*case.diagnostic.rules, often)})
    said = {
        key: answer.model_copy(
            update={
                "reason": "So." if answer.level == "not_applicable" else None,
                "asked": draw(st.sampled_from(["0" * 16, of.asked[key], None])),
            }
        )
        for key, answer in (case.answers if draw(st.booleans()) else {}).items()
    }
    about = {"date": "2026-11-23"} if draw(st.integers(0, 7)) else {}
    sheet = Sheet.model_validate({"format": "cpch-answers/1", "subject": about})
    kept = {"gone": Answer(level="2")} if said else {}
    settled_file, _ = settle(of, sheet.with_answers({**said, **kept}))
    domains = draw(st.sets(st.sampled_from(sorted(of.domain)))) if draw(st.integers(0, 7)) == 7 else None
    critical_only = draw(st.integers(0, 7)) == 7
    return start(of, settled_file.sheet, domains=domains, critical_only=critical_only)


def in_capitals(of: Diagnostic) -> Diagnostic:
    """Return a diagnostic in a language of capitals."""
    texts = {path: {"of": string_hash(text), "text": text.upper()} for path, text in strings(of).items()}
    overlay = {"format": "cpch-overlay/1", "of": of.id, "language": "xx", "strings": texts}
    return translate(of, Overlay.model_validate(overlay)).diagnostic


def ways_on(data: st.DataObject, current: Step) -> list[Event]:  # noqa: PLR0911 - one case a step
    """Return what answers a step, with texts and ticks drawn; what leads further stands there more often."""
    match current:
        case AskText():
            return [Said(data.draw(TEXTS))]
        case AskOption(about=about, question=question, options=options):
            other = [Said(data.draw(TEXTS))] if about in OPEN_OPTIONS else []
            leave_open = [Said("")] if question is None else []
            return [*map(Said, options), *other, *leave_open]
        case ChooseTask(tasks=tasks):
            return [*(WentTo(task.domain.id) for task in tasks), Confirmed(), Confirmed(), ToSubject()]
        case AskLevel(levels=levels):
            chosen = [Chose(level) for level in (*(one.id for one in levels), "unknown", "not_applicable")]
            aside = [ToldAside("note"), ToldAside("evidence"), ToldAside("views"), ToldAside("weaknesses")]
            return [*chosen, *aside, Skipped(), ToTasks()]
        case AskWeaknesses(question=question):
            ticked = tuple(data.draw(strategies.some(tuple(one.id for one in question.weaknesses), 2)))
            return [Ticked(ticked), Ticked(ticked), WentBack(ticked), Skipped(), ToTasks()]
        case AskAgain(question=question):
            return [Confirmed(), WentTo(question.id), Skipped(), ToTasks()]
        case CheckAnswers(answers=listed) | AskRemark(answers=listed):
            there = [WentTo(one.question.id) for one in listed]
            return [*there, *[Confirmed()] * (1 + len(there)), ToTasks()]
        case _:
            return [BACK]


def walk(data: st.DataObject, interview: Interview) -> Iterator[tuple[Interview, Event, Interview]]:
    """Yield what stood before, what was done and what stands after, on a way drawn at random."""
    for _ in range(STEPS):
        back = data.draw(st.integers(0, 7)) == 7
        event = BACK if back else data.draw(st.sampled_from(ways_on(data, step(interview))))
        before, interview = interview, advance(interview, event)
        yield before, event, interview


def may_change(current: Step, event: Event) -> tuple[str, set[str]]:
    """Return the question whose answer an event may change, and in which parts; no question and no part for most."""
    match current, event:
        case AskLevel(question=question), Chose(level=level) if level != "not_applicable":
            return question.id, {"level", "reason", "asked"}
        case AskText(about=about, question=question) | AskOption(about=about, question=question), Said() if (
            question
        ):
            return question.id, CHANGED_BY_TEXT[about.partition(".")[0]]
        case AskWeaknesses(question=question), Ticked() | WentBack(ticked=(_, *_)):
            return question.id, {"weaknesses", "asked"}
        case AskAgain(question=question), Confirmed():
            return question.id, {"asked"}
        case _:
            return "", set()


@given(interviews(), st.data())
def test_no_answer_is_lost(interview: Interview, data: st.DataObject) -> None:
    """Whatever is done: only what was asked changes, all else that was said stays as it is."""
    for before, event, after in walk(data, interview):
        question, parts = may_change(step(before), event)
        old, new = before.sheet.answers, after.sheet.answers
        untouched = {key: answer for key, answer in old.items() if key != question}

        assert untouched == {key: answer for key, answer in new.items() if key != question}
        was, now = (plain(answers.get(question, Answer())) for answers in (old, new))
        assert {key: was[key] for key in was if key not in parts} == {
            key: now[key] for key in now if key not in parts
        }


@given(interviews(), st.data())
def test_what_is_answered_stands(interview: Interview, data: st.DataObject) -> None:
    """What is answered stands in the sheet at once, given to the words that the question has now.

    Ticks alone do not say that a level given to other words still holds: that is asked again.
    """
    for before, event, after in walk(data, interview):
        asked_of: dict[str, str | None] = {**before.diagnostic.asked}
        match step(before), event:
            case AskLevel(question=question), Chose(level=level) if level != "not_applicable":
                answer = after.sheet.answers[question.id]
                assert (level, None) == (answer.level, answer.reason)
            case AskText(about="reason", question=question), Said(text=text) if (
                not after.refused and question
            ):
                answer = after.sheet.answers[question.id]
                assert ("not_applicable", clean(text)) == (answer.level, answer.reason)
            case AskWeaknesses(question=question), Ticked(weaknesses=ticked):
                answer = after.sheet.answers[question.id]
                assert sorted(ticked) == sorted(answer.weaknesses or ())
                if question.id in drifted(before.diagnostic, before.sheet):
                    asked_of[question.id] = before.sheet.answers[question.id].asked
            case _:
                continue
        assert asked_of[question.id] == answer.asked


@given(interviews(), st.data())
def test_every_sheet_can_be_read(interview: Interview, data: st.DataObject) -> None:
    """Whatever is done: the file that is saved can be read again, is the same, and can be gone on with."""
    for _, _, after in walk(data, interview):
        read = Sheet.model_validate(plain(after.sheet))
        settled_file, problems = settle(after.diagnostic, read)

        assert ((), after.sheet) == (problems, settled_file.sheet)
        step(start(after.diagnostic, read))


@given(interviews(), st.data())
def test_refused_event_changes_nothing(interview: Interview, data: st.DataObject) -> None:
    """What is refused changes nothing but that it is said why, for which the program has words."""
    for before, _, after in walk(data, interview):
        if after.refused:
            assert replace(before, refused=after.refused) == after
            assert f"refused.{after.refused.key}" in WORDS.sentences


@given(interviews(), st.data())
def test_back_shows_what_was_just_answered(interview: Interview, data: st.DataObject) -> None:
    """Back after an answer shows the question that was answered, with the answer, wherever the answer led."""
    for before, event, after in walk(data, interview):
        if not isinstance(event, Chose | Ticked | Skipped) or step(before) == step(after):
            continue
        shown = step(advance(after, BACK))
        match step(before), event, shown:
            case AskLevel(question=question), Chose(level="not_applicable"), AskLevel():
                assert (question, shown.given) == (shown.question, before.sheet.answers.get(question.id))
            case AskLevel(question=question), Chose(level=level), AskLevel(given=Answer(level=given_level)):
                assert (question, level) == (shown.question, given_level)
            case AskLevel(question=question), Skipped(), AskLevel():
                assert question == shown.question
            case AskWeaknesses(question=question), Ticked() | Skipped(), AskWeaknesses():
                assert question == shown.question
            case AskWeaknesses(question=question), Ticked() | Skipped(), _:
                # Told aside, and so back at its own question already.
                assert isinstance(step(after), AskLevel)
                assert question.id == getattr(after.cursor, "question", None)
            case AskAgain(question=question), Skipped(), AskAgain():
                assert question == shown.question
            case _:
                raise AssertionError((step(before), event, shown))


@given(interviews(), st.data())
def test_back_comes_to_an_end(interview: Interview, data: st.DataObject) -> None:
    """From wherever one is, going back comes to where nothing was before, through places that can be shown, unchanged."""
    end = [interview, *(after for _, _, after in walk(data, interview))][-1]
    back = end
    for _ in range(len(end.trail) + 1):
        back = advance(back, BACK)
        step(back)

    assert Refusal("nothing_before") == back.refused
    assert end.sheet == back.sheet


@given(interviews(), st.data())
def test_another_language_changes_no_answer(interview: Interview, data: st.DataObject) -> None:
    """Whenever another language is chosen: it stands where it stood, and what is done then gives the same answers."""
    spoken, spoke_at = interview, data.draw(st.integers(0, STEPS - 1))
    speaking = Spoke("xx", in_capitals(interview.diagnostic))
    for n, (before, event, after) in enumerate(walk(data, interview)):
        if n == spoke_at:
            answers = spoken.sheet.answers
            spoken = advance(spoken, speaking)
            assert (answers, type(step(before))) == (spoken.sheet.answers, type(step(spoken)))
            assert "xx" == spoken.sheet.language
        spoken = advance(spoken, event)

        assert (after.sheet.subject, after.sheet.answers) == (spoken.sheet.subject, spoken.sheet.answers)
        assert (after.cursor, after.refused) == (spoken.cursor, spoken.refused)


def begin_at_tasks(of: Diagnostic) -> Interview:
    """Return an interview on a new file, at the task list."""
    return start(of, Sheet.model_validate({"format": "cpch-answers/1", "subject": {"date": "2026-11-23"}}))


def say_on(interview: Interview, said: Mapping[str, Answer]) -> Interview:
    """Say about the question that is asked what is given for it."""
    match step(interview):
        case AskLevel(question=question):
            return advance(interview, Chose(str(said[question.id].level)))
        case AskWeaknesses(question=question):
            return advance(interview, Ticked(said[question.id].weaknesses or ()))
        case _:
            return advance(interview, Said("So."))


def answer_all(interview: Interview, said: Mapping[str, Answer], order: list[str]) -> Iterator[Interview]:
    """Yield the interview while everything is answered: domains in an order, and again while something is open in them."""
    while not isinstance(current := step(interview), ChooseTask) or current.next:
        if isinstance(current, ChooseTask):
            to_do = [task.domain.id for task in current.tasks if task.status != "done"]
            interview = advance(interview, WentTo(min(to_do, key=order.index)))
        else:
            interview = say_on(interview, said)
        yield interview


@st.composite
def answers_to_all(draw: st.DrawFn, of: Diagnostic) -> dict[str, Answer]:
    """Give an answer to every question of a diagnostic."""
    return settled(of, {question.id: draw(strategies.answers(question)) for question in of.questions})


@given(strategies.diagnostics(), st.data())
def test_any_order_of_domains_gives_the_same_answers(of: Diagnostic, data: st.DataObject) -> None:
    """The same answers given in another order of domains stand in the file alike, as far as questions are asked."""
    said = data.draw(answers_to_all(of))
    orders = (list(of.domain), data.draw(st.permutations(list(of.domain))))
    one, other = ([*answer_all(begin_at_tasks(of), said, order)][-1] for order in orders)

    assert one.asked == other.asked
    assert [one.sheet.answers[key] for key in one.asked] == [other.sheet.answers[key] for key in one.asked]


@given(strategies.diagnostics(routed=False), st.data())
def test_any_way_through_the_domains_gives_the_same_file(of: Diagnostic, data: st.DataObject) -> None:
    """Where every question is asked, leaving domains in the middle for others makes the same file, in the same order."""
    said, order = data.draw(answers_to_all(of)), list(of.domain)
    straight = [*answer_all(begin_at_tasks(of), said, order)][-1]
    interview = begin_at_tasks(of)
    for domain, turns in data.draw(
        st.lists(st.tuples(st.sampled_from(order), st.integers(0, 3)), max_size=6)
    ):
        interview = advance(interview, WentTo(domain))
        for turn in range(turns + 1):
            # A reason has to be given before one can leave.
            if isinstance(current := step(interview), AskText) or (
                turn < turns and isinstance(current, AskLevel | AskWeaknesses)
            ):
                interview = say_on(interview, said)
        if not isinstance(step(interview), ChooseTask):
            interview = advance(interview, ToTasks())
    through = [interview, *answer_all(interview, said, order)][-1]

    assert straight.sheet == through.sheet
    assert list(straight.sheet.saved) == list(through.sheet.saved)


@given(strategies.diagnostics(), st.data())
def test_everything_is_asked_once(of: Diagnostic, data: st.DataObject) -> None:
    """Who answers everything is asked each question once, and only what belongs to it."""
    said = data.draw(answers_to_all(of))
    interview = begin_at_tasks(of)
    levels = [
        current.question.id
        for each in answer_all(interview, said, list(of.domain))
        if isinstance(current := step(each), AskLevel)
    ]

    assert sorted(set(levels)) == sorted(levels)


@given(strategies.diagnostics(), st.data())
def test_end_of_every_interview(of: Diagnostic, data: st.DataObject) -> None:
    """Behind the overview comes every remark on what was asked once, then how it was done and who cleared it, then the end."""
    interview = [*answer_all(begin_at_tasks(of), data.draw(answers_to_all(of)), list(of.domain))][-1]
    remarks = [
        remark.rule
        for remark in assess(of, interview.sheet.answers).remarks
        if any(answer.question in interview.asked for answer in remark.answers)
    ]
    shown: list[object] = []
    while not isinstance(current := step(interview), Finished):
        shown.append(getattr(current, "rule", getattr(current, "about", type(current))))
        interview = advance(interview, Said("") if isinstance(current, AskText | AskOption) else Confirmed())

    assert [
        ChooseTask,
        CheckAnswers,
        *remarks,
        "subject.conducted",
        "subject.cleared.service",
    ] == shown
