"""What a comparison of rounds concludes: what became better or worse, what is solved, which advice was followed (method 3.11)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from functools import cached_property
from typing import Final, Literal

from cpch_cli.core.assess import Assessment, Recommendation
from cpch_cli.core.conditions import Fact, State, is_strong
from cpch_cli.core.model import Answer, Diagnostic, Question, Sheet
from cpch_cli.core.outcome import Outcome, conclude_shown, with_plan
from cpch_cli.core.plan import Plan
from cpch_cli.core.release import as_shown, for_others
from cpch_cli.core.routing import Basis
from cpch_cli.core.scoring import DomainScore, mean

# Settled sheets by the name of their round, the earliest first; at least two.
Rounds = Mapping[str, Sheet]


class Movement(Enum):
    """What became of the answer to a question from the first round to the last."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    NEWLY_ANSWERED = "newly_answered"
    NO_LONGER_ANSWERED = "no_longer_answered"
    NOT_COMPARABLE = "not_comparable"
    WITHOUT_LEVEL = "without_level"


# What became of a weakness.
Became = Literal["solved", "new", "remaining"]

# The levels of both rounds say how far it is from one to the other.
COMPARABLE: Final = frozenset({Movement.BETTER, Movement.WORSE, Movement.SAME})


@dataclass(frozen=True, slots=True)
class Wording:
    """The words to which an answer was given.

    Attributes:
        version: of the diagnostic that had them; None where it is not known.
        text: of the question; None where the words are not known any more.
        level: what the level given meant in them; None where they do not say.
    """

    version: str | None
    text: str | None
    level: str | None


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of a question.

    Attributes:
        facts: what each round says, by its name.
        change: from the level of the first round to that of the last, -4 to 4; None where they are not comparable.
        wordings: of the first and of the last round, where they are not the same; else None.
        weaknesses: what became of each weakness that was seen, by its id; none where one of the rounds does not tell.
    """

    question: str
    movement: Movement
    facts: Mapping[str, Fact]
    change: Fraction | None
    wordings: tuple[Wording, Wording] | None
    weaknesses: Mapping[str, Became] = field(default_factory=dict)

    def seen_in(self, weakness: str) -> tuple[str, ...]:
        """Return the names of the rounds in which a weakness was ticked at a level."""
        return tuple(
            name for name, fact in self.facts.items() if fact.s is not None and _ticked(fact, weakness)
        )


@dataclass(frozen=True, slots=True)
class LikeForLike:
    """The weighted means of the first and of the last round over the same questions, those that can be compared."""

    questions: int
    first: Fraction
    last: Fraction

    @property
    def change(self) -> Fraction:
        """How far the mean moved, -4 to 4."""
        return self.last - self.first


@dataclass(frozen=True, slots=True)
class DomainOfRounds:
    """What a domain comes to in each round.

    Attributes:
        scores: by the name of the round; None where the domain is outside its scope.
        like_for_like: None where no question of the domain can be compared.
    """

    domain: str
    scores: Mapping[str, DomainScore | None]
    like_for_like: LikeForLike | None


class Followed(Enum):
    """What became of a recommendation, as far as the levels tell."""

    FOLLOWED = "followed"
    PARTLY = "partly"
    NOT_FOLLOWED = "not_followed"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Advice:
    """A recommendation of the first round, and what became of it.

    Attributes:
        reached: the questions that it raises and that are at that level by the last round.
        below: those that are not yet.
    """

    recommendation: Recommendation
    followed: Followed
    reached: tuple[str, ...]
    below: tuple[str, ...]


@dataclass(frozen=True)
class RoundsCompared:
    """Several rounds of one agency, the earliest first.

    Attributes:
        outcomes: what each round comes to, by its name.
        moved: what became of each question that a round asked, in the diagnostic's order.
        advice: the recommendations of the first round, in their order.
    """

    diagnostic: Diagnostic
    outcomes: Mapping[str, Outcome]
    moved: Mapping[str, Moved]
    domains: tuple[DomainOfRounds, ...]
    overall: LikeForLike | None
    advice: tuple[Advice, ...]

    @property
    def last(self) -> Outcome:
        """The latest round."""
        return list(self.outcomes.values())[-1]

    @property
    def reworded(self) -> tuple[str, ...]:
        """The questions whose levels answer different words, so that they cannot be compared."""
        return tuple(
            question for question, each in self.moved.items() if each.movement is Movement.NOT_COMPARABLE
        )

    @cached_property
    def movements(self) -> Mapping[Movement, int]:
        """How many questions moved in each way, none left out."""
        counted = Counter(each.movement for each in self.moved.values())
        return {movement: counted[movement] for movement in Movement}

    @cached_property
    def results(self) -> Mapping[Followed, int]:
        """How many recommendations of the first round became what, none left out."""
        counted = Counter(each.followed for each in self.advice)
        return {followed: counted[followed] for followed in Followed}

    @property
    def withheld(self) -> int:
        """How many texts of answers are left out in all."""
        return sum(outcome.withheld.all_texts for outcome in self.outcomes.values())


def compare_rounds(
    diagnostic: Diagnostic, rounds: Rounds, basis: Basis, *, plan: Plan | None = None
) -> RoundsCompared:
    """Return what became of the answers from the first round to the last (method 3.11).

    Args:
        diagnostic: a checked diagnostic.
        rounds: settled sheets by the name of their round, the earliest first; at least two.
        basis: on `evidenced` every level is replaced by the evidenced one before it is compared.
        plan: what was agreed after an earlier round; it is judged by the day of the last.
    """
    # Files of several agencies can be called rounds; then each is read by the others.
    of_one = len({sheet.subject.agency for sheet in rounds.values()}) == 1
    shown = as_shown if of_one else for_others
    outcomes = {name: conclude_shown(diagnostic, shown(sheet), basis) for name, sheet in rounds.items()}
    *_, latest = outcomes
    outcomes[latest] = with_plan(outcomes[latest], plan, None)
    facts = {name: outcome.assessment.facts for name, outcome in outcomes.items()}
    moved = moved_between(diagnostic, facts, {name: outcome.sheet for name, outcome in outcomes.items()})
    first, *_, last = (outcome.assessment for outcome in outcomes.values())
    return RoundsCompared(
        diagnostic,
        outcomes,
        moved,
        tuple(_domains(diagnostic, outcomes, moved)),
        like_for_like(diagnostic.questions, moved),
        tuple(_advice(diagnostic, first, last, moved)),
    )


# --- questions ----------------------------------------------------------------------------------------------------


def moved_between(
    diagnostic: Diagnostic, facts: Mapping[str, Mapping[str, Fact]], sheets: Rounds
) -> dict[str, Moved]:
    """Return what became of each question that a round asked, by its id, in the diagnostic's order.

    Args:
        diagnostic: a checked diagnostic.
        facts: what is known of each question, by the name of the round, the earliest first.
        sheets: the settled sheets that the facts come from.
    """
    answers = {name: sheet.answers for name, sheet in sheets.items()}
    moved: dict[str, Moved] = {}
    for question in diagnostic.questions:
        of_rounds = {name: of_round[question.id] for name, of_round in facts.items()}
        if any(fact.asked for fact in of_rounds.values()):
            given = [
                _given(diagnostic, sheets[name], said.get(question.id)) for name, said in answers.items()
            ]
            moved[question.id] = _of_question(diagnostic, question, of_rounds, given)
    return moved


def _given(diagnostic: Diagnostic, sheet: Sheet, answer: Answer | None) -> Answer | None:
    """Return an answer with the words that it was given to, as far as its file tells."""
    named = sheet.diagnostic
    if answer is None or answer.asked or named is None or named.version in (None, diagnostic.version):
        return answer
    # Which words that version had is not known; they are the same for all answers of it. No fingerprint is this.
    return answer.model_copy(update={"asked": f"version {named.version}"})


def _of_question(
    diagnostic: Diagnostic, question: Question, facts: Mapping[str, Fact], answers: list[Answer | None]
) -> Moved:
    before, *_, now = facts.values()
    then, *_, today = answers
    if before.s is None or now.s is None or then is None or today is None:
        return Moved(question.id, _without_both(before, now), facts, None, None)
    if _asked(diagnostic, question, then) != _asked(diagnostic, question, today):
        wordings = (_wording(diagnostic, question, then), _wording(diagnostic, question, today))
        return Moved(question.id, Movement.NOT_COMPARABLE, facts, None, wordings)
    change = now.s - before.s
    movement = Movement.BETTER if change > 0 else Movement.WORSE if change < 0 else Movement.SAME
    return Moved(question.id, movement, facts, change, None, _weaknesses(question, before, now))


def _without_both(before: Fact, now: Fact) -> Movement:
    if before.s is not None:
        return Movement.NO_LONGER_ANSWERED
    return Movement.WITHOUT_LEVEL if now.s is None else Movement.NEWLY_ANSWERED


def _asked(diagnostic: Diagnostic, question: Question, answer: Answer) -> str:
    # One that does not say, as in a file written by hand, counts as one to today's words.
    return answer.asked or diagnostic.asked[question.id]


def _wording(diagnostic: Diagnostic, question: Question, answer: Answer) -> Wording:
    asked, level = _asked(diagnostic, question, answer), str(answer.level)
    if asked == diagnostic.asked[question.id]:
        meaning = {each.id: each.text for each in diagnostic.levels[question.id]}
        return Wording(diagnostic.version, question.text, meaning[level])
    former = next((each for each in question.formerly if each.asked == asked), None)
    return Wording(former.version, former.text, former.levels.get(level)) if former else _UNKNOWN


_UNKNOWN: Final = Wording(None, None, None)


def _weaknesses(question: Question, before: Fact, now: Fact) -> dict[str, Became]:
    """Return what became of each weakness that was seen, in the diagnostic's order."""
    then, today = _seen(before), _seen(now)
    if then is None or today is None:
        return {}
    return {
        weakness.id: _became(was=weakness.id in then, is_=weakness.id in today)
        for weakness in question.weaknesses
        if weakness.id in then | today
    }


