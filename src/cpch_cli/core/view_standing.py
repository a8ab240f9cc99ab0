"""Where we stand: the profile, the figures of each domain, critical questions, claim beside proof, paper beside practice."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from cpch_cli.core import phrases
from cpch_cli.core.assess import Assessment
from cpch_cli.core.conditions import Fact, State, is_weak
from cpch_cli.core.document import Bar, Block, Cell, Column, Facts, Paragraph, Profile, Section, Table
from cpch_cli.core.model import Question
from cpch_cli.core.outcome import Outcome
from cpch_cli.core.scoring import BOUNDS, RATED_FROM, DomainScore, PaperAndPractice, WhyNotRated
from cpch_cli.core.words import Words

# The score that a band ends below.
_BOUND_OF: Final = {band: bound for bound, band in BOUNDS}


def standing(outcome: Outcome, words: Words) -> Section:
    """Return the figures behind page one."""
    blocks: list[Block] = [
        _figures(outcome, words),
        _critical(outcome, words),
        *_claim_and_proof(outcome, words),
        *_paper_and_practice(outcome, words),
    ]
    return Section("standing", words("view.standing.title"), tuple(blocks))


# --- the profile --------------------------------------------------------------------------------------------------


def profile(outcome: Outcome, words: Words) -> Iterator[Block]:
    """Yield the picture of the domains, and what its stars mean."""
    domains = outcome.assessment.domains
    titles = (
        words("view.column.domain"),
        words("view.column.score"),
        words("view.column.range"),
        words("view.column.band"),
    )
    other = _on_the_other_basis(outcome)
    shown = tuple(
        _bar(outcome, words, each, other.domains[place] if other else None)
        for place, each in enumerate(domains)
    )
    yield Profile(
        words("view.profile.title"),
        titles,
        shown,
        other_title=words(f"view.column.{other.basis}") if other else None,
        caption=_caption(shown, other, words),
    )
    if any(each.count.unknown for each in domains):
        yield Paragraph(words("view.profile.star"))


def _on_the_other_basis(outcome: Outcome) -> Assessment | None:
    """Return the assessment that the chosen one is compared with, where proof was graded."""
    return outcome.evidenced if outcome.assessment.basis == "claimed" else outcome.claimed


def _caption(shown: tuple[Bar, ...], other: Assessment | None, words: Words) -> str:
    """Return what the signs of the picture mean, of those that are in it."""
    parts = [words("view.profile.signs")]
    if any(bar.cap is not None for bar in shown):
        parts.append(words("view.profile.sign.cap"))
    if other:
        parts.append(words(f"view.profile.sign.{other.basis}"))
    return " ".join(parts)


def _bar(outcome: Outcome, words: Words, domain: DomainScore, other: DomainScore | None) -> Bar:
    return Bar(
        label=phrases.domain(outcome.diagnostic, domain.domain),
        score=domain.score,
        low=domain.low,
        high=domain.high,
        shown=words.score(domain.score),
        range=words.range(domain.low, domain.high),
        band=band(outcome, words, domain),
        tone=phrases.TONES[domain.band],
        star=domain.count.unknown > 0,
        cap=_BOUND_OF[domain.band] if domain.capped_by else None,
        other=other.score if other else None,
        other_shown=words.score(other.score) if other else "",
    )


def band(outcome: Outcome, words: Words, domain: DomainScore) -> str:
    """Return a domain's band in words, with what caps it or why there is none."""
    if domain.not_rated:
        return words(f"view.not_rated.{domain.not_rated.value}", **_not_rated(outcome, words, domain))
    title = words(f"view.band.{domain.band.value}")
    if not domain.capped_by:
        return title
    numbers = phrases.numbers(outcome.diagnostic, domain.capped_by, words)
    return words("view.band.capped", band=title, questions=numbers)


