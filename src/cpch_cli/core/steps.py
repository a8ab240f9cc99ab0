"""What the interview asks (steps) and what the respondent does (events): the words between it and whoever shows it."""

from dataclasses import dataclass
from typing import Literal

from cpch_cli.core.model import Answer, Diagnostic, Domain, FormerWording, Level, Question

Status = Literal["not_started", "in_progress", "done"]

# What can be said about an answer besides the level, each by a key of its own.
Aside = Literal["note", "evidence", "views", "weaknesses"]


# --- steps: what is asked now -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AskText:
    """A text: about the assessment as a whole, or about an answer.

    Attributes:
        about: which text, such as `subject.country` or `note`.
        question: the question whose answer it belongs to; None for the assessment.
        given: what stands there already; of a text that was refused, the refused one.
        long: it may have several lines.
        level: of a reason, what it is the reason for: a level's id, `unknown` or `not_applicable`.
    """

    about: str
    question: Question | None
    given: str
    long: bool = False
    level: str | None = None


@dataclass(frozen=True, slots=True)
class AskOption:
    """One of a few fixed words; `given` is the one that stands there, which for some may be another word too."""

    about: str
    question: Question | None
    options: tuple[str, ...]
    given: str


@dataclass(frozen=True, slots=True)
class Task:
    """A domain on the task list, with its questions of this sitting."""

    domain: Domain
    status: Status
    answered: int
    asked: int


@dataclass(frozen=True, slots=True)
class ChooseTask:
    """The task list.

    Attributes:
        next: the domain to go on with; None when nothing is open.
        kept: ids of answers that this version of the diagnostic does not ask; they stay in the file.
        changed: numbers of the questions whose words have changed since they were answered.
    """

    tasks: tuple[Task, ...]
    next: str | None
    kept: tuple[str, ...]
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a question stands among the questions of this sitting; all count from 1."""

    in_domain: int
    of_domain: int
    in_all: int
    of_all: int


@dataclass(frozen=True, slots=True)
class AskLevel:
    """Which level a question is at; `given` is what was said about it already, short of what is not for these readers."""

    question: Question
    domain: Domain
    place: Place
    levels: tuple[Level, ...]
    given: Answer | None


@dataclass(frozen=True, slots=True)
class AskWeaknesses:
    """Which common weaknesses were observed; `given` is None when that was not asked yet."""

    question: Question
    given: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class AskAgain:
    """Whether an answer still holds, since the words of its question have changed.

    `former` is the wording that was answered, None if the diagnostic does not hold it.
    """

    question: Question
    levels: tuple[Level, ...]
    former: FormerWording | None
    given: Answer


@dataclass(frozen=True, slots=True)
class Checked:
    """A line of the overview: a question, its answer (None: open), and whether its words have changed since."""

    question: Question
    answer: Answer | None
    changed: bool


@dataclass(frozen=True, slots=True)
class CheckAnswers:
    """The answers to look over, of one domain, or of all (`domain` is None)."""

    domain: Domain | None
    answers: tuple[Checked, ...]


@dataclass(frozen=True, slots=True)
class AskRemark:
    """Answers that do not seem to go together: a remark of the diagnostic, to be confirmed or corrected."""

    rule: str
    remark: str
    answers: tuple[Checked, ...]


@dataclass(frozen=True, slots=True)
class Finished:
    """The respondent has looked over the answers."""


@dataclass(frozen=True, slots=True)
class Away:
    """The respondent leaves, to continue another time."""


Step = (
    AskText
    | AskOption
    | ChooseTask
    | AskLevel
    | AskWeaknesses
    | AskAgain
    | CheckAnswers
    | AskRemark
    | Finished
    | Away
)


# --- events: what the respondent did ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Said:
    """A text was given; empty means nothing to say."""

    text: str


@dataclass(frozen=True, slots=True)
class Chose:
    """A level was chosen: its id, `unknown` or `not_applicable`."""

    level: str


@dataclass(frozen=True, slots=True)
class Ticked:
    """These weaknesses were observed, and no others."""

    weaknesses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Skipped:
    """Not now: what was asked stays open."""


@dataclass(frozen=True, slots=True)
class WentBack:
    """Back to what was asked before; `ticked` is what was ticked on the way, if anything."""

    ticked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WentTo:
    """From a list to one of its entries: the id of a question or of a domain."""

    id: str


@dataclass(frozen=True, slots=True)
class ToldAside:
    """From a question to what else can be said about its answer."""

    what: Aside


@dataclass(frozen=True, slots=True)
class ToTasks:
    """To the task list."""


@dataclass(frozen=True, slots=True)
class ToSubject:
    """From the task list to who and what is assessed."""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """It is right as it stands; on the task list: nothing more to answer now."""


@dataclass(frozen=True, slots=True)
class Spoke:
    """Another language was chosen; `diagnostic` is the same one in that language."""

    language: str
    diagnostic: Diagnostic


@dataclass(frozen=True, slots=True)
class WentAway:
    """Save and leave."""


Event = (
    Said
    | Chose
    | Ticked
    | Skipped
    | WentBack
    | WentTo
    | ToldAside
    | ToTasks
    | ToSubject
    | Confirmed
    | Spoke
    | WentAway
)
