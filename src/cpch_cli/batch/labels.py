"""Labels that stand for subjects and tell nothing of them, and the key file that keeps them the same from run to run."""

import os
import secrets
import stat
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field

from cpch_cli import disk, yaml_text
from cpch_cli.core.model import Text, Value, plain
from cpch_cli.core.problems import Problem
from cpch_cli.core.reading import validate
from cpch_cli.core.text import one_line
from cpch_cli.errors import CannotWrite, InvalidAnswers

# Without vowels, so that no word comes of them, and without what is taken for something else in print or aloud.
LETTERS: Final = "CDFHJKMNPRTVWX3479"
_SHORTEST: Final = 4
_PREFIX: Final = "S-"
# Of so many possible labels at most one is taken, so that a free one is soon found.
_ROOM: Final = 16
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


class Key(Value):
    """The key file: whoever has it can tell which label is whose."""

    format: Literal["cpch-labels/1"]
    labels: Mapping[str, Annotated[Text, AfterValidator(one_line)]] = Field(default_factory=dict)


def labels_for(
    keys: Iterable[str], path: Path | None, *, choose: Callable[[str], str] = secrets.choice
) -> dict[str, str]:
    """Return a label for each subject: that of the key file, or a new one by chance, which is written there.

    Args:
        keys: of `core.subjects.subjects`.
        path: the key file; it is begun where it is not there yet. None: the labels are for this run alone.
        choose: takes one of some letters by chance.

    Raises:
        CannotRead: if the file cannot be read.
        CannotWrite: if new labels cannot be written, or others can read it and it is not the user's to change that; what
            was there is untouched.
        InvalidAnswers: if it is no key file; with every problem.
    """
    key = _load(path) if path and path.exists() else Key(format="cpch-labels/1")
    if path:
        keep_from_others(path)
    wanted = list(keys)
    labels = dict(key.labels)
    taken = {label.casefold() for label in labels.values()}
    length = _length(len(taken) + len(wanted))
    for subject in wanted:
        if subject not in labels:
            labels[subject] = _new(taken, length, choose)
            taken.add(labels[subject].casefold())
    if path and labels != key.labels:
        whole = key.model_copy(update={"labels": dict(sorted(labels.items()))})
        text = yaml_text.write(plain(whole), as_json=disk.is_json(path))
        disk.write_atomically(path, text.encode())
    return {subject: labels[subject] for subject in wanted}


def keep_from_others(path: Path) -> bool:
    """Take from a key file what others than its owner may do with it; return whether there was something to take.

    Raises:
        CannotWrite: if it is not the user's to change.
    """
    if not is_open_to_others(path):
        return False
    try:
        path.chmod(stat.S_IMODE(path.stat().st_mode) & ~_OTHERS)
    except OSError as error:
        raise CannotWrite("no_permission", file=path) from error
    return True


def is_open_to_others(path: Path) -> bool:
    """Tell whether others than its owner may do something with a file that is there."""
    # Windows has no such rights.
    return hasattr(os, "chown") and path.is_file() and bool(path.stat().st_mode & _OTHERS)


def _length(subjects: int) -> int:
    length = _SHORTEST
    while len(LETTERS) ** length < _ROOM * subjects:
        length += 1
    return length


def _new(taken: set[str], length: int, choose: Callable[[str], str]) -> str:
    while True:
        label = _PREFIX + "".join(choose(LETTERS) for _ in range(length))
        if label.casefold() not in taken:
            return label


def _load(path: Path) -> Key:
    tree = yaml_text.read(disk.read_text(path), as_json=disk.is_json(path))
    key, problems = (None, ()) if tree.fatal else validate(Key, tree.data)
    if key is not None:
        problems = tuple(_twice(key))
    if key is None or problems or tree.problems:
        raise InvalidAnswers(str(path), tree.located(problems))
    return key


def _twice(key: Key) -> Iterable[Problem]:
    """Yield a problem for each label that stands for another subject already."""
    taken: set[str] = set()
    for subject, label in key.labels.items():
        if label.casefold() in taken:
            yield Problem(("labels", subject), "label_twice", {"word": label})
        taken.add(label.casefold())