def _became(*, was: bool, is_: bool) -> Became:
    if was and is_:
        return "remaining"
    return "solved" if was else "new"


def _ticked(fact: Fact, weakness: str) -> bool:
    return weakness in (fact.weaknesses or ())


def _seen(fact: Fact) -> frozenset[str] | None:
    """Return the weaknesses seen; None while nobody has asked. At a strong answer none ticked means none observed."""
    if fact.weaknesses is None and fact.s is not None and is_strong(fact.s):
        return frozenset()
    return fact.weaknesses


# --- domains ------------------------------------------------------------------------------------------------------


def _domains(
    diagnostic: Diagnostic, outcomes: Mapping[str, Outcome], moved: Mapping[str, Moved]
) -> Iterator[DomainOfRounds]:
    scores = {
        name: {score.domain: score for score in outcome.assessment.domains}
        for name, outcome in outcomes.items()
    }
    for domain in diagnostic.domain:
        own = {name: of_round.get(domain) for name, of_round in scores.items()}
        if any(own.values()):
            yield DomainOfRounds(domain, own, like_for_like(diagnostic.questions_of(domain), moved))


def like_for_like(questions: Iterable[Question], moved: Mapping[str, Moved]) -> LikeForLike | None:
    """Return the means over the questions whose levels can be compared, by the weights of scoring (method 3.3, 3.11).

    None where no question can be.
    """
    both = [
        (question.weight, *_ends(each))
        for question in questions
        if (each := moved.get(question.id)) and each.movement in COMPARABLE
    ]
    first = mean([(weight, then) for weight, then, _ in both])
    last = mean([(weight, now) for weight, _, now in both])
    return None if first is None or last is None else LikeForLike(len(both), first, last)


