"""What holds of every diagnostic and every answer."""

from fractions import Fraction
from itertools import pairwise

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import strategies
from cpch_cli.core.assess import Assessment, Priority, assess
from cpch_cli.core.conditions import State, Verdict
from cpch_cli.core.model import Answer, Diagnostic, Sheet, plain
from cpch_cli.core.routing import Basis
from cpch_cli.core.scoring import Band, DomainScore, Overall, band_of
from cpch_cli.core.text import clean
from helpers import settled
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