def _not_rated(outcome: Outcome, words: Words, domain: DomainScore) -> dict[str, str]:
    match domain.not_rated:
        case WhyNotRated.COVERAGE:
            return {"share": words.share(RATED_FROM)}
        case WhyNotRated.CRITICAL_OPEN:
            critical = [each.id for each in outcome.diagnostic.questions_of(domain.domain) if each.critical]
            still_open = [each for each in critical if each in outcome.assessment.open]
            return {"questions": phrases.numbers(outcome.diagnostic, still_open, words)}
        case _:
            return {}


def overall(outcome: Outcome, words: Words) -> Facts:
    """Return the overall score, which stands after the profile and is no rank, and what it rests on."""
    count = outcome.assessment.overall.count
    return Facts(
        (
            (words("view.overall.label"), overall_score(outcome.assessment, words)),
            (words("view.coverage.label"), phrases.coverage(count, words)),
            *(
                (words(f"view.{state.value}.label"), which(outcome, words, state))
                for state in (State.UNKNOWN, State.NOT_APPLICABLE, State.OPEN)
            ),
        )
    )


def overall_score(assessment: Assessment, words: Words) -> str:
    """Return the overall score, how many domains it is the mean of, and that it is no rank."""
    overall = assessment.overall
    if overall.score is None:
        return words("view.overall.none")
    return words(
        "view.overall",
        score=words.score(overall.score),
        range=words.range(overall.low, overall.high),
        rated=overall.domains_rated,
        domains=overall.domains,
    )


def which(outcome: Outcome, words: Words, state: State) -> str:
    """Return how many questions are in a state, and their numbers."""
    ids = [question for question, fact in outcome.assessment.facts.items() if fact.state is state]
    if not ids:
        return words("view.none")
    return words("view.which", n=len(ids), questions=phrases.numbers(outcome.diagnostic, ids, words))


# --- the figures --------------------------------------------------------------------------------------------------


def _figures(outcome: Outcome, words: Words) -> Table:
    """Return how each domain's score comes about: its range, and the answers that are in it."""
    columns = (
        Column(words("view.column.domain")),
        Column(words("view.column.score"), numeric=True),
        Column(words("view.column.range"), numeric=True),
        Column(words("view.column.band")),
        Column(words("view.column.answered"), numeric=True),
        Column(words("view.unknown.label"), numeric=True),
        Column(words("view.not_applicable.label"), numeric=True),
    )
    rows = tuple(_figures_of(outcome, words, each) for each in outcome.assessment.domains)
    return Table(words("view.figures.table"), columns, rows)


def _figures_of(outcome: Outcome, words: Words, domain: DomainScore) -> tuple[Cell, ...]:
    count = domain.count
    return (
        Cell(phrases.domain(outcome.diagnostic, domain.domain), domain.domain),
        _score(domain.score, words),
        Cell(words.range(domain.low, domain.high)),
        Cell(band(outcome, words, domain), domain.band.value, phrases.TONES[domain.band]),
        Cell(words("view.of", n=count.answered, all=count.asked)),
        Cell(str(count.unknown), count.unknown),
        Cell(str(count.not_applicable), count.not_applicable),
    )


# --- critical questions -------------------------------------------------------------------------------------------


def _critical(outcome: Outcome, words: Words) -> Section:
    worrying = worrying_questions(outcome)
    blocks: tuple[Block, ...] = (Paragraph(words("view.critical.none")),)
    if worrying:
        blocks = (Paragraph(words("view.critical.intro")), _critical_table(outcome, words, worrying))
    return Section("critical", words("view.critical.title"), blocks)


def critical_questions(outcome: Outcome) -> list[Question]:
    """Return the critical questions that are in scope and asked."""
    return [each for each in outcome.diagnostic.questions if each.critical and _fact(outcome, each).asked]


def critical_facts(outcome: Outcome, words: Words, questions: list[Question]) -> Facts:
    """Return critical questions with their answers in short, for a screen."""
    return Facts(
        tuple(
            (
                each.number,
                words(
                    "view.critical.line", question=each.text, answer=phrases.answer(outcome, each.id, words)
                ),
            )
            for each in questions
        )
    )


