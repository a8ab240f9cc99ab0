"""What was said: every answer with its weaknesses, evidence and note, what was not applicable, what was left out and why."""

from collections.abc import Iterator

from cpch_cli.core import phrases
from cpch_cli.core.conditions import State
from cpch_cli.core.document import Block, Cell, Column, Facts, Items, Paragraph, Section, Table
from cpch_cli.core.model import Answer, Question, Reference
from cpch_cli.core.outcome import Outcome
from cpch_cli.core.scoring import DomainScore
from cpch_cli.core.words import Words

Pair = tuple[str, str]


def answers(outcome: Outcome, words: Words) -> Section:
    """Return every answer of the domains in scope."""
    sections = tuple(_domain(outcome, words, each) for each in outcome.assessment.domains)
    return Section("answers", words("view.answers.title"), sections)


def _domain(outcome: Outcome, words: Words, score: DomainScore) -> Section:
    domain, questions = score.domain, outcome.diagnostic.questions_of(score.domain)
    said = [_answer(outcome, words, each) for each in questions if each.id in outcome.sheet.answers]
    silent = [each for each in questions if each.id not in outcome.sheet.answers]
    blocks: list[Block] = [Paragraph(phrases.coverage(score.count, words)), *said]
    for state in (State.OPEN, State.NOT_ASKED):
        items = tuple(
            phrases.question(outcome.diagnostic, each.id)
            for each in silent
            if outcome.assessment.facts[each.id].state is state
        )
        if items:
            title = words(f"view.answers.{state.value}")
            blocks.append(Section(f"{state.value}.{domain}", title, (Items(items),)))
    return Section(f"answers.{domain}", phrases.domain(outcome.diagnostic, domain), tuple(blocks))


def _answer(outcome: Outcome, words: Words, question: Question) -> Section:
    answer = outcome.sheet.answers[question.id]
    pairs = [
        *_said(outcome, words, question),
        *_unused(outcome, words, question, answer),
        *_details(words, question, answer),
        *voices(outcome, words, question, answer),
        *_withheld(outcome, words, question.id),
    ]
    title = phrases.marked_question(outcome.diagnostic, question.id, words)
    quote = [Paragraph(answer.note, "quote")] if answer.note else []
    return Section(f"answers.{question.id}", title, (Facts(tuple(pairs)), *quote))


def _said(outcome: Outcome, words: Words, question: Question) -> Iterator[Pair]:
    """Yield the answer and, where it is only assumed, the one that was given."""
    was = {each.question: each.was for each in outcome.assumed}
    label = "view.label.assumed" if question.id in was else "view.label.answer"
    yield words(label), _with_level_text(outcome, words, question)
    if question.id in was:
        given = phrases.said(outcome.diagnostic, question.id, was[question.id], words)
        yield words("view.label.as_given"), given


def _with_level_text(outcome: Outcome, words: Words, question: Question) -> str:
    said = phrases.answer(outcome, question.id, words)
    if outcome.assessment.facts[question.id].s is None:
        return said
    written = str(outcome.sheet.answers[question.id].level)
    text = phrases.level_text(outcome.diagnostic, question.id, written)
    return words("view.answers.level", answer=said, text=text)


def _unused(outcome: Outcome, words: Words, question: Question, answer: Answer) -> Iterator[Pair]:
    """Yield the answer to a question that is not asked any more, and a reason that is not one of not being applicable."""
    state = outcome.assessment.facts[question.id].state
    if state is State.NOT_ASKED and answer.level is not None:
        kept = phrases.said(outcome.diagnostic, question.id, answer.level, words)
        yield words("view.label.kept"), kept
    if answer.reason is not None and state is not State.NOT_APPLICABLE:
        yield words("view.label.joint_reason" if answer.voices else "view.label.reason"), answer.reason


def _details(words: Words, question: Question, answer: Answer) -> Iterator[Pair]:
    yield from _observed(words, question, answer)
    if answer.evidence:
        yield words("view.label.evidence"), words(f"view.evidence.{answer.evidence}")
    if answer.reference:
        yield words("view.label.reference"), reference(answer.reference, words)
    if answer.agreed:
        yield words("view.label.agreed"), agreed(answer, words)
    yield from ((words("view.label.dissent"), dissent) for dissent in dissents(answer, words))
    yield from ((words("view.label.open_point"), point) for point in open_points(answer, words))
    if answer.handling not in (None, "shared"):
        yield words("view.label.handling"), words(f"view.handling.{answer.handling}")


def agreed(answer: Answer, words: Words) -> str:
    """Return who agreed with an answer."""
    return words.listed(phrases.person(name, words) for name in answer.agreed or ())


