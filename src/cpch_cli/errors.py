"""The errors a person can mend, each with its exit code; their sentences stand in the program's words."""

from collections.abc import Sequence
from enum import IntEnum

from cpch_cli.core.problems import Located


class ExitCode(IntEnum):
    """What the program returns to the shell; other people's scripts rely on the numbers."""

    DONE = 0
    BELOW_THRESHOLD = 1
    USAGE = 2
    INVALID_ANSWERS = 3
    INVALID_DIAGNOSTIC = 4
    CANNOT_READ_OR_WRITE = 5
    SOME_FAILED = 6
    BUG = 70
    HANGUP = 129
    INTERRUPTED = 130
    TERMINATED = 143


class Mendable(Exception):  # noqa: N818 - it is not the program's error
    """Something that the user can put right.

    Attributes:
        key: the sentence in the program's words, `error.KEY`.
        values: what the sentence names.
        exit_code: what the program returns.
    """

    exit_code = ExitCode.USAGE

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


class UsageError(Mendable):
    """The command does not make sense as it was given."""


class CannotRead(Mendable):
    """A file that is needed cannot be read."""

    exit_code = ExitCode.CANNOT_READ_OR_WRITE


class CannotWrite(Mendable):
    """A file cannot be written; what was there before is still there."""

    exit_code = ExitCode.CANNOT_READ_OR_WRITE


class Halted(Mendable):
    """A process that did a part of the work ended before its time."""

    exit_code = ExitCode.CANNOT_READ_OR_WRITE


class InvalidFile(Mendable):
    """A file was read, and something in it is wrong.

    Attributes:
        name: the file, as the user named it.
        problems: everything that is wrong, in the order of the file.
    """

    def __init__(self, name: str, problems: Sequence[Located]) -> None:
        super().__init__("invalid_file", file=name)
        self.name = name
        self.problems = tuple(problems)

    def __reduce__(self) -> tuple[type["InvalidFile"], tuple[str, tuple[Located, ...]]]:
        # From one process to another: an exception would be made anew from its message alone.
        return type(self), (self.name, self.problems)


class InvalidAnswers(InvalidFile):
    """An answers file is wrong."""

    exit_code = ExitCode.INVALID_ANSWERS


class InvalidDiagnostic(InvalidFile):
    """A diagnostic or an overlay is wrong."""

    exit_code = ExitCode.INVALID_DIAGNOSTIC