def worrying_questions(outcome: Outcome) -> list[Question]:
    """Return the critical questions that are weak, unknown, open or not applicable (method 3.5)."""
    return [each for each in critical_questions(outcome) if _worries(_fact(outcome, each))]


def _critical_table(outcome: Outcome, words: Words, questions: list[Question]) -> Table:
    """Return critical questions with their answers."""
    columns = (Column(words("view.column.question")), Column(words("view.column.answer")))
    rows = tuple(
        (
            Cell(phrases.question(outcome.diagnostic, each.id), each.id),
            Cell(
                phrases.answer(outcome, each.id, words),
                _fact(outcome, each).s,
                phrases.tone(_fact(outcome, each).s),
            ),
        )
        for each in questions
    )
    return Table(words("view.critical.table"), columns, rows)


def _fact(outcome: Outcome, question: Question) -> Fact:
    return outcome.assessment.facts[question.id]


def _worries(fact: Fact) -> bool:
    return fact.s is None or is_weak(fact.s)


# --- claim beside proof -------------------------------------------------------------------------------------------


def _claim_and_proof(outcome: Outcome, words: Words) -> Iterator[Section]:
    if outcome.claimed is None or outcome.evidenced is None:
        return
    columns = (
        Column(words("view.column.domain")),
        Column(words("view.column.claimed"), numeric=True),
        Column(words("view.column.band")),
        Column(words("view.column.evidenced"), numeric=True),
        Column(words("view.column.band")),
    )
    rows = [
        (
            Cell(phrases.domain(outcome.diagnostic, claimed.domain), claimed.domain),
            *_score_and_band(claimed, words),
            *_score_and_band(evidenced, words),
        )
        for claimed, evidenced in zip(outcome.claimed.domains, outcome.evidenced.domains, strict=True)
    ]
    overall = [_score(each.overall.score, words) for each in (outcome.claimed, outcome.evidenced)]
    rows.append((Cell(words("view.overall.label")), overall[0], Cell(""), overall[1], Cell("")))
    intro = Paragraph(words("view.proof.intro"))
    table = Table(words("view.proof.table"), columns, tuple(rows))
    yield Section("proof", words("view.proof.title"), (intro, table))


def _score_and_band(domain: DomainScore, words: Words) -> tuple[Cell, Cell]:
    title = words(f"view.band.{domain.band.value}")
    return _score(domain.score, words), Cell(title, domain.band.value, phrases.TONES[domain.band])


def _score(score: Fraction | None, words: Words) -> Cell:
    return Cell(words.score(score), score)


# --- paper beside practice ----------------------------------------------------------------------------------------


def _paper_and_practice(outcome: Outcome, words: Words) -> Iterator[Section]:
    assessment = outcome.assessment
    sides = [(words("view.paper.all"), assessment.overall.paper_and_practice)]
    sides += [
        (phrases.domain(outcome.diagnostic, each.domain), each.paper_and_practice)
        for each in assessment.domains
    ]
    rows = [_sides(label, both, words) for label, both in sides if both]
    if not rows:
        return
    columns = (
        Column(words("view.column.domain")),
        Column(words("view.column.framework"), numeric=True),
        Column(words("view.column.practice"), numeric=True),
        Column(words("view.column.difference")),
    )
    intro = Paragraph(words("view.paper.intro"))
    table = Table(words("view.paper.table"), columns, tuple(rows))
    yield Section("paper", words("view.paper.title"), (intro, table))


def difference(both: PaperAndPractice) -> str | None:
    """Return the name of a difference between texts and their use of a level or more; None where it is less."""
    if both.good_texts_weak_use:
        return "good_texts_weak_use"
    return "use_without_texts" if both.use_without_texts else None


def _sides(label: str, both: PaperAndPractice, words: Words) -> tuple[Cell, ...]:
    return (
        Cell(label),
        _score(both.framework, words),
        _score(both.practice, words),
        Cell(words(f"view.paper.{difference(both) or 'none'}"), both.framework - both.practice),
    )