def dissents(answer: Answer, words: Words) -> list[str]:
    """Return what those say who do not agree with an answer."""
    return [
        words("view.dissent", who=phrases.person(dissent.who, words), text=dissent.text)
        for dissent in answer.dissent or ()
    ]


def open_points(answer: Answer, words: Words) -> list[str]:
    """Return what is still to be settled about an answer, and by whom."""
    return [
        words("view.open_point.owned", text=point.text, owner=phrases.person(point.owner, words))
        if point.owner
        else words("view.open_point", text=point.text)
        for point in answer.open or ()
    ]


def _observed(words: Words, question: Question, answer: Answer) -> Iterator[Pair]:
    if answer.weaknesses == ():
        yield words("view.label.weakness"), words("view.none")
    for weakness in question.weaknesses:
        if weakness.id in (answer.weaknesses or ()):
            yield words("view.label.weakness"), weakness.text


def reference(document: Reference, words: Words) -> str:
    """Return the document that an answer rests on: its title, its day, who holds it."""
    day = words.date(document.date) if document.date else None
    holder = document.holder and words("view.reference.holder", holder=phrases.person(document.holder, words))
    return ", ".join(part for part in (document.title, day, holder) if part)


# --- several voices -----------------------------------------------------------------------------------------------


def voices(outcome: Outcome, words: Words, question: Question, answer: Answer) -> Iterator[Pair]:
    """Yield what each service said, where an answer holds several voices."""
    for agency, voice in (answer.voices or {}).items():
        if isinstance(voice, Answer):
            service = phrases.service(agency, words)
            yield service, phrases.said(outcome.diagnostic, question.id, voice.level, words)
            for label, text in (*_details(words, question, voice), *_texts(words, voice)):
                yield words("view.voice.label", service=service, label=label), text


def _texts(words: Words, voice: Answer) -> Iterator[Pair]:
    if voice.reason:
        yield words("view.label.reason"), voice.reason
    if voice.note:
        yield words("view.label.note"), voice.note


def _withheld(outcome: Outcome, words: Words, question: str) -> Iterator[Pair]:
    """Yield how many of the texts at a question are not shown; see the core's `release`."""
    if texts := outcome.withheld.texts.get(question):
        yield words("view.fact.withheld"), words.count("view.withheld.texts", texts)


# --- what does not count ------------------------------------------------------------------------------------------


def not_applicable(outcome: Outcome, words: Words) -> Iterator[Section]:
    """Yield the questions that do not apply, each with its reason."""
    columns = (Column(words("view.column.question")), Column(words("view.column.reason")))
    rows = tuple(
        (
            Cell(phrases.question(outcome.diagnostic, question), question),
            Cell(_reason(outcome, words, question)),
        )
        for question, fact in outcome.assessment.facts.items()
        if fact.state is State.NOT_APPLICABLE
    )
    if rows:
        table = Table(words("view.not_applicable.table"), columns, rows)
        blocks = (Paragraph(words("view.not_applicable.intro")), table)
        yield Section("not_applicable", words("view.not_applicable.title"), blocks)


def _reason(outcome: Outcome, words: Words, question: str) -> str:
    """Return why a question does not apply; what is only assumed has no reason."""
    if any(each.question == question for each in outcome.assumed):
        return words("view.assumed.reason")
    return outcome.sheet.answers[question].reason or words("view.fact.withheld")


def out_of_scope(outcome: Outcome, words: Words) -> Iterator[Section]:
    """Yield the domains that were not assessed."""
    inside = {each.domain for each in outcome.assessment.domains}
    outside = [each for each in outcome.diagnostic.domain if each not in inside]
    if outside:
        items = Items(tuple(phrases.domain(outcome.diagnostic, each) for each in outside))
        blocks = (Paragraph(words("view.out_of_scope.intro")), items)
        yield Section("out_of_scope", words("view.out_of_scope.title"), blocks)


def kept(outcome: Outcome, words: Words) -> Iterator[Section]:
    """Yield the answers to questions that this version of the diagnostic does not ask."""
    items = tuple(
        _kept(outcome, words, question, answer)
        for question, answer in outcome.sheet.answers.items()
        if question not in outcome.diagnostic.question
    )
    if items:
        blocks = (Paragraph(words("view.kept.intro")), Items(items))
        yield Section("kept", words("view.kept.title"), blocks)


def _kept(outcome: Outcome, words: Words, question: str, answer: Answer) -> str:
    first = words("view.kept.item", id=question, answer=answer.level or words("view.answer.open"))
    document = reference(answer.reference, words) if answer.reference else None
    said = (document, answer.reason, answer.note, *dissents(answer, words), *open_points(answer, words))
    texts = outcome.withheld.texts.get(question)
    withheld = words("view.kept.withheld", texts=words.count("view.withheld.texts", texts)) if texts else None
    return "\n".join(line for line in (first, *said, withheld) if line)
