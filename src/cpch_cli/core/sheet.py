"""An answers file against its diagnostic: levels become ids, and whatever the diagnostic does not know is named."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from cpch_cli.core.model import (
    NOT_APPLICABLE,
    UNKNOWN,
    WORD_PATTERN,
    Answer,
    Diagnostic,
    Question,
    Sheet,
    json_number,
)
from cpch_cli.core.problems import Path, Problem, unknown

_WORD: Final = re.compile(WORD_PATTERN)
_NUMERIC_VERSION: Final = re.compile(r"\d{1,9}(\.\d{1,9})*")


@dataclass(frozen=True, slots=True)
class Settled:
    """An answers file whose levels are ids.

    Attributes:
        sheet: the file, every answer in it kept, those of the diagnostic's questions first and in its order.
        kept: ids of answers that this version of the diagnostic does not ask (retired, or newer): kept, unused.
    """

    sheet: Sheet
    kept: tuple[str, ...]


def settle(diagnostic: Diagnostic, sheet: Sheet) -> tuple[Settled, tuple[Problem, ...]]:
    """Return the sheet with its levels as ids, and every problem it has with this diagnostic.

    Where there are problems, what stands in the settled sheet at their places is as it was given.
    """
    if sheet.diagnostic is not None and sheet.diagnostic.id != diagnostic.id:
        values = {"word": sheet.diagnostic.id, "known": diagnostic.id}
        return Settled(sheet, ()), (Problem(("diagnostic", "id"), "other_diagnostic", values),)
    answers = sheet.answers
    kept = tuple(key for key in answers if key not in diagnostic.question)
    problems = [*_of_scope(diagnostic, sheet), *_of_unknown_ids(diagnostic, sheet, kept)]
    settled: dict[str, Answer] = {}
    for question in diagnostic.questions:
        if (answer := answers.get(question.id)) is not None:
            path = ("answers", question.id)
            settled[question.id] = _settled(diagnostic, question, answer)
            problems += _of_answer(diagnostic, question, answer, path)
    settled |= {key: answers[key] for key in kept}
    return Settled(sheet.with_answers(settled), kept), tuple(problems)


def _settled(diagnostic: Diagnostic, question: Question, answer: Answer) -> Answer:
    changed: dict[str, object] = {}
    if answer.level is not None and answer.level not in (UNKNOWN, NOT_APPLICABLE):
        level = diagnostic.level(question.id, answer.level)
        if level and level.id != answer.level:
            changed["level"] = level.id
    if answer.weaknesses and (ordered := _in_order(question, answer.weaknesses)) != answer.weaknesses:
        changed["weaknesses"] = ordered
    if answer.voices is not None:
        changed["voices"] = {
            agency: _settled(diagnostic, question, voice) if isinstance(voice, Answer) else voice
            for agency, voice in answer.voices.items()
        }
    # Most answers are settled as they stand, and copies cost more than all else here.
    return answer.model_copy(update=changed) if changed else answer


def _in_order(question: Question, ticked: tuple[str, ...]) -> tuple[str, ...]:
    order = [weakness.id for weakness in question.weaknesses]
    known = [weakness for weakness in order if weakness in ticked]
    return tuple(known + [weakness for weakness in ticked if weakness not in order])


def _of_scope(diagnostic: Diagnostic, sheet: Sheet) -> Iterator[Problem]:
    for position, domain in enumerate(sheet.subject.domains or ()):
        if domain not in diagnostic.domain:
            code, values = unknown("unknown_domain", domain, list(diagnostic.domain))
            yield Problem(("subject", "domains", position), code, values)


def _of_unknown_ids(diagnostic: Diagnostic, sheet: Sheet, unknown_ids: tuple[str, ...]) -> Iterator[Problem]:
    if is_newer(sheet, diagnostic):
        return
    known = {one.number: one.id for one in diagnostic.questions}
    for question in unknown_ids:
        if question not in diagnostic.retired:
            code, values = unknown(
                "unknown_question", known.get(question, question), list(diagnostic.question)
            )
            yield Problem(("answers", question), code, values, at_key=True)


def drifted(diagnostic: Diagnostic, sheet: Sheet) -> frozenset[str]:
    """Return the ids of the questions whose words have changed since they were answered (method 3.11).

    An answer that does not say to which words it was given, as in a file written by hand, counts as one to today's.
    """
    return frozenset(
        question
        for question, answer in sheet.answers.items()
        if answer.level is not None and answer.asked not in (None, diagnostic.asked.get(question))
        if question in diagnostic.question
    )


def filled(sheet: Sheet, other: Sheet) -> Sheet:
    """Return a settled sheet with what it leaves open taken from another one: of the subject, and answers."""
    said = {
        name: getattr(other.subject, name)
        for name in type(other.subject).model_fields
        if not getattr(sheet.subject, name) and getattr(other.subject, name)
    }
    answers = {
        question: _with_own_words(answer, there) if there else answer
        for question, answer in other.answers.items()
        if (there := sheet.answers.get(question)) is None or there.level is None
    }
    subject = sheet.subject.model_copy(update=said)
    return sheet.with_answers({**sheet.answers, **answers}).model_copy(update={"subject": subject})


def _with_own_words(answer: Answer, own: Answer) -> Answer:
    """Return an answer with what was said already, without a level, of the same question: that stays."""
    said = {name: value for name in Answer.model_fields if (value := getattr(own, name)) and name != "asked"}
    return answer.model_copy(update=said)


def is_newer(sheet: Sheet, diagnostic: Diagnostic) -> bool:
    """Tell whether a sheet was filled in with a later version of this diagnostic."""
    if sheet.diagnostic is None or sheet.diagnostic.version is None:
        return False
    versions = (sheet.diagnostic.version, diagnostic.version)
    if not all(_NUMERIC_VERSION.fullmatch(version) for version in versions):
        return False
    theirs, ours = (
        [int(part) for part in re.sub(r"(\.0+)+$", "", version).split(".")] for version in versions
    )
    return theirs > ours


def _of_answer(
    diagnostic: Diagnostic, question: Question, answer: Answer, path: Path, *, is_voice: bool = False
) -> Iterator[Problem]:
    # A joint file does not hold the reason of a service that keeps it to itself.
    keeps_reason = is_voice and answer.handling in ("own_service", "national")
    yield from _of_level(diagnostic, question, answer, path, keeps_reason=keeps_reason)
    for position, weakness in enumerate(answer.weaknesses or ()):
        if question.weakness(weakness) is None:
            known = [one.id for one in question.weaknesses]
            code, values = unknown("unknown_weakness", weakness, known)
            yield Problem((*path, "weaknesses", position), code, {**values, "question": question.id})
    for agency, voice in _voices(answer).items() if answer.voices else ():
        if not _WORD.fullmatch(agency):
            # The name of a service and not of a person: reports name it, also those for others.
            yield Problem((*path, "voices", agency), "not_word", {"word": agency}, at_key=True)
        yield from _of_answer(diagnostic, question, voice, (*path, "voices", agency), is_voice=True)


def _voices(answer: Answer) -> Mapping[str, Answer]:
    return {key: voice for key, voice in (answer.voices or {}).items() if isinstance(voice, Answer)}


def _of_level(
    diagnostic: Diagnostic, question: Question, answer: Answer, path: Path, *, keeps_reason: bool
) -> Iterator[Problem]:
    level, at = answer.level, (*path, "level")
    if level is None or level == UNKNOWN:
        return
    if level != NOT_APPLICABLE:
        if diagnostic.level(question.id, level) is None:
            yield Problem(at, "unknown_level", {"word": level, "known": known_levels(diagnostic, question)})
    elif question.not_applicable is None:
        yield Problem(at, "applies_always", {"question": question.id})
    elif answer.reason is None and not keeps_reason:
        yield Problem(at, "needs_reason", {"question": question.id})


def known_levels(diagnostic: Diagnostic, question: Question) -> str:
    """Return what may be answered to a question, but for `not_applicable`: `absent (0), ad_hoc (1), ..., unknown`."""
    levels = (f"{level.id} ({json_number(level.value)})" for level in diagnostic.levels[question.id])
    return ", ".join([*levels, UNKNOWN])
