"""A comparison of voices in words: the gaps between them first, then what each said to every question."""

from collections.abc import Iterable, Iterator, Mapping

from cpch_cli.core import phrases
from cpch_cli.core.compare_voices import DomainOfVoices, VoicesCompared
from cpch_cli.core.conditions import State
from cpch_cli.core.document import Block, Cell, Column, Document, Facts, Items, Paragraph, Section, Table
from cpch_cli.core.outcome import Outcome
from cpch_cli.core.view_compare import comparison, head, method, score_cell, star
from cpch_cli.core.view_standing import band
from cpch_cli.core.voices import Agreement
from cpch_cli.core.words import Words

Pair = tuple[str, str]
# As many gaps as page one has room for.
_ON_PAGE_ONE = 10
_TOPICS = ("joint", "disputed", "gap", "one_voice", "texts")


def voices(compared: VoicesCompared, words: Words) -> Document:
    """Return a comparison of voices: page one, all gaps, every answer, how it comes about."""
    labelled = list(zip(_names(compared, words), compared.outcomes.values(), strict=True))
    return comparison(
        compared.joint,
        labelled,
        words,
        "voices",
        *head(compared.joint, labelled, compared.withheld, words),
        _overview(compared, words),
        _gaps(compared, words),
        _answers(compared, words),
        method(compared.joint, words, _TOPICS),
    )


def _names(compared: VoicesCompared, words: Words) -> list[str]:
    return [phrases.service(name, words) for name in compared.outcomes]


# --- page one -----------------------------------------------------------------------------------------------------


def _overview(compared: VoicesCompared, words: Words) -> Section:
    shown, rest = compared.gaps[:_ON_PAGE_ONE], len(compared.gaps[_ON_PAGE_ONE:])
    largest: list[Block] = [Paragraph(words("compare.gaps.none"))]
    if shown:
        largest = [Items(tuple(_gap(compared, words, each) for each in shown), numbered=True)]
    if rest:
        largest.append(Paragraph(words.count("compare.gaps.more", rest)))
    blocks = (
        Section("overview.domains", words("compare.domains.title"), tuple(_domains(compared, words))),
        Section("overview.gaps", words("compare.largest.title"), tuple(largest)),
        Section("overview.counts", words("compare.counts.title"), (_counts(compared, words),)),
    )
    return Section("overview", words("view.overview.title"), blocks, front=True)


def _domains(compared: VoicesCompared, words: Words) -> Iterator[Block]:
    columns = (
        Column(words("view.column.domain")),
        *(Column(name, numeric=True) for name in _names(compared, words)),
        Column(words("compare.column.joint"), numeric=True),
        Column(words("view.column.band")),
        Column(words("compare.column.gap"), numeric=True),
    )
    rows = tuple(_domain(compared, words, each) for each in compared.domains)
    yield Table(words("compare.domains.table"), columns, rows)
    yield from star(
        (score for each in compared.domains for score in (*each.scores.values(), each.joint)), words
    )


def _domain(compared: VoicesCompared, words: Words, domain: DomainOfVoices) -> tuple[Cell, ...]:
    joint = domain.joint
    return (
        Cell(phrases.domain(compared.diagnostic, domain.domain), domain.domain),
        *(score_cell(score, words) for score in domain.scores.values()),
        score_cell(joint, words),
        Cell(band(compared.joint, words, joint), joint.band.value, phrases.TONES[joint.band]),
        Cell(words.score(domain.gap), domain.gap),
    )


def _counts(compared: VoicesCompared, words: Words) -> Items:
    """Return how many questions there are of each kind, and which."""
    items = []
    for agreement, number in compared.counts.items():
        if number:
            ids = [each.question for each in compared.joined.values() if each.agreement is agreement]
            questions = phrases.numbers(compared.diagnostic, ids, words)
            label = words(f"compare.counts.{agreement.value}")
            which = words("view.which", n=number, questions=questions)
            items.append(words("list.labelled", label=label, text=which))
    return Items(tuple(items))


# --- gaps ---------------------------------------------------------------------------------------------------------


def _gap(compared: VoicesCompared, words: Words, question: str) -> str:
    """Return a gap in a sentence: the question, and what each voice says or does not know."""
    said = words.parted(
        phrases.says(outcome, question, phrases.speaker(name, words), words)
        for name, outcome in compared.outcomes.items()
    )
    named = phrases.marked_question(compared.diagnostic, question, words)
    return words("compare.gap", question=named, said=said)


def _gaps(compared: VoicesCompared, words: Words) -> Section:
    """Return every gap: of disputed ones what each voice says for it, of the others a sentence."""
    disputed, others = _by_kind(compared, disputed=True), _by_kind(compared, disputed=False)
    blocks: list[Block] = [] if disputed or others else [Paragraph(words("compare.gaps.none"))]
    if disputed:
        inner: tuple[Block, ...] = (
            Paragraph(words("compare.disputed.intro")),
            *(_disputed(compared, words, each) for each in disputed),
        )
        blocks.append(Section("disputed", words("compare.disputed.title"), inner))
    if others:
        items = Items(tuple(_gap(compared, words, each) for each in others))
        blocks.append(Section("differences", words("compare.differences.title"), (items,)))
    blocks += _reworded(compared, words)
    return Section("gaps", words("compare.gaps.title"), tuple(blocks), new_page=True)


