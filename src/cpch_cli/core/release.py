"""Which of a person's words may be shown: a service's own stay with it, and a copy for others holds no names."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import Final

from cpch_cli.core.model import Answer, Dissent, OpenPoint, Sheet

# Stands where a name was; a report says in words that it is withheld.
NAMELESS: Final = "\u2026"
# The words that go with an answer; its level always counts.
_TEXTS: Final = ("note", "reason", "reference", "dissent", "open")
_OWN: Final = frozenset[str | None]({"own_service"})
_KEPT_IN: Final = _OWN | {"national"}


@dataclass(frozen=True, slots=True)
class Withheld:
    """What is left out of what is shown.

    Attributes:
        releasable: whether it is a copy that may leave the house.
        texts: how many texts of answers, by question id; only questions that have some.
        names: of respondents and of others who took part.
    """

    releasable: bool = False
    texts: Mapping[str, int] = field(default_factory=dict)
    names: frozenset[str] = frozenset()

    @property
    def all_texts(self) -> int:
        """How many texts of answers are left out in all."""
        return sum(self.texts.values())


@dataclass(frozen=True, slots=True)
class Shown:
    """A sheet as it may be shown, and what was left out of it."""

    sheet: Sheet
    withheld: Withheld


def as_shown(sheet: Sheet, *, releasable: bool = False) -> Shown:
    """Return a sheet without the words that its readers are not to see; levels and weaknesses stay.

    Nobody sees the texts of an answer that another service than the subject's keeps to itself (`own_service`). A
    releasable copy has no texts of any `own_service` or `national` answer, and no names of those who took part.
    """
    if not releasable:
        return _without(sheet, frozenset())
    names = _names(sheet)
    shown = _without(sheet, _KEPT_IN)
    answers = {question: _nameless(answer, names) for question, answer in shown.sheet.answers.items()}
    subject = sheet.subject.model_copy(update={"respondents": None})
    nameless = shown.sheet.with_answers(answers).model_copy(update={"subject": subject})
    return Shown(nameless, replace(shown.withheld, releasable=True, names=names))


def kept_from_others(*, abroad: bool) -> frozenset[str | None]:
    """Return the handlings of answers that other services, or those of other countries too, are not to read."""
    return _KEPT_IN if abroad else _OWN


def for_others(sheet: Sheet, *, abroad: bool = False) -> Shown:
    """Return a sheet as the other voices of a comparison may read it: without the texts of any `own_service` answer.

    Args:
        sheet: what one voice says.
        abroad: voices of another country read it as well, so that `national` texts stay at home too.
    """
    return _without(sheet, kept_from_others(abroad=abroad))


def _without(sheet: Sheet, kept: AbstractSet[str | None]) -> Shown:
    """Return a sheet without the texts of answers of these handlings, and how many texts are gone from which answer."""
    texts: dict[str, int] = {}
    answers = {}
    for question, answer in sheet.answers.items():
        shown = _of_answer(answer, sheet.subject.agency, kept)
        if count := _count_texts(answer) - _count_texts(shown):
            texts[question] = count
        answers[question] = shown
    return Shown(sheet.with_answers(answers), Withheld(texts=texts))


def _of_answer(answer: Answer, agency: str | None, kept: AbstractSet[str | None]) -> Answer:
    voices = {
        name: _of_voice(voice, answer, kept, own=name == agency) if isinstance(voice, Answer) else voice
        for name, voice in (answer.voices or {}).items()
    }
    shown = answer.model_copy(update={"voices": voices}) if voices else answer
    return without_texts(shown) if answer.handling in kept else shown


def _of_voice(voice: Answer, answer: Answer, kept: AbstractSet[str | None], *, own: bool) -> Answer:
    """Return a voice as it may be shown: what is said of the whole answer's handling holds for its voices too."""
    if voice.handling == "own_service" and not own:
        return level_only(voice)
    gone = not kept.isdisjoint((voice.handling, answer.handling))
    return without_texts(voice) if gone else voice


def level_only(answer: Answer) -> Answer:
    """Return of an answer what may be held by all: made anew, so that nothing that is added to answers slips through."""
    return Answer(level=answer.level, handling=answer.handling, asked=answer.asked)


def without_texts(answer: Answer) -> Answer:
    """Return an answer without the words that go with it."""
    return answer.model_copy(update=dict.fromkeys(_TEXTS))


def _with_voices(answer: Answer) -> Iterator[Answer]:
    """Yield an answer and the voices in it."""
    yield answer
    yield from (voice for voice in (answer.voices or {}).values() if isinstance(voice, Answer))


def _count_texts(answer: Answer) -> int:
    return sum(
        len(value) if isinstance(value, tuple) else 1
        for each in _with_voices(answer)
        for name in _TEXTS
        if (value := getattr(each, name)) is not None
    )


# --- names --------------------------------------------------------------------------------------------------------


def _names(sheet: Sheet) -> frozenset[str]:
    """Return who took part: respondents, who agreed, who did not, who takes a point on."""
    found = set(sheet.subject.respondents or ())
    for answer in sheet.answers.values():
        for each in _with_voices(answer):
            found.update(each.agreed or ())
            found.update(dissent.who for dissent in each.dissent or ())
            found.update(point.owner for point in each.open or () if point.owner)
    return frozenset(found)


def _nameless(answer: Answer, names: frozenset[str]) -> Answer:
    """Return an answer with a sign in place of each name of those who took part."""
    # What stays in the house is gone; a stamp that says so would only raise questions abroad.
    changed: dict[str, object] = {"handling": None}
    if answer.agreed:
        changed["agreed"] = (NAMELESS,)
    if answer.dissent:
        changed["dissent"] = tuple(Dissent(who=NAMELESS, text=each.text) for each in answer.dissent)
    if answer.open:
        changed["open"] = tuple(
            OpenPoint(text=each.text, owner=NAMELESS if each.owner else None) for each in answer.open
        )
    if answer.reference and answer.reference.holder in names:
        changed["reference"] = answer.reference.model_copy(update={"holder": NAMELESS})
    if answer.voices:
        changed["voices"] = {
            name: _nameless(voice, names) if isinstance(voice, Answer) else voice
            for name, voice in answer.voices.items()
        }
    return answer.model_copy(update=changed)


def still_named(shown: Shown) -> tuple[str, ...]:
    """Return the questions whose shown words hold a name that is withheld elsewhere: only a reader can mend that."""
    names = [name.casefold() for name in shown.withheld.names]
    return tuple(
        question
        for question, answer in shown.sheet.answers.items()
        if any(name in text.casefold() for text in _texts(answer) for name in names)
    )


def _texts(answer: Answer) -> Iterator[str]:
    for each in _with_voices(answer):
        reference = each.reference
        yield from filter(None, (each.note, each.reason, reference and reference.title))
        yield from (dissent.text for dissent in each.dissent or ())
        yield from (point.text for point in each.open or ())
