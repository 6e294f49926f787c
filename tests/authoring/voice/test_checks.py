import pytest
from msgspec.structs import replace

from elderapp.authoring.voice.checks import flaws
from elderapp.authoring.voice.takes import Take

GOOD = Take("espeak-ng", "撳呢度", 4.0, 3.0, 10, -16.0, -2.0, ((0.0, 3.0),), "")


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({}, []),
        ({"loudness": float("-inf")}, ["silent"]),
        ({"loudness": -99.0, "peak": -99.0}, ["silent"]),
        ({"voiced": 0.0}, ["silent"]),
        ({"peak": -0.9}, ["clipped"]),
        ({"seconds": 0.4}, ["too-short"]),
        ({"seconds": 15.5}, ["too-long"]),
        ({"loudness": -17.5}, ["loudness"]),
        ({"loudness": -17.5, "seconds": 2.9}, []),
        ({"loudness": -18.5, "seconds": 2.9}, ["loudness"]),
        ({"syllables": 7}, ["too-slow"]),
        ({"syllables": 12}, ["too-quick"]),
        ({"peak": 0.0, "seconds": 16.0, "syllables": 3}, ["clipped", "too-long", "too-slow"]),
    ],
)
def test_a_clip_must_measure_up(change, codes):
    assert codes == [flaw.code for flaw in flaws("x/y", replace(GOOD, **change))]
