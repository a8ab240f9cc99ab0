"""Page one: where we stand, what to do first, how sure we are; for a reader who has two minutes."""

from collections.abc import Iterator

from cpch_cli.core import phrases
from cpch_cli.core.conditions import Fact, State, is_weak
from cpch_cli.core.document import Block, Cell, Column, Facts, Paragraph, Section, Table
from cpch_cli.core.joint import voices_in
from cpch_cli.core.outcome import Outcome
from cpch_cli.core.plan import PlannedAction
from cpch_cli.core.scoring import Band, PaperAndPractice
from cpch_cli.core.view_action_plan import filled_in, progress_in_short
from cpch_cli.core.view_advice import best, keys, no_key_action, reason_in_short, titled
from cpch_cli.core.view_standing import critical_questions, difference, overall_score, profile, which
from cpch_cli.core.voices import Agreement, join
from cpch_cli.core.words import Words

Pair = tuple[str, str]
# Evidence that somebody has seen, and not only heard of.
_SEEN = ("document", "verified")


def overview(outcome: Outcome, words: Words) -> Section:
    """Return what stands on page one, under the three questions that it answers."""
    parts = (where(outcome, words), _what_first(outcome, words), how_sure(outcome, words))
    return Section("overview", words("view.overview.title"), parts, front=True)


# --- where do we stand --------------------------------------------------------------------------------------------


def where(outcome: Outcome, words: Words) -> Section:
    """Return the picture of the domains and what stands out in it."""
    facts = Facts(
        (
            (words("view.overall.label"), overall_score(outcome.assessment, words)),
            (words("view.overview.gaps"), _gaps(outcome, words)),
            (words("view.critical.title"), _critical(outcome, words)),
            *_paper_and_practice(outcome, words),
        )
    )
    return Section("overview.where", words("view.overview.where"), (*profile(outcome, words), facts))


def _gaps(outcome: Outcome, words: Words) -> str:
    gaps = [
        phrases.domain(outcome.diagnostic, each.domain)
        for each in outcome.assessment.domains
        if each.band is Band.CRITICAL_GAP
    ]
    if gaps:
        return words.parted(gaps)
    overall = outcome.assessment.overall
    if overall.domains_rated < overall.domains:
        return words("view.overview.gaps.so_far", rated=overall.domains_rated, domains=overall.domains)
    return words("view.none")


def _critical(outcome: Outcome, words: Words) -> str:
    """Return the critical questions that worry, by what they are: weak, not known, open, not applicable (method 3.5)."""
    critical = critical_questions(outcome)
    if not critical:
        return words("view.none")
    by_kind: dict[str, list[str]] = {}
    for question in critical:
        if kind := _worry(outcome.assessment.facts[question.id]):
            by_kind.setdefault(kind, []).append(question.id)
    named = [
        words(f"view.overview.critical.{kind}", questions=phrases.numbers(outcome.diagnostic, ids, words))
        for kind in ("weak", *(state.value for state in (State.UNKNOWN, State.OPEN, State.NOT_APPLICABLE)))
        if (ids := by_kind.get(kind))
    ]
    if not named:
        return words("view.critical.none")
    return words("view.overview.critical", questions=words.parted(named))


def _worry(fact: Fact) -> str | None:
    if fact.s is None:
        return fact.state.value
    return "weak" if is_weak(fact.s) else None


def _paper_and_practice(outcome: Outcome, words: Words) -> Iterator[Pair]:
    """Yield texts beside their use, over the file and where a domain differs by a level or more (method 3.12)."""
    both = outcome.assessment.overall.paper_and_practice
    parts = [_over_the_file(both, words)] if both else []
    by_name: dict[str, list[str]] = {}
    for each in outcome.assessment.domains:
        if each.paper_and_practice and (name := difference(each.paper_and_practice)):
            by_name.setdefault(name, []).append(phrases.domain(outcome.diagnostic, each.domain))
    parts += [
        words("view.overview.paper.in", name=words(f"view.paper.{name}"), domains=", ".join(domains))
        for name, domains in sorted(by_name.items())
    ]
    if parts:
        yield words("view.paper.title"), words.parted(parts)


def _over_the_file(both: PaperAndPractice, words: Words) -> str:
    return words(
        "view.overview.paper",
        framework=words.score(both.framework),
        practice=words.score(both.practice),
        difference=words(f"view.paper.{difference(both) or 'none'}"),
    )


