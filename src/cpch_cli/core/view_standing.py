"""Where do we stand: the profile, how sure it is, the critical questions, claim beside proof, paper beside practice."""

from collections.abc import Iterator
from fractions import Fraction

from cpch_cli.core import phrases
from cpch_cli.core.assess import Assessment
from cpch_cli.core.conditions import Fact, State, is_weak
from cpch_cli.core.document import Bar, Block, Cell, Column, Facts, Paragraph, Profile, Section, Table
from cpch_cli.core.model import Question
from cpch_cli.core.outcome import Outcome
from cpch_cli.core.scoring import RATED_FROM, DomainScore, PaperAndPractice, WhyNotRated
from cpch_cli.core.words import Words


def standing(outcome: Outcome, words: Words) -> Section:
    """Return the first section of a report."""
    blocks = [
        *profile(outcome, words),
        overall(outcome, words),
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
    yield Profile(words("view.profile.title"), titles, tuple(_bar(outcome, words, each) for each in domains))
    if any(each.count.unknown for each in domains):
        yield Paragraph(words("view.profile.star"))


def _bar(outcome: Outcome, words: Words, domain: DomainScore) -> Bar:
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
            (words("view.overall.label"), _overall(outcome.assessment, words)),
            (words("view.coverage.label"), phrases.coverage(count, words)),
            *(
                (words(f"view.{state.value}.label"), _which(outcome, words, state))
                for state in (State.UNKNOWN, State.NOT_APPLICABLE, State.OPEN)
            ),
        )
    )


def _overall(assessment: Assessment, words: Words) -> str:
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


def _which(outcome: Outcome, words: Words, state: State) -> str:
    ids = [question for question, fact in outcome.assessment.facts.items() if fact.state is state]
    if not ids:
        return words("view.none")
    return words("view.which", n=len(ids), questions=phrases.numbers(outcome.diagnostic, ids, words))


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


def _sides(label: str, both: PaperAndPractice, words: Words) -> tuple[Cell, ...]:
    difference = "view.paper.none"
    if both.good_texts_weak_use:
        difference = "view.paper.good_texts_weak_use"
    if both.use_without_texts:
        difference = "view.paper.use_without_texts"
    return (
        Cell(label),
        _score(both.framework, words),
        _score(both.practice, words),
        Cell(words(difference), both.framework - both.practice),
    )
