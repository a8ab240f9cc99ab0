"""How questions, answers, domains and services are named in a sentence: what the sections of a report share."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Final

from cpch_cli.core.conditions import State
from cpch_cli.core.document import Cell, Tone
from cpch_cli.core.model import NOT_APPLICABLE, UNKNOWN, Diagnostic
from cpch_cli.core.outcome import Outcome
from cpch_cli.core.release import NAMELESS
from cpch_cli.core.scoring import Band, Count, DomainScore, band_of
from cpch_cli.core.words import Words

TONES: Final[Mapping[Band, Tone]] = {
    Band.CRITICAL_GAP: "critical_gap",
    Band.WEAK: "weak",
    Band.PARTIAL: "partial",
    Band.SOUND: "sound",
    Band.NOT_RATED: "not_rated",
}


def domain(diagnostic: Diagnostic, domain_id: str) -> str:
    """Return a domain's title, with the number that the numbers of all its questions begin with, if they do."""
    title = diagnostic.domain[domain_id].title
    begins = {question.number.partition(".")[0] for question in diagnostic.questions_of(domain_id)}
    return f"{begins.pop()} {title}" if len(begins) == 1 else title


def handbook_sections(handbook: str | None) -> list[str]:
    """Return the numbers of the handbook's sections that a domain or a question is on the subject of."""
    return [section.strip() for section in handbook.split(",")] if handbook else []


def section(diagnostic: Diagnostic, number: str, words: Words) -> str:
    """Return a section of the handbook with its name, where that is certain."""
    name = diagnostic.sections.get(number)
    return words("section.named", section=number, name=name) if name else number


def question(diagnostic: Diagnostic, question_id: str) -> str:
    """Return a question with its number."""
    asked = diagnostic.question[question_id]
    return f"{asked.number} {asked.text}"


def marked_question(diagnostic: Diagnostic, question_id: str, words: Words) -> str:
    """Return a question with its number, and that it is critical where it is."""
    named = question(diagnostic, question_id)
    if diagnostic.question[question_id].critical:
        return words("view.answers.critical", question=named)
    return named


def numbers(diagnostic: Diagnostic, question_ids: Iterable[str], words: Words) -> str:
    """Return the numbers of questions as a list in a sentence."""
    return words.listed(diagnostic.question[question_id].number for question_id in question_ids)


def answer(outcome: Outcome, question_id: str, words: Words) -> str:
    """Return what a question was answered: the level and, where it carries less, what the evidence carries."""
    return _answer(outcome, question_id, words, "view.answer")


def given(outcome: Outcome, question_id: str, words: Words) -> str:
    """Return what a question was answered as part of a sentence: `3.1 is “Ad hoc”`."""
    return _answer(outcome, question_id, words, "view.given")


def says(outcome: Outcome, question_id: str, who: str, words: Words) -> str:
    """Return what somebody answered to a question as part of a sentence: `customs says “Ad hoc” (1 of 4)`."""
    return _answer(outcome, question_id, words, "compare.says", who=who)


def _answer(outcome: Outcome, question_id: str, words: Words, key: str, **more: str) -> str:
    fact = outcome.assessment.facts[question_id]
    named = {"number": outcome.diagnostic.question[question_id].number, **more}
    if fact.s is None:
        return words(f"{key}.{fact.state.value}", **named)
    written = str(outcome.sheet.answers[question_id].level)
    level = {**named, **_level(outcome.diagnostic, question_id, written, words)}
    if fact.s < outcome.diagnostic.strength(question_id, written):
        return words(f"{key}.carried", **level, s=words.value(fact.s))
    return words(f"{key}.level", **level)


def said(diagnostic: Diagnostic, question_id: str, level: str | None, words: Words) -> str:
    """Return what an answer says, whether it counts or not."""
    if level in (None, UNKNOWN, NOT_APPLICABLE):
        return words(f"view.answer.{level or State.OPEN.value}")
    return words("view.answer.level", **_level(diagnostic, question_id, level, words))


def level_text(diagnostic: Diagnostic, question_id: str, written: str) -> str:
    """Return the description of a level, in the question's own words where it has some."""
    return {level.id: level.text for level in diagnostic.levels[question_id]}[written]


def _level(diagnostic: Diagnostic, question_id: str, written: str, words: Words) -> dict[str, str]:
    levels = {level.id: level for level in diagnostic.levels[question_id]}
    top = diagnostic.levels[question_id][-1]
    return {
        "title": levels[written].title,
        "value": words.value(levels[written].value),
        "top": words.value(top.value),
    }


def score_in_brief(score: DomainScore | None, words: Words) -> Cell:
    """Return a domain's score for a table of many: with a star for don't know, a sign where it is not rated, a dash."""
    if score is None:
        return Cell(words("number.none"))
    text = words.score(score.score) + ("*" if score.count.unknown else "")
    if score.band is Band.NOT_RATED and score.score is not None:
        text = words("batch.not_rated", score=text)
    return Cell(text, score.score, TONES[score.band])


def coverage(count: Count, words: Words) -> str:
    """Return how many of the questions that apply are answered."""
    share = words.share(count.coverage)
    return words("view.coverage", answered=count.answered, asked=count.asked, share=share)


def service(agency: str, words: Words) -> str:
    """Return the name of a service: one of the usual ones in words, another as it was written."""
    key = f"view.agency.{agency}"
    return words(key) if key in words.sentences else agency


def speaker(agency: str, words: Words) -> str:
    """Return the name of a service as it stands inside a sentence."""
    key = f"compare.speaker.{agency}"
    return words(key) if key in words.sentences else agency


def person(name: str, words: Words) -> str:
    """Return a name, or that it is withheld."""
    return words("view.name_withheld") if name == NAMELESS else name


def tone(s: Fraction | None) -> Tone:
    """Return the tone of an answer or a score from 0 to 4, before any cap."""
    return "not_rated" if s is None else TONES[band_of(s)]