# --- what to do first ---------------------------------------------------------------------------------------------


def _what_first(outcome: Outcome, words: Words) -> Section:
    block: Block = Paragraph(no_key_action(outcome, words))
    if keys(outcome):
        block = _key_actions(outcome, words)
    facts = [Facts(pairs)] if (pairs := tuple(progress_in_short(outcome, words))) else []
    return Section("overview.key", words("view.overview.key"), (*facts, block))


def _key_actions(outcome: Outcome, words: Words) -> Table:
    columns = (
        Column(words("view.column.action")),
        Column(words("view.label.first_step")),
        Column(words("view.label.done_when")),
        Column(words("view.column.owner"), fill_in="text"),
    )
    rows = []
    for position, recommendation in enumerate(keys(outcome), start=1):
        solution = outcome.diagnostic.solution[recommendation.solution]
        action = words("view.key.action", n=position, title=titled(solution, words))
        why = words("view.short.why", reason=reason_in_short(outcome, words, best(recommendation)))
        rows.append(
            (
                Cell(f"{action}\n{why}", solution.id),
                Cell(solution.first_step),
                Cell(solution.done_when),
                Cell(_owner(outcome.progress.agreed(solution.id), solution.who, words)),
            )
        )
    return Table(words("view.overview.key.table"), columns, tuple(rows))


def _owner(agreed: PlannedAction, who: tuple[str, ...], words: Words) -> str:
    """Return who answers for an action by the plan, and by when; where nobody does yet, lines to enter it on."""
    owner, date, status = filled_in(agreed, words)
    if not owner.text:
        return owners(who, words)
    return "\n".join(cell.text for cell in (owner, date, status) if cell.text)


def owners(who: tuple[str, ...], words: Words) -> str:
    """Return a line for each service that acts, on which the owner's function is to be entered."""
    return "\n".join(words("view.owner", service=words(f"owner.{actor}")) for actor in who)


# --- how sure are we ----------------------------------------------------------------------------------------------


def how_sure(outcome: Outcome, words: Words) -> Section:
    """Return how much is answered, and on what the answers rest."""
    facts = Facts(
        (
            (words("view.coverage.label"), phrases.coverage(outcome.assessment.overall.count, words)),
            *(
                (words(f"view.{state.value}.label"), which(outcome, words, state))
                for state in (State.UNKNOWN, State.NOT_APPLICABLE, State.OPEN)
            ),
            (words("view.label.evidence"), _evidence(outcome, words)),
            *_voices(outcome, words),
        )
    )
    return Section("overview.sure", words("view.overview.sure"), (facts,))


def _voices(outcome: Outcome, words: Words) -> Iterator[Pair]:
    """Yield whose voices a joint file holds, how far apart they were, and where dissent stands."""
    voices = voices_in(outcome.sheet)
    if not voices:
        return
    joined = join(outcome.diagnostic, voices, basis=outcome.assessment.basis)
    disputed = [each.question for each in joined.values() if each.agreement is Agreement.DISPUTED]
    answers = outcome.sheet.answers
    contested = [each for each in joined if each in answers and answers[each].dissent]
    parts = [words.listed(phrases.service(agency, words) for agency in voices)]
    for key, questions in (("disputed", disputed), ("dissent", contested)):
        if questions:
            numbers = phrases.numbers(outcome.diagnostic, questions, words)
            which = words("view.which", n=len(questions), questions=numbers)
            parts.append(words(f"view.overview.voices.{key}", which=which))
    yield words("view.label.voices"), words.parted(parts)


def _evidence(outcome: Outcome, words: Words) -> str:
    """Return how many levels rest on evidence that was seen and, where proof was graded, the score on either basis."""
    answers, facts = outcome.sheet.answers, outcome.assessment.facts
    levels = [question for question, fact in facts.items() if fact.s is not None]
    seen = sum(answers[question].evidence in _SEEN for question in levels)
    counted = words("view.overview.evidence", n=seen, all=len(levels))
    if outcome.claimed is None or outcome.evidenced is None:
        return counted
    scores = {
        "claimed": words.score(outcome.claimed.overall.score),
        "evidenced": words.score(outcome.evidenced.overall.score),
    }
    return words("view.overview.proof", counted=counted, **scores)
