"""The joint file of several services: their voices side by side, what follows from them alone, what they have to settle.

Nothing of an answer that a service keeps to itself gets into it but its level, since the file belongs to all of them.
"""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import get_args

from cpch_cli.core.model import (
    NOT_APPLICABLE,
    UNKNOWN,
    Answer,
    Diagnostic,
    Grade,
    Question,
    Sheet,
    Subject,
    plain,
)
from cpch_cli.core.release import kept_from_others, level_only, without_texts
from cpch_cli.core.sheet import filled
from cpch_cli.core.voices import JOINT, TO_SETTLE, Joined, Voices, join, joint_sheet, joint_subject, marks


def reconciled(diagnostic: Diagnostic, sheet: Sheet, voices: Voices) -> Sheet:
    """Return a joint sheet with what its voices say now; one without answers is begun from them (method 3.10).

    What the services have settled stays. What only followed from their voices follows them when they change. Of each
    subject that is not said yet, what all voices say alike is taken over; without the day, where a session is to come.

    Args:
        diagnostic: a checked diagnostic.
        sheet: the settled joint sheet as it stands, or an empty one.
        voices: settled sheets by the name of their service; at least one. Voices that the sheet holds besides stay.
    """
    held = voices_in(sheet)
    everyone = {**held, **voices}
    # What the sheet holds is of the country that it names.
    of_the_sheet = {JOINT: sheet} if held else {}
    abroad = not of_one_country({**of_the_sheet, **voices})
    kept = kept_from_others(abroad=abroad)
    # What followed is what followed then, when nothing of it had to be kept.
    before, now = _follows(diagnostic, held, frozenset()), _follows(diagnostic, everyone, kept)
    merged = {
        question: _merged(*(each.get(question, Answer()) for each in (sheet.answers, before, now)))
        for question in diagnostic.question
    }
    answers = {
        # What was written by those who had read a voice that is for national use stays at home.
        question: without_texts(answer) if abroad and answer.handling == "national" else answer
        for question, answer in merged.items()
        if plain(answer)
    }
    unasked = {key: answer for key, answer in sheet.answers.items() if key not in diagnostic.question}
    joint = sheet.with_answers({**answers, **unasked})
    is_settled = not to_settle(diagnostic, joint)
    return joint.model_copy(update={"subject": _subject(sheet, everyone, is_settled=is_settled)})


def to_settle(diagnostic: Diagnostic, sheet: Sheet) -> tuple[str, ...]:
    """Return the questions that a joint session asks, in the diagnostic's order, whether they were answered in one or not.

    These are the disputed ones and those known to one voice alone, and what all call not applicable without one of them
    giving a reason that may be read.
    """
    followed = _follows(diagnostic, voices_in(sheet), kept_from_others(abroad=False))
    return tuple(
        question
        for question, answer in followed.items()
        if answer.level is None and any(voice.level for voice in voices_of(answer).values())
    )


def voices_in(sheet: Sheet) -> dict[str, Sheet]:
    """Return the voices that a joint sheet holds, each as a sheet of its own."""
    names = dict.fromkeys(name for answer in sheet.answers.values() for name in voices_of(answer))
    return {
        name: sheet.with_answers(
            {
                question: voices[name]
                for question, answer in sheet.answers.items()
                if name in (voices := voices_of(answer))
            }
        )
        for name in names
    }


def voices_of(answer: Answer) -> dict[str, Answer]:
    """Return what each service said, by its name; empty for an answer of one voice."""
    return {name: voice for name, voice in (answer.voices or {}).items() if isinstance(voice, Answer)}


def observed(question: Question, answer: Answer) -> tuple[str, ...] | None:
    """Return the weaknesses ticked on an answer or, while they were not asked, those that its voices ticked.

    Where voices gave the level that is agreed on, only they are heard: what another saw speaks of another level.
    """
    if answer.weaknesses is not None:
        return answer.weaknesses
    said = [voice for voice in voices_of(answer).values() if _ticked_at_level(voice)]
    alike = [voice for voice in said if voice.level == answer.level]
    found = {weakness for voice in alike or said for weakness in voice.weaknesses or ()}
    return tuple(weakness.id for weakness in question.weaknesses if weakness.id in found) if said else None


def _ticked_at_level(voice: Answer) -> bool:
    return voice.weaknesses is not None and voice.level not in (None, UNKNOWN, NOT_APPLICABLE)


def evidence_of(answer: Answer) -> dict[str, object]:
    """Return evidence and reference for an agreed answer: of the voices that gave its level, those of the best shown.

    What people said of the agreed answer itself stays.
    """
    voices = voices_of(answer).values()
    own = (answer.evidence, answer.reference)
    if not voices or own not in [(None, None), *((voice.evidence, voice.reference) for voice in voices)]:
        return {}
    grades = get_args(Grade)
    alike = [voice for voice in voices if voice.level == answer.level and voice.evidence]
    best = max(alike, key=lambda voice: grades.index(voice.evidence), default=Answer())
    return {"evidence": best.evidence, "reference": best.reference}


