"""Which of a person's words may be shown: a service's own stay with it, and a copy for others holds no names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from cpch_cli.core.model import Answer, Dissent, OpenPoint, Sheet

# Stands where a name was.
NAMELESS: Final = "\u2026"
# The words that go with an answer; its level always counts.
_TEXTS: Final = ("note", "reason", "reference", "dissent", "open")
_KEPT_IN: Final = ("own_service", "national")


@dataclass(frozen=True, slots=True)
class Withheld:
    """How much is left out of what is shown.

    Attributes:
        releasable: whether it is a copy that may leave the house.
        texts: how many texts of answers, by question id; only questions that have some.
        names: how many names of respondents and of others who took part.
    """

    releasable: bool = False
    texts: Mapping[str, int] = field(default_factory=dict)
    names: int = 0

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
    texts: dict[str, int] = {}
    names = 0
    answers = {}
    for question, answer in sheet.answers.items():
        shown = _of_answer(answer, sheet.subject.agency, releasable=releasable)
        if count := _count_texts(answer) - _count_texts(shown):
            texts[question] = count
        if releasable:
            names += _count_names(shown)
            shown = _nameless(shown)
        answers[question] = shown
    if releasable:
        names += len(sheet.subject.respondents or ())
        subject = sheet.subject.model_copy(update={"respondents": None})
        sheet = sheet.model_copy(update={"subject": subject})
    return Shown(sheet.with_answers(answers), Withheld(releasable, texts, names))


def _of_answer(answer: Answer, agency: str | None, *, releasable: bool) -> Answer:
    voices = {
        name: _of_voice(voice, answer, own=name == agency, releasable=releasable)
        if isinstance(voice, Answer)
        else voice
        for name, voice in (answer.voices or {}).items()
    }
    shown = answer.model_copy(update={"voices": voices}) if voices else answer
    return _without_texts(shown) if releasable and answer.handling in _KEPT_IN else shown


def _of_voice(voice: Answer, answer: Answer, *, own: bool, releasable: bool) -> Answer:
    """Return a voice as it may be shown: what is said of the whole answer's handling holds for its voices too."""
    kept = releasable and (voice.handling in _KEPT_IN or answer.handling in _KEPT_IN)
    return _without_texts(voice) if kept or (voice.handling == "own_service" and not own) else voice


def _without_texts(answer: Answer) -> Answer:
    return answer.model_copy(update=dict.fromkeys(_TEXTS))


def _voices(answer: Answer) -> Iterator[Answer]:
    return (voice for voice in (answer.voices or {}).values() if isinstance(voice, Answer))


def _count_texts(answer: Answer) -> int:
    own = sum(
        len(value) if isinstance(value, tuple) else 1
        for name in _TEXTS
        if (value := getattr(answer, name)) is not None
    )
    return own + sum(map(_count_texts, _voices(answer)))


# --- names --------------------------------------------------------------------------------------------------------


def _count_names(answer: Answer) -> int:
    owners = [point for point in answer.open or () if point.owner]
    own = len(answer.agreed or ()) + len(answer.dissent or ()) + len(owners)
    return own + sum(map(_count_names, _voices(answer)))


def _nameless(answer: Answer) -> Answer:
    """Return an answer without the names of those who agreed, who did not, and who take a point on."""
    changed: dict[str, object] = {}
    if answer.agreed:
        changed["agreed"] = None
    if answer.dissent:
        changed["dissent"] = tuple(Dissent(who=NAMELESS, text=each.text) for each in answer.dissent)
    if answer.open:
        changed["open"] = tuple(OpenPoint(text=each.text) for each in answer.open)
    if answer.voices:
        changed["voices"] = {
            name: _nameless(voice) if isinstance(voice, Answer) else voice
            for name, voice in answer.voices.items()
        }
    return answer.model_copy(update=changed) if changed else answer
