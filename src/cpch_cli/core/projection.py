"""What the answers would be once solutions are done: each lifts what it raises, and lowers nothing."""

from collections.abc import Iterable, Mapping

from cpch_cli.core.model import BEST_SHOWN, NOT_APPLICABLE, UNKNOWN, Answer, Diagnostic
from cpch_cli.core.routing import Basis, carried


def with_done(
    diagnostic: Diagnostic, answers: Mapping[str, Answer], solutions: Iterable[str], basis: Basis
) -> dict[str, Answer]:
    """Return the answers with each question that a solution raises at that level, or where it was if that is higher.

    Unknown and unanswered ones are raised too; not applicable stays. On the basis `evidenced` what is raised counts as
    verified.

    Args:
        diagnostic: a checked diagnostic.
        answers: settled answers by question id.
        solutions: ids of solutions, in any order.
        basis: by which a level is compared with the one it is raised to.
    """
    then = dict(answers)
    for solution in solutions:
        for question, written in diagnostic.solution[solution].raises.items():
            before = then.get(question, Answer())
            if before.level != NOT_APPLICABLE and _lifts(diagnostic, question, before, written, basis):
                then[question] = _lifted(diagnostic, question, before, written, basis)
    return then


def _lifts(diagnostic: Diagnostic, question: str, before: Answer, written: str, basis: Basis) -> bool:
    if before.level is None or before.level == UNKNOWN:
        return True
    return carried(diagnostic, question, before, basis) < diagnostic.strength(question, written)


def _lifted(diagnostic: Diagnostic, question: str, before: Answer, written: str, basis: Basis) -> Answer:
    level = diagnostic.level(question, written)
    # A solution is done when what it is for is there to be seen.
    evidence = BEST_SHOWN if basis == "evidenced" else before.evidence
    return before.model_copy(update={"level": level and level.id, "evidence": evidence})