def countries(voices: Voices) -> tuple[str, ...]:
    """Return the countries that the voices name, each once: by their codes where all give one, else by their names."""
    subjects = [sheet.subject for sheet in voices.values()]
    codes = [subject.country_code for subject in subjects]
    named = codes if all(codes) else [subject.country or subject.country_code for subject in subjects]
    return tuple(dict.fromkeys(each for each in named if each))


def of_one_country(voices: Voices) -> bool:
    """Tell whether the voices may read what is for national use: all name the same country, or none names any.

    One that leaves open whose it is, beside one that does not, may be of another country.
    """
    subjects = [sheet.subject for sheet in voices.values()]
    codes = {subject.country_code for subject in subjects}
    names = {subject.country for subject in subjects}
    if len(codes) == 1 and None not in codes:
        return True
    return len(names) == 1 and len(codes - {None}) <= 1 and (None not in names or codes == {None})


# --- what follows from the voices alone -------------------------------------------------------------------------------


def _follows(diagnostic: Diagnostic, voices: Voices, kept: AbstractSet[str | None]) -> dict[str, Answer]:
    """Return the answers that follow from the voices, with them; without a level where there is something to settle."""
    if not voices:
        return {}
    # What a service keeps to itself has no part in what follows, so that nothing of it can be told from that.
    held = {name: _as_held(sheet, kept) for name, sheet in voices.items()}
    joined = join(diagnostic, held)
    counted = joint_sheet(diagnostic, held, joined).answers
    return {
        question.id: _answer(joined.get(question.id), counted.get(question.id, Answer()), said)
        for question in diagnostic.questions
        if (said := dict(_said(question, held)))
    }


def _as_held(sheet: Sheet, kept: AbstractSet[str | None]) -> Sheet:
    """Return a voice as far as others may hold it."""
    return sheet.with_answers({key: _held(answer, kept) for key, answer in sheet.answers.items()})


def _said(question: Question, voices: Voices) -> Iterator[tuple[str, Answer]]:
    """Yield each voice that has the question in its scope and says something about it."""
    for name, sheet in voices.items():
        scope = sheet.subject.domains
        if question.id in sheet.answers and (scope is None or question.domain in scope):
            yield name, sheet.answers[question.id]


def _held(voice: Answer, kept: AbstractSet[str | None]) -> Answer:
    """Return of a voice what may stand in a file that belongs to others too; voices in it are none of its own."""
    if voice.handling in kept:
        return level_only(voice)
    return voice.model_copy(update={"voices": None})


def _answer(joined: Joined | None, counted: Answer, said: Mapping[str, Answer]) -> Answer:
    """Return the answer that counts with what each voice says; without a level where there is something to settle."""
    reasons = (voice.reason for voice in said.values() if voice.reason)
    reason = next(reasons, None) if counted.level == NOT_APPLICABLE else None
    # What a country keeps to itself was read by those who answer for both.
    is_national = any(voice.handling == "national" for voice in said.values())
    changed = {"voices": said, "handling": "national" if is_national else None}
    is_disputed = joined is None or joined.agreement in TO_SETTLE
    if is_disputed or (counted.level == NOT_APPLICABLE and reason is None):
        return Answer().model_copy(update=changed)
    return counted.model_copy(update={**changed, "reason": reason})


# --- what stands already ----------------------------------------------------------------------------------------------


def _merged(there: Answer, before: Answer, now: Answer) -> Answer:
    """Return an answer with its voices as they are now: what was only as they had it `before` follows them."""
    aside = {name: entry for name, entry in (there.voices or {}).items() if not isinstance(entry, Answer)}
    changed: dict[str, object] = {"voices": {**(now.voices or {}), **aside} or None}
    if (there.level, there.reason) == (before.level, before.reason):
        changed |= {"level": now.level, "reason": now.reason, "asked": now.asked}
    for name in ("weaknesses", "evidence", "handling"):
        if getattr(there, name) == getattr(before, name):
            changed[name] = getattr(now, name)
    return there.model_copy(update=changed)


def _subject(sheet: Sheet, voices: Voices, *, is_settled: bool) -> Subject:
    """Return the subject of a joint sheet; its scope and its handling marks grow with those of the voices."""
    now = joint_subject(voices)
    wanted = now if is_settled else now.model_copy(update={"date": None})
    there = filled(sheet, sheet.with_answers({}).model_copy(update={"subject": wanted})).subject
    domains = None if now.domains is None else tuple(dict.fromkeys((*(there.domains or ()), *now.domains)))
    return there.model_copy(update={"domains": domains, "handling": marks([there.handling, now.handling])})