def _by_kind(compared: VoicesCompared, *, disputed: bool) -> list[str]:
    return [
        each for each in compared.gaps if (compared.joined[each].agreement is Agreement.DISPUTED) is disputed
    ]


def _disputed(compared: VoicesCompared, words: Words, question: str) -> Section:
    pairs = [
        pair
        for name, outcome in compared.outcomes.items()
        for pair in _said(outcome, phrases.service(name, words), question, words)
    ]
    title = phrases.marked_question(compared.diagnostic, question, words)
    return Section(f"disputed.{question}", title, (Facts(tuple(pairs)),))


def _said(outcome: Outcome, service: str, question: str, words: Words) -> Iterator[Pair]:
    """Yield what a voice said to a question, with its note and its reason where they may be read."""
    yield service, _answer(outcome, question, words)
    answer = outcome.sheet.answers.get(question)
    texts = (("note", answer.note), ("reason", answer.reason)) if answer else ()
    for label, text in texts:
        if text:
            yield words("view.voice.label", service=service, label=words(f"view.label.{label}")), text
    if withheld := outcome.withheld.texts.get(question):
        label = words("view.fact.withheld")
        yield (
            words("view.voice.label", service=service, label=label),
            words.count("view.withheld.texts", withheld),
        )


def _reworded(compared: VoicesCompared, words: Words) -> Iterator[Section]:
    if compared.reworded:
        items = Items(tuple(phrases.question(compared.diagnostic, each) for each in compared.reworded))
        blocks = (Paragraph(words("compare.reworded.intro")), items)
        yield Section("reworded", words("compare.reworded.title"), blocks)


# --- every answer -------------------------------------------------------------------------------------------------


def _answers(compared: VoicesCompared, words: Words) -> Section:
    sections = tuple(_of_domain(compared, words, each.domain) for each in compared.domains)
    return Section("answers", words("view.answers.title"), sections, new_page=True)


def _of_domain(compared: VoicesCompared, words: Words, domain: str) -> Section:
    questions = [each.id for each in compared.diagnostic.questions_of(domain) if each.id in compared.joined]
    columns = (
        Column(words("view.column.question")),
        *(Column(name) for name in _names(compared, words)),
        Column(words("compare.column.agreement")),
        Column(words("compare.column.joint")),
    )
    rows = tuple(_row(compared, words, each) for each in questions)
    table = Table(words("compare.answers.table"), columns, rows)
    blocks = (table, *_weaknesses(compared, words, questions))
    return Section(f"answers.{domain}", phrases.domain(compared.diagnostic, domain), blocks)


def _row(compared: VoicesCompared, words: Words, question: str) -> tuple[Cell, ...]:
    agreement = compared.joined[question].agreement
    return (
        Cell(phrases.marked_question(compared.diagnostic, question, words), question),
        *(_cell(outcome, question, words) for outcome in compared.outcomes.values()),
        Cell(words(f"compare.agreement.{agreement.value}"), agreement.value),
        _cell(compared.joint, question, words),
    )


def _cell(outcome: Outcome, question: str, words: Words) -> Cell:
    fact = outcome.assessment.facts[question]
    return Cell(
        _answer(outcome, question, words), None, phrases.tone(fact.s) if fact.s is not None else "plain"
    )


def _answer(outcome: Outcome, question: str, words: Words) -> str:
    """Return what was answered, with the evidence for it where there is some."""
    said = phrases.answer(outcome, question, words)
    answer = outcome.sheet.answers.get(question)
    if outcome.assessment.facts[question].state is not State.LEVEL or answer is None or not answer.evidence:
        return said
    evidence = words("compare.evidence", evidence=words(f"view.evidence.{answer.evidence}"))
    return f"{said}\n{evidence}"


def _weaknesses(compared: VoicesCompared, words: Words, questions: Iterable[str]) -> Iterator[Table]:
    """Yield the weaknesses seen in a domain, and by whom."""
    rows = tuple(
        row
        for question in questions
        for row in _seen(compared, words, question, compared.seen.get(question, {}))
    )
    if rows:
        columns = tuple(
            Column(words(key))
            for key in ("view.column.question", "view.label.weakness", "compare.column.seen_by")
        )
        yield Table(words("compare.weaknesses.table"), columns, rows)


def _seen(
    compared: VoicesCompared, words: Words, question_id: str, seen: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[Cell, ...]]:
    question = compared.diagnostic.question[question_id]
    for weakness in question.weaknesses:
        if weakness.id in seen:
            who = [phrases.service(name, words) for name in seen[weakness.id]]
            yield Cell(question.number, question.id), Cell(weakness.text), Cell(words.listed(who))
