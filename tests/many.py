"""Many files for the tests of what is made of them: standings from a few words each."""

from collections.abc import Mapping
from typing import Any, Final

from cpch_cli.core.model import Diagnostic, Sheet
from cpch_cli.core.routing import Basis
from cpch_cli.core.standing import Standing, standing
from documents import sheet
from helpers import Said, as_read, diagnostic, question, settled, solution, weakness

FORMER: Final = "0" * 16
OF: Final = diagnostic(
    question(
        "a.one",
        not_applicable="Never.",
        weaknesses=[weakness("v", "s"), weakness("w")],
        solutions=["s"],
        formerly=[{"asked": FORMER, "version": "0.9", "text": "One, once?"}],
    ),
    question("a.two"),
    question("b.three", solutions=["t"]),
    solutions=[solution("s"), solution("t"), solution("u")],
)


def file(
    name: str,
    said: Mapping[str, Said] | None = None,
    of: Diagnostic = OF,
    basis: Basis = "claimed",
    **subject: Any,
) -> Standing:
    """Return the standing of a file."""
    return standing(name, sheet(of, said or {}, **subject), of, basis)


def joint(
    name: str, said: Mapping[str, Mapping[str, Said]], agreed: Mapping[str, Said], **subject: Any
) -> Standing:
    """Return the standing of a joint file: what each service said by its name, and what they agreed."""
    answers = dict(settled(OF, agreed))
    for service, own in said.items():
        for asked, answer in settled(OF, own).items():
            voices = {**(answers[asked].voices or {}), service: answer}
            answers[asked] = answers[asked].model_copy(update={"voices": voices})
    empty = Sheet.model_validate(
        {"format": "cpch-answers/1", "subject": as_read({"agency": "joint", **subject})}
    )
    return standing(name, empty.with_answers(answers), OF, "claimed")
