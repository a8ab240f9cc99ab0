"""What a comparison of voices concludes: where they agree, the joint scores, the gaps between them (method 3.10)."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Final

from cpch_cli.core.conditions import State
from cpch_cli.core.joint import of_one_country
from cpch_cli.core.model import Diagnostic
from cpch_cli.core.outcome import Outcome, conclude, conclude_shown
from cpch_cli.core.release import for_others
from cpch_cli.core.routing import Basis
from cpch_cli.core.scoring import DomainScore
from cpch_cli.core.voices import Agreement, Joined, Voices, join, joint_sheet

# What is a gap between voices, the widest kind first.
_GAPS: Final = (Agreement.DISPUTED, Agreement.DIFFERENT, Agreement.ONE_VOICE)


@dataclass(frozen=True, slots=True)
class DomainOfVoices:
    """What a domain comes to for each voice and for all together.

    Attributes:
        scores: by the name of the voice, in the order of the voices; None where the domain is outside its scope.
        joint: of the answers that count.
        gap: between the highest and the lowest score, 0 to 4; None with fewer than two scores.
    """

    domain: str
    scores: Mapping[str, DomainScore | None]
    joint: DomainScore
    gap: Fraction | None


@dataclass(frozen=True)
class VoicesCompared:
    """Several voices on one subject.

    Attributes:
        outcomes: what each voice comes to, by its name, without the texts that the others may not read.
        joint: what the answers that count come to.
        joined: how the voices stand on each question that one of them was asked, in the diagnostic's order.
        reworded: the questions to which the voices gave a level in answer to different words (method 3.11).
    """

    diagnostic: Diagnostic
    outcomes: Mapping[str, Outcome]
    joint: Outcome
    joined: Mapping[str, Joined]
    domains: tuple[DomainOfVoices, ...]
    reworded: tuple[str, ...]

    @cached_property
    def gaps(self) -> tuple[str, ...]:
        """The questions on which the voices differ: disputed ones, the greatest difference, critical ones first.

        Where only one voice has a level it is a gap if another was asked as well, and does not know or did not say.
        """
        found = [each for each in self.joined.values() if each.agreement in _GAPS and _asked_of_several(each)]
        return tuple(each.question for each in sorted(found, key=self._order))

    @cached_property
    def counts(self) -> Mapping[Agreement, int]:
        """How many questions there are of each kind of agreement, none left out."""
        counted = Counter(each.agreement for each in self.joined.values())
        return {agreement: counted[agreement] for agreement in Agreement}

    @cached_property
    def seen(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """By question and weakness, the voices that ticked it at a level; in the diagnostic's order."""
        found = {question: self._seen(question) for question in self.joined}
        return {question: by_weakness for question, by_weakness in found.items() if by_weakness}

    def _seen(self, question_id: str) -> dict[str, tuple[str, ...]]:
        ticked = {
            name: fact.weaknesses or frozenset()
            for name, fact in self.joined[question_id].facts.items()
            if fact.s is not None
        }
        return {
            weakness.id: who
            for weakness in self.diagnostic.question[question_id].weaknesses
            if (who := tuple(name for name, ids in ticked.items() if weakness.id in ids))
        }

    @property
    def withheld(self) -> int:
        """How many texts of answers are left out in all."""
        return sum(outcome.withheld.all_texts for outcome in self.outcomes.values())

    def _order(self, joined: Joined) -> tuple[int, Fraction, bool]:
        critical = self.diagnostic.question[joined.question].critical
        return _GAPS.index(joined.agreement), -(joined.difference or Fraction(0)), not critical


def compare_voices(diagnostic: Diagnostic, voices: Voices, basis: Basis) -> VoicesCompared:
    """Return how voices stand to each other, with the joint assessment (method 3.10).

    Args:
        diagnostic: a checked diagnostic.
        voices: settled sheets by the name of their voice; at least one.
        basis: on `evidenced` every level is replaced by the evidenced one before it is compared.
    """
    abroad = not of_one_country(voices)
    shown = {name: for_others(sheet, abroad=abroad) for name, sheet in voices.items()}
    outcomes = {name: conclude_shown(diagnostic, each, basis) for name, each in shown.items()}
    joined = join(diagnostic, voices, basis=basis)
    joint = conclude(diagnostic, joint_sheet(diagnostic, voices, joined), basis)
    return VoicesCompared(
        diagnostic,
        outcomes,
        joint,
        joined,
        tuple(_domains(outcomes, joint)),
        tuple(_reworded(diagnostic, voices, joined)),
    )


def _asked_of_several(joined: Joined) -> bool:
    return sum(fact.asked for fact in joined.facts.values()) > 1


def _domains(outcomes: Mapping[str, Outcome], joint: Outcome) -> Iterator[DomainOfVoices]:
    scores = {
        name: {score.domain: score for score in outcome.assessment.domains}
        for name, outcome in outcomes.items()
    }
    for together in joint.assessment.domains:
        own = {name: of_voice.get(together.domain) for name, of_voice in scores.items()}
        known = [score.score for score in own.values() if score and score.score is not None]
        gap = max(known) - min(known) if len(known) > 1 else None
        yield DomainOfVoices(together.domain, own, together, gap)


def _reworded(diagnostic: Diagnostic, voices: Voices, joined: Mapping[str, Joined]) -> Iterator[str]:
    for question, each in joined.items():
        answers = [
            voices[name].answers[question] for name, fact in each.facts.items() if fact.state is State.LEVEL
        ]
        if len({answer.asked or diagnostic.asked[question] for answer in answers}) > 1:
            yield question
