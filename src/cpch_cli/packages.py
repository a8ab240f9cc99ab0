"""Packages that are not always installed: when one is missing, what to install is said in words."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from cpch_cli.errors import UsageError


@contextmanager
def needing(packages: Mapping[str, str], key: str, **values: object) -> Iterator[None]:
    """Import what not everybody has inside of this.

    Args:
        packages: what is installed for what is imported, by the name of the module.
        key: the sentence for one that is missing; it can name the `package`.
        values: what the sentence names besides.

    Raises:
        UsageError: if one of them is missing.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        package = packages.get(error.name or "")
        if package is None:
            raise
        raise UsageError(key, package=package, **values) from error
