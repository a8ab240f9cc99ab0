"""Hypothesis: a quick profile by default, a thorough one for the whole matrix; both give the same run every time."""

import os
import signal
import threading

from hypothesis import settings

settings.register_profile("quick", max_examples=40, derandomize=True, database=None, deadline=None)
settings.register_profile("thorough", settings.get_profile("quick"), max_examples=400)
settings.load_profile("thorough" if os.environ.get("CPCH_MATRIX") == "whole" else "quick")

# Who starts the tests beside something else may have them ignore Ctrl-C, which the programs that they start would inherit.
if threading.current_thread() is threading.main_thread():
    signal.signal(signal.SIGINT, signal.default_int_handler)