def _ends(moved: Moved) -> tuple[Fraction | None, Fraction | None]:
    first, *_, last = moved.facts.values()
    return first.s, last.s


# --- advice -------------------------------------------------------------------------------------------------------


def _advice(
    diagnostic: Diagnostic, first: Assessment, last: Assessment, moved: Mapping[str, Moved]
) -> Iterator[Advice]:
    # A level that was given to other words says nothing of what was advised.
    reworded = {each.question for each in moved.values() if each.movement is Movement.NOT_COMPARABLE}
    for recommendation in first.recommendations:
        raises = diagnostic.solution[recommendation.solution].raises
        # A question outside the scope of the last round may well apply; nobody has looked.
        due = [
            each
            for each in raises
            if each not in reworded and (last.facts[each].applies or _outside(last, each))
        ]
        wanted = {each: diagnostic.strength(each, raises[each]) for each in due}
        reached = tuple(each for each in due if _is_at(last, each, wanted[each]))
        below = tuple(each for each in due if each not in reached)
        since = [each for each in reached if not _is_at(first, each, wanted[each])]
        known = any(not _outside(last, each) for each in due)
        yield Advice(recommendation, _followed(known=known, below=below, since=since), reached, below)


def _followed(*, known: bool, below: tuple[str, ...], since: list[str]) -> Followed:
    if not known:
        return Followed.CANNOT_TELL
    if not below:
        return Followed.FOLLOWED
    # What was at its level before anybody followed the advice is no part of having followed it.
    return Followed.PARTLY if since else Followed.NOT_FOLLOWED


def _outside(assessment: Assessment, question: str) -> bool:
    return assessment.facts[question].state is State.OUT_OF_SCOPE


def _is_at(assessment: Assessment, question: str, wanted: Fraction) -> bool:
    s = assessment.facts[question].s
    return s is not None and s >= wanted
