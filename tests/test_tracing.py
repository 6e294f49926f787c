"""What is traced by day: nobody would notice that everything is, but for the time it takes."""

import os
import sys

import pytest


@pytest.mark.skipif("ELDERAPP_NIGHTLY" in os.environ, reason="by night everything is traced")
def test_what_does_not_reach_the_core_is_not_traced():
    assert "coverage" not in type(sys.gettrace()).__module__
