"""What one answers file makes of a part of the diagnostic, in words: why, why not, and what would change it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from cpch_cli.core import phrases
from cpch_cli.core.assess import Reason, Recommendation, strength_of
from cpch_cli.core.changes import Change
from cpch_cli.core.conditions import State, Trace, Verdict, decisive, missing
from cpch_cli.core.conditions_in_words import condition_in_words, level_in_words
from cpch_cli.core.document import Block, Document, Facts, Items, Paragraph, Section
from cpch_cli.core.explain import Part, explain, part_named
from cpch_cli.core.lift import Lift, lift
from cpch_cli.core.model import Below, Domain, Leaf, Not, Question, Resource, Rule, Solution, Weakness
from cpch_cli.core.outcome import Outcome
from cpch_cli.core.scoring import Band, DomainScore
from cpch_cli.core.view_advice import keys, reason
from cpch_cli.core.view_head import basis, document
from cpch_cli.core.view_standing import band
from cpch_cli.core.why import Cause, Silent, Way, WhyNot, traced, why_not
from cpch_cli.core.words import Words


def explain_by_answers(outcome: Outcome, name: str, words: Words) -> Document | None:
    """Return what the answers make of what an id names, or a question's number, and then all about it.

    None when it names nothing.
    """
    page, part = explain(outcome.diagnostic, name, words), part_named(outcome.diagnostic, name)
    if page is None or part is None:
        return None
    first = Section("why", words("why.title"), (*_whose(outcome, words), *_said_of(outcome, part, words)))
    return replace(document(outcome, words, first, *page.blocks), title=page.title, contents=None)


def _whose(outcome: Outcome, words: Words) -> Iterator[Facts]:
    """Yield whose answers they are, as far as it is said, and their basis where it is not the usual one."""
    subject = outcome.sheet.subject
    said = (
        subject.country or subject.country_code,
        phrases.service(subject.agency, words) if subject.agency else None,
        words.date(subject.date) if subject.date else None,
    )
    known = words.parted(each for each in said if each)
    pairs = (*([(words("why.answers_of"), known)] if known else ()), *basis(outcome, words))
    if pairs:
        yield Facts(pairs)


def _said_of(outcome: Outcome, part: Part, words: Words) -> Iterator[Block]:
    match part:
        case Domain():
            yield from _domain(outcome, part, words)
        case Question():
            yield from _question(outcome, part, words)
        case Solution():
            yield from _solution(outcome, part, words)
        case Resource():
            yield from _resource(outcome, part, words)
        case Rule():
            yield from _rule(outcome, part, words)
        case (Question() as question, Weakness() as weakness):
            yield from _weakness(outcome, question, weakness, words)
        case _:
            yield Paragraph(words("why.scale"))


# --- a solution ---------------------------------------------------------------------------------------------------


def _solution(outcome: Outcome, solution: Solution, words: Words) -> Iterator[Block]:
    everything = outcome.assessment.recommendations
    found = next((each for each in everything if each.solution == solution.id), None)
    return (
        _not_recommended(outcome, solution, words) if found is None else _recommended(outcome, found, words)
    )


def _recommended(outcome: Outcome, found: Recommendation, words: Words) -> Iterator[Block]:
    first = keys(outcome)
    among = first if found in first else outcome.assessment.recommendations
    place, count = among.index(found) + 1, len(among)
    yield Paragraph(words(f"why.recommended.{found.priority.value}", n=place, all=count))
    reasons = sorted(found.because, key=lambda because: because.rank)
    yield Items(tuple(reason(outcome, words, each) for each in reasons))
    if found.requires:
        yield Items(
            tuple(
                words(
                    "why.prerequisite.met" if each.met else "why.prerequisite.unmet",
                    title=outcome.diagnostic.solution[each.solution].title,
                )
                for each in found.requires
            )
        )


def _not_recommended(outcome: Outcome, solution: Solution, words: Words) -> Iterator[Block]:
    found = why_not(outcome, solution)
    yield Paragraph(" ".join((words("why.not_recommended"), *_would(outcome, found, words))))
    if others := found.ways[1:]:
        yield Paragraph(words("why.would.others"))
        yield Items(tuple(words("why.would.other", changes=_if(outcome, each, words)) for each in others))
    if found.silent:
        yield Paragraph(words("why.silent"))
        yield Items(tuple(dict.fromkeys(_silent(outcome, each, words) for each in found.silent)))


def _would(outcome: Outcome, found: WhyNot, words: Words) -> Iterator[str]:
    """Yield what would make it recommended, or that nothing would as far as was tried."""
    if found.ways:
        yield words("why.would", changes=_if(outcome, found.ways[0], words))
        if outcome.assessment.basis == "evidenced":
            yield words("why.would.verified")
    elif found.tried is None:
        yield words("why.never")
    else:
        yield words.count("why.none_up_to", found.tried)


def _if(outcome: Outcome, way: Way, words: Words) -> str:
    """Return changes as clauses to stand after *if*."""
    return words.listed(clause for change in way.changes for clause in _clauses(outcome, way, change, words))


def _clauses(outcome: Outcome, way: Way, change: Change, words: Words) -> Iterator[str]:
    question = outcome.diagnostic.question[change.question]
    if change.level is not None:
        kind, first, last = _span(outcome, change.question, way.levels or (change.level,))
        yield words(
            f"why.if.{kind}",
            number=question.number,
            first=level_in_words(outcome.diagnostic, question.id, first, words),
            last=level_in_words(outcome.diagnostic, question.id, last, words),
        )
    for ticked in change.ticked:
        yield words("why.if.ticked", number=question.number, weakness=_observed(question, ticked))


def _span(outcome: Outcome, question: str, levels: Sequence[str]) -> tuple[str, str, str]:
    """Return how levels that follow each other are said, the first and the last of them."""
    scale = [level.id for level in outcome.diagnostic.levels[question]]
    first, last = levels[0], levels[-1]
    from_the_lowest, to_the_highest = first == scale[0], last == scale[-1]
    if from_the_lowest and to_the_highest:
        return "any", first, last
    if first == last:
        return "exactly", first, last
    if from_the_lowest or to_the_highest:
        return "or_lower" if from_the_lowest else "or_higher", first, last
    return "between", first, last


def _observed(question: Question, weakness_id: str) -> str:
    return {weakness.id: weakness.text for weakness in question.weaknesses}[weakness_id].rstrip(".")


# --- what does not recommend --------------------------------------------------------------------------------------


def _silent(outcome: Outcome, silent: Silent, words: Words) -> str:
    trigger = silent.trigger
    if silent.trace is not None:
        return words("why.rule.named", rule=str(trigger.rule), verdict=_verdict(outcome, silent.trace, words))
    question = outcome.diagnostic.question[str(trigger.question)]
    if silent.cause in (Cause.NOT_TICKED, Cause.NOT_LOOKED_FOR):
        weakness = _observed(question, str(trigger.weakness))
        return words(f"why.silent.{silent.cause.value}", number=question.number, weakness=weakness)
    return _state(outcome, question, silent.cause.value, words)


def _state(outcome: Outcome, question: Question, state: str, words: Words) -> str:
    """Return what a question was answered, and what that comes to."""
    named = phrases.question(outcome.diagnostic, question.id)
    fact = outcome.assessment.facts[question.id]
    answer = "" if fact.s is None else phrases.answer(outcome, question.id, words)
    return words(f"why.silent.{state}", question=named, answer=answer)


def _verdict(outcome: Outcome, trace: Trace, words: Words) -> str:
    """Return how a rule came out, with what decided or what is missing."""
    if trace.verdict is Verdict.UNDECIDED:
        numbers = phrases.numbers(outcome.diagnostic, missing(trace), words)
        return words("why.rule.undecided", questions=numbers)
    clauses = dict.fromkeys(_decided(outcome, leaf, part, words) for leaf, part in decisive(trace))
    return words(f"why.rule.{trace.verdict.name.lower()}", clauses=words.parted(clauses))


def _decided(outcome: Outcome, leaf: Leaf, part: Trace, words: Words) -> str:
    """Return a condition that decided, as it came out, with the answer."""
    holds = part.verdict is Verdict.TRUE
    clause = condition_in_words(
        outcome.diagnostic, leaf if holds else Not.model_validate({"not": leaf}), words
    )
    if isinstance(leaf, Below):
        return clause
    return words("why.rule.clause", clause=clause, given=phrases.given(outcome, leaf.question, words))


# --- a domain -----------------------------------------------------------------------------------------------------


def _domain(outcome: Outcome, domain: Domain, words: Words) -> Iterator[Block]:
    score = next((each for each in outcome.assessment.domains if each.domain == domain.id), None)
    if score is None:
        yield Paragraph(words("why.domain.out_of_scope"))
        return
    yield Facts(
        (
            (words("view.column.band"), band(outcome, words, score)),
            (words("view.column.score"), words.score(score.score)),
            (words("view.column.range"), words.range(score.low, score.high)),
            (words("view.coverage.label"), phrases.coverage(score.count, words)),
        )
    )
    if score.capped_by:
        yield Paragraph(words("why.capped"))
        yield Items(tuple(_answered(outcome, each, words) for each in score.capped_by))
    yield from (Paragraph(text) for text in _lifted(outcome, score, words))


def _answered(outcome: Outcome, question_id: str, words: Words) -> str:
    question = phrases.question(outcome.diagnostic, question_id)
    return words("view.reason.answer", question=question, answer=phrases.answer(outcome, question_id, words))


def _lifted(outcome: Outcome, score: DomainScore, words: Words) -> Iterator[str]:
    """Yield the smallest change that lifts a domain and how to take it, or why there is none."""
    found = lift(outcome, score)
    if found is None:
        yield words("why.lift.sound" if score.band is Band.SOUND else "why.lift.none")
        return
    changes = words.listed(_to_do(outcome, found, words))
    if score.band is Band.NOT_RATED:
        yield words("why.lift.rated", changes=changes)
    else:
        yield words("why.lift", band=words(f"view.band.{found.to.value}"), changes=changes)
    yield words("why.lift.caution")


def _to_do(outcome: Outcome, found: Lift, words: Words) -> Iterator[str]:
    """Yield changes as what is to be done, to stand after a colon; those that any level will do for in one."""
    reach = {change: _reach(outcome, found, change) for change in found.changes}
    if at_any := [change.question for change in found.changes if reach[change] == "any"]:
        yield words("why.do.any", questions=phrases.numbers(outcome.diagnostic, at_any, words))
    for change in found.changes:
        if reach[change] != "any":
            yield _to_reach(outcome, change, reach[change], words)


def _to_reach(outcome: Outcome, change: Change, reach: str, words: Words) -> str:
    question = outcome.diagnostic.question[change.question]
    level = level_in_words(outcome.diagnostic, question.id, str(change.level), words)
    places = {"number": question.number, "level": words(f"why.level.{reach}", level=level)}
    if outcome.assessment.basis == "evidenced":
        return words("why.do.show", **places)
    if outcome.assessment.facts[question.id].s is None:
        return words("why.do.answer", **places)
    before = str(outcome.sheet.answers[question.id].level)
    return words(
        "why.do.raise", before=level_in_words(outcome.diagnostic, question.id, before, words), **places
    )


def _reach(outcome: Outcome, found: Lift, change: Change) -> str:
    """Return whether a level stands for the higher ones too."""
    scale = [level.id for level in outcome.diagnostic.levels[change.question]]
    if not found.or_higher or change.level == scale[-1]:
        return "exactly"
    return "any" if change.level == scale[0] else "at_least"


# --- a question, a weakness ---------------------------------------------------------------------------------------


def _question(outcome: Outcome, question: Question, words: Words) -> Iterator[Block]:
    fact = outcome.assessment.facts[question.id]
    state = fact.state.value if fact.s is None else strength_of(fact.s).value
    yield Paragraph(_state(outcome, question, state, words))
    yield from _held_back(outcome, question, words)
    yield from _because_of(outcome, words, lambda each: question.id in _questions_behind(each))


def _held_back(outcome: Outcome, question: Question, words: Words) -> Iterator[Paragraph]:
    """Yield what a critical question does to the band of its domain."""
    score = next((each for each in outcome.assessment.domains if each.domain == question.domain), None)
    domain = phrases.domain(outcome.diagnostic, question.domain)
    if score and question.id in score.capped_by:
        yield Paragraph(words("why.caps", domain=domain, band=words(f"view.band.{score.band.value}")))
    if question.critical and outcome.assessment.facts[question.id].state is State.OPEN:
        yield Paragraph(words("why.holds_open", domain=domain))


def _questions_behind(because: Reason) -> set[str | None]:
    return {because.question, *(answer.question for answer in because.answers)}


def _weakness(outcome: Outcome, question: Question, weakness: Weakness, words: Words) -> Iterator[Block]:
    fact = outcome.assessment.facts[question.id]
    if fact.s is None:
        yield Paragraph(_state(outcome, question, fact.state.value, words))
        return
    kind = (
        "not_looked_for"
        if fact.weaknesses is None
        else "ticked"
        if weakness.id in fact.weaknesses
        else "not_ticked"
    )
    observed = _observed(question, weakness.id)
    yield Paragraph(words(f"why.silent.{kind}", number=question.number, weakness=observed))
    yield from _because_of(outcome, words, lambda each: (question.id, weakness.id) in _ticks_behind(each))


def _ticks_behind(because: Reason) -> set[tuple[str | None, str | None]]:
    return {
        (because.question, because.weakness),
        *((answer.question, answer.weakness) for answer in because.answers),
    }


def _because_of(outcome: Outcome, words: Words, counts: Callable[[Reason], bool]) -> Iterator[Block]:
    """Yield what is recommended for a reason of a kind."""
    titles = tuple(
        outcome.diagnostic.solution[each.solution].title
        for each in outcome.assessment.recommendations
        if any(counts(because) for because in each.because)
    )
    yield Paragraph(words("why.because_of_it" if titles else "why.nothing_because_of_it"))
    if titles:
        yield Items(titles)


# --- a rule, a resource -------------------------------------------------------------------------------------------


def _rule(outcome: Outcome, rule: Rule, words: Words) -> Iterator[Block]:
    trace = traced(outcome.diagnostic, rule, outcome.assessment.facts)
    yield Paragraph(words("why.rule.this", verdict=_verdict(outcome, trace, words)))


def _resource(outcome: Outcome, resource: Resource, words: Words) -> Iterator[Block]:
    solutions = (outcome.diagnostic.solution[each.solution] for each in outcome.assessment.recommendations)
    titles = tuple(each.title for each in solutions if resource.id in each.resources)
    yield Paragraph(words("why.named_by" if titles else "why.named_by_none"))
    if titles:
        yield Items(titles)
