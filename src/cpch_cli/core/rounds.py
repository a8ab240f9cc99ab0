"""The rounds of one subject: which of its files speak together, which a joint file stands for, what came before (method 3.10).

The files are read in the order of their days. A file of a service that has spoken in the round already opens the next one,
in which what the others said last still counts until they speak again. A joint file speaks for several at once, and takes
the place of what they said in its round.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from cpch_cli.core.joint import voices_in, voices_of
from cpch_cli.core.model import Diagnostic, Sheet
from cpch_cli.core.routing import Basis
from cpch_cli.core.standing import Standing, standing
from cpch_cli.core.voices import JOINT, Agreement, join, joint_sheet

# What a round is made of: the only file, the joint file, or several that are joined.
Made = Literal["file", "joint", "voices"]


@dataclass(frozen=True, slots=True, eq=False)
class File:
    """A file of a subject.

    Attributes:
        voices: the services whose voices it holds; empty for a file of one service, and for a joint file without any.
    """

    standing: Standing
    voices: frozenset[str]

    @property
    def agency(self) -> str:
        """The service whose own file it is; "" where it does not say."""
        return self.standing.sheet.subject.agency or ""

    @property
    def is_joint(self) -> bool:
        """Whether several services speak in it: it says so, or it holds their voices."""
        return bool(self.voices) or self.agency == JOINT

    @property
    def day(self) -> dt.date | None:
        """Its day."""
        return self.standing.sheet.subject.date


# The file that is the word of each service, by the service.
RoundOfFiles = Mapping[str, File]


def file_of(standing: Standing) -> File:
    """Return a standing as a file of its subject."""
    answers = standing.sheet.answers.values()
    return File(
        standing, frozenset(name for answer in answers if answer.voices for name in voices_of(answer))
    )


def rounds_of(files: Sequence[File]) -> list[RoundOfFiles]:
    """Return the rounds of a subject, the earliest first; in each the word of every service that had spoken by then.

    - Of two files of the same service and day, the later in the order given counts. Files without a day are the earliest.
    - A joint file speaks for the services whose voices it holds; one that holds none, for all that the subject has.
    - A joint file without a day is still to be settled where all its services have dated files: it is no word yet.

    Args:
        files: of one subject, in the order given; at least one.
    """
    counting = _in_time(
        {(JOINT if file.is_joint else file.agency, file.day): file for file in files}.values()
    )
    services = _services(counting)
    dated = {file.agency for file in counting if file.day and not file.is_joint}
    rounds: list[RoundOfFiles] = []
    words: dict[str, File] = {}
    spoken: set[str] = set()
    for file in counting:
        speaks_for = _speaks_for(file, services)
        if file.is_joint and file.day is None and speaks_for <= dated:
            continue
        # The voices that went into a joint session are not a round before it; an earlier session is one.
        if any(words[service].is_joint or not file.is_joint for service in speaks_for & spoken):
            rounds.append(_in_order(words))
            spoken.clear()
        words |= dict.fromkeys(speaks_for, file)
        spoken |= speaks_for
    return [*rounds, _in_order(words)]


def _in_order(words: Mapping[str, File]) -> RoundOfFiles:
    return dict(sorted(words.items()))


def _in_time(files: Iterable[File]) -> list[File]:
    # A joint session comes after the voices of its day.
    return sorted(files, key=lambda file: (file.day or dt.date.min, file.is_joint))


def _services(files: Sequence[File]) -> frozenset[str]:
    own = {file.agency for file in files if not file.is_joint}
    return frozenset(own.union(*(file.voices for file in files))) or frozenset({JOINT})


def _speaks_for(file: File, services: frozenset[str]) -> frozenset[str]:
    if not file.is_joint:
        return frozenset({file.agency})
    return file.voices or services


# --- what a round comes to ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Part:
    """A file in a round, with the services whose word it is there; `whole` where it is that of all that it speaks for."""

    file: File
    services: tuple[str, ...]
    whole: bool


def files_of(round_: RoundOfFiles) -> tuple[File, ...]:
    """Return the files of a round, each once."""
    return tuple(dict.fromkeys(round_.values()))


def day_of(round_: RoundOfFiles) -> dt.date | None:
    """Return the day of a round: the latest of its files; None where they name none."""
    return max((file.day for file in round_.values() if file.day), default=None)


def made_of(round_: RoundOfFiles) -> Made:
    """Return what a round is made of."""
    file, *others = files_of(round_)
    if others:
        return "voices"
    return "joint" if file.is_joint else "file"


def standing_of(diagnostic: Diagnostic, round_: RoundOfFiles, basis: Basis) -> Standing:
    """Return where the subject stands in a round: by its only file, or by its voices joined (method 3.10)."""
    file, *others = files_of(round_)
    if not others:
        return file.standing
    voices = _voices(round_)
    sheet = joint_sheet(diagnostic, voices, join(diagnostic, voices, basis=basis))
    own = [each.standing for each in (file, *others)]
    return standing(
        " + ".join(each.name for each in own),
        sheet,
        diagnostic,
        basis,
        reasons_not_recorded=sum(each.reasons_not_recorded for each in own),
    )


def disputed_in(diagnostic: Diagnostic, round_: RoundOfFiles, basis: Basis) -> tuple[str, ...] | None:
    """Return the questions on which the voices of a round are two levels apart or more, in the diagnostic's order.

    None where there are not several voices to be heard. Those that a joint file holds are heard, whatever was agreed.
    """
    heard = [_voices(round_), *(voices_in(part.file.standing.sheet) for part in _parts(round_) if part.whole)]
    several = [voices for voices in heard if len(voices) > 1]
    if not several:
        return None
    found = {
        question
        for voices in several
        for question, joined in join(diagnostic, voices, basis=basis).items()
        if joined.agreement is Agreement.DISPUTED
    }
    return tuple(question for question in diagnostic.question if question in found)


def _parts(round_: RoundOfFiles) -> Iterator[_Part]:
    for file in files_of(round_):
        services = tuple(service for service, word in round_.items() if word is file)
        # Where one of its services has spoken since, what was agreed does not bind that one any more.
        yield _Part(file, services, whole=not file.voices or file.voices.isdisjoint({*round_} - {*services}))


def _voices(round_: RoundOfFiles) -> dict[str, Sheet]:
    """Return what is joined in a round: each file whole or, of a joint file, what it holds of those it still speaks for."""
    voices: dict[str, Sheet] = {}
    for part in _parts(round_):
        sheet = part.file.standing.sheet
        if part.whole:
            voices[" ".join(part.services)] = sheet
        else:
            voices |= {name: voice for name, voice in voices_in(sheet).items() if name in part.services}
    return voices
