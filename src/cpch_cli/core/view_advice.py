"""What to do: the key actions in short, what to find out first, every recommendation with its reasons, rules still undecided, remarks."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from cpch_cli.core import phrases
from cpch_cli.core.assess import Given, Priority, Reason, Recommendation, Strength, Undecided
from cpch_cli.core.document import Block, Cell, Column, Facts, Items, Paragraph, Section, Table
from cpch_cli.core.model import Resource, Solution
from cpch_cli.core.outcome import Outcome
from cpch_cli.core.words import Words

Pair = tuple[str, str]


# --- the first actions --------------------------------------------------------------------------------------------


def keys(outcome: Outcome) -> list[Recommendation]:
    """Return the recommendations to begin with."""
    return [each for each in outcome.assessment.recommendations if each.priority is Priority.KEY]


def no_key_action(outcome: Outcome, words: Words) -> str:
    """Return why there is no key action, and what there is instead."""
    assessment = outcome.assessment
    if any(finding.strength is Strength.WEAK for finding in assessment.findings) or not assessment.findings:
        return words("view.key.none")
    return words.count("view.key.improvements", len(assessment.recommendations))


def action_items(outcome: Outcome, words: Words, recommendations: Sequence[Recommendation]) -> Items:
    """Return recommendations in short: what to do, the best reason, the first step."""
    return Items(tuple(_in_short(outcome, words, each) for each in recommendations), numbered=True)


def _in_short(outcome: Outcome, words: Words, recommendation: Recommendation) -> str:
    solution = outcome.diagnostic.solution[recommendation.solution]
    return "\n".join(
        (
            titled(solution, words),
            words("view.short.why", reason=reason_in_short(outcome, words, best(recommendation))),
            words("view.short.first_step", step=solution.first_step),
        )
    )


def titled(solution: Solution, words: Words) -> str:
    """Return a solution's title, and that it is from the handbook's extract where it is."""
    return words(f"view.short.title.{solution.source}", title=solution.title)


def reason_in_short(outcome: Outcome, words: Words, because: Reason) -> str:
    """Return a reason without the words of the question, which stand beside it on the screen or are known."""
    if because.kind != "answer":
        return reason(outcome, words, because)
    question = outcome.diagnostic.question[str(because.question)]
    key = "view.short.critical" if question.critical else "view.short.answer"
    return words(key, answer=phrases.given(outcome, question.id, words))


def _facts(outcome: Outcome, words: Words, recommendation: Recommendation) -> Iterator[Pair]:
    """Yield what a person has to know who takes the action on."""
    solution = outcome.diagnostic.solution[recommendation.solution]
    reasons = sorted(recommendation.because, key=lambda because: because.rank)
    for position, because in enumerate(reasons):
        yield words("view.label.also" if position else "view.label.why"), reason(outcome, words, because)
    yield words("view.label.who"), words.listed(words(f"actor.{actor}") for actor in solution.who)
    yield words("view.label.first_step"), solution.first_step
    yield words("view.label.done_when"), solution.done_when
    yield words("view.label.effort"), words("view.effort", n=solution.effort)
    yield words("view.label.horizon"), words(f"horizon.{solution.horizon}")
    for needed in recommendation.requires:
        if not needed.met:
            yield words("view.label.requires"), outcome.diagnostic.solution[needed.solution].title
    if solution.resources:
        titles = (outcome.diagnostic.resource[each].title for each in solution.resources)
        yield words("view.label.resources"), words.parted(titles)
    if solution.source == "handbook":
        yield words("view.label.source"), words("view.source.handbook")


# --- reasons ------------------------------------------------------------------------------------------------------


def best(recommendation: Recommendation) -> Reason:
    """Return the reason that a recommendation is ranked by."""
    return min(recommendation.because, key=lambda because: because.rank)


def reason(outcome: Outcome, words: Words, because: Reason) -> str:
    """Return why a solution is recommended, as a sentence."""
    if because.rule is not None:
        return _concluded(outcome, words, outcome.diagnostic.rule[because.rule].because, because.answers)
    question = outcome.diagnostic.question[str(because.question)]
    if because.weakness is not None:
        observed = {weakness.id: weakness.text for weakness in question.weaknesses}[because.weakness]
        return words("view.reason.weakness", number=question.number, weakness=observed)
    key = "view.reason.critical" if question.critical else "view.reason.answer"
    named = phrases.question(outcome.diagnostic, question.id)
    return words(key, question=named, answer=phrases.answer(outcome, question.id, words))


def _concluded(outcome: Outcome, words: Words, sentence: str, answers: Sequence[Given]) -> str:
    """Return what a rule says, with the answers it rests on."""
    if not answers:
        return sentence
    given = words.listed(_given(outcome, words, each) for each in answers)
    return words("view.reason.rule", sentence=sentence, answers=given)


def _given(outcome: Outcome, words: Words, answer: Given) -> str:
    """Return an answer that a rule rests on, with the weakness where that was what counted."""
    given = phrases.given(outcome, answer.question, words)
    observed = outcome.diagnostic.question[answer.question].weakness(answer.weakness or "")
    return (
        words("view.given.weakness", given=given, weakness=observed.text.rstrip(".")) if observed else given
    )


# --- find out first -----------------------------------------------------------------------------------------------


def find_out(outcome: Outcome, words: Words) -> Iterator[Section]:
    """Yield what nobody knew, with where to look."""
    if unknown := outcome.assessment.find_out:
        items = tuple(_to_find_out(outcome, words, question) for question in unknown)
        blocks = (Paragraph(words("view.find_out.intro")), Items(items))
        yield Section("find_out", words("view.find_out.title"), blocks)


def _to_find_out(outcome: Outcome, words: Words, question_id: str) -> str:
    question = phrases.question(outcome.diagnostic, question_id)
    evidence = outcome.diagnostic.question[question_id].evidence
    if not evidence:
        return question
    return words("view.find_out.item", question=question, evidence=words.parted(evidence))


# --- all recommendations ------------------------------------------------------------------------------------------


def recommendations(outcome: Outcome, words: Words) -> Section:
    """Return every recommendation, under the domain of its best reason, and the resources they name."""
    everything = outcome.assessment.recommendations
    blocks: list[Block] = [Paragraph(words("view.advice.intro" if everything else "view.advice.none"))]
    by_domain: dict[str | None, list[Section]] = {}
    for recommendation in everything:
        section = _in_full(outcome, words, recommendation)
        by_domain.setdefault(domain_of(outcome, recommendation), []).append(section)
    for domain in (*outcome.diagnostic.domain, None):
        if sections := by_domain.get(domain):
            title = phrases.domain(outcome.diagnostic, domain) if domain else words("view.advice.elsewhere")
            blocks.append(Section(f"advice.{domain}", title, tuple(sections)))
    blocks += resources(outcome, words)
    return Section("advice", words("view.advice.title"), tuple(blocks))


def domain_of(outcome: Outcome, recommendation: Recommendation) -> str | None:
    """Return the domain of the best reason; for a rule that of the weakest answer it rests on."""
    because = best(recommendation)
    question = because.question or _weakest(outcome, because.answers)
    return outcome.diagnostic.question[question].domain if question else None


def _weakest(outcome: Outcome, answers: Sequence[Given]) -> str | None:
    def order(answer: Given) -> tuple[bool, Fraction, bool]:
        critical = outcome.diagnostic.question[answer.question].critical
        return (answer.s is None, answer.s or Fraction(0), not critical)

    weakest = min(answers, key=order, default=None)
    return weakest.question if weakest else None


def _in_full(outcome: Outcome, words: Words, recommendation: Recommendation) -> Section:
    solution = outcome.diagnostic.solution[recommendation.solution]
    priority = (words("view.label.priority"), words(f"view.priority.{recommendation.priority.value}"))
    facts = Facts((priority, *_facts(outcome, words, recommendation)))
    steps = Items(solution.steps, numbered=True)
    return Section(f"advice.{solution.id}", solution.title, (facts, steps))


def resources(outcome: Outcome, words: Words) -> Iterator[Section]:
    """Yield what is known of each resource that a recommendation names, once."""
    solutions = [outcome.diagnostic.solution[each.solution] for each in outcome.assessment.recommendations]
    named = {resource for solution in solutions for resource in solution.resources}
    sections = tuple(_resource(words, each) for each in outcome.diagnostic.resources if each.id in named)
    if sections:
        yield Section("resources", words("view.resources.title"), sections)


def _resource(words: Words, resource: Resource) -> Section:
    address = "view.resource.checked" if resource.checked else "view.resource.not_checked"
    pairs = [
        (words("view.label.owner"), resource.owner),
        (words("view.label.customs"), resource.customs),
        (words("view.label.police"), resource.police),
        (words("view.label.address"), words(address, url=resource.url)),
    ]
    if resource.note:
        pairs.append((words("view.label.note"), resource.note))
    return Section(f"resource.{resource.id}", resource.title, (Facts(tuple(pairs)),))


# --- rules --------------------------------------------------------------------------------------------------------


def undecided(outcome: Outcome, words: Words) -> Iterator[Section]:
    """Yield the rules that cannot be decided yet, with the questions that would settle them."""
    if outcome.assessment.undecided:
        columns = (Column(words("view.column.may_follow")), Column(words("view.column.settled_by")))
        rows = tuple(_may_follow(outcome, words, each) for each in outcome.assessment.undecided)
        table = Table(words("view.undecided.table"), columns, rows)
        blocks = (Paragraph(words("view.undecided.intro")), table)
        yield Section("undecided", words("view.undecided.title"), blocks)


def _may_follow(outcome: Outcome, words: Words, undecided: Undecided) -> tuple[Cell, Cell]:
    rule = outcome.diagnostic.rule[undecided.rule]
    recommended = {each.solution for each in outcome.assessment.recommendations}
    titles = [
        words(
            "view.undecided.already" if solution in recommended else "view.undecided.solution",
            title=outcome.diagnostic.solution[solution].title,
        )
        for solution in rule.recommend
    ]
    return (
        Cell("\n".join(titles) or words("view.undecided.remark", remark=rule.remark or "")),
        Cell(phrases.numbers(outcome.diagnostic, undecided.missing, words)),
    )


def remarks(outcome: Outcome, words: Words) -> Iterator[Section]:
    """Yield what the rules have to say beside their recommendations."""
    if outcome.assessment.remarks:
        items = tuple(
            _concluded(outcome, words, outcome.diagnostic.rule[each.rule].remark or "", each.answers)
            for each in outcome.assessment.remarks
        )
        yield Section("remarks", words("view.remarks.title"), (Items(items),))
