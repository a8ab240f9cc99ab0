"""All tests: how many cases are run, the same ones every time, and signals as a terminal has them."""

import signal
import threading

import pytest
from hypothesis import settings

import samples

settings.register_profile("quick", max_examples=20, derandomize=True, database=None, deadline=None)
settings.register_profile("thorough", settings.get_profile("quick"), max_examples=400)
settings.load_profile("thorough" if samples.WHOLE else "quick")

# Who starts the tests beside something else may have them ignore Ctrl-C, which the programs that they start would inherit.
if threading.current_thread() is threading.main_thread():
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker of sampled matrices known."""
    config.addinivalue_line("markers", samples.MARKER)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what a sample does without."""
    out = set() if samples.WHOLE else samples.left_out(items)
    config.hook.pytest_deselected(items=[item for item in items if item.nodeid in out])
    items[:] = [item for item in items if item.nodeid not in out]
