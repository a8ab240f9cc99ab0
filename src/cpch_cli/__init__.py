"""cpch: the diagnostic of the Customs - Police Cooperation Handbook as a command-line interview.

What other programs may use is in `api.py` and exported here; it is loaded when it is first asked for, so that the
commands start as quickly as ever.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cpch_cli.api import (
        AnswersFile,
        Assessment,
        CannotRead,
        Diagnostic,
        InvalidAnswers,
        InvalidDiagnostic,
        Mendable,
        assess,
        in_words,
        load_answers,
        load_diagnostic,
        report,
    )
else:
    # Type checkers do not see it: it would let them take every misspelt name for one of ours.
    def __getattr__(name: str) -> object:
        if name in __all__:
            from cpch_cli import api

            return getattr(api, name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "AnswersFile",
    "Assessment",
    "CannotRead",
    "Diagnostic",
    "InvalidAnswers",
    "InvalidDiagnostic",
    "Mendable",
    "assess",
    "in_words",
    "load_answers",
    "load_diagnostic",
    "report",
]

__version__ = "0.1.0"
