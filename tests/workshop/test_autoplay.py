import runpy
from pathlib import Path
from types import SimpleNamespace

import msgspec

from elderapp.lesson.model import Choose, Option
from elderapp.workshop.autoplay import autoplay, summary, transcript

the = SimpleNamespace(**runpy.run_path(str(Path(__file__).parents[1] / "player" / "lessons.py")))


def test_a_lesson_is_played_in_every_way_and_told_in_a_few_lines():
    played = autoplay(the.TALK)
    told = "\n".join(summary(played))

    assert played.is_fine
    assert "talk · 「talk/title」。" == told.splitlines()[0]
    assert "resumed at each of 11 steps" in told
    assert "every way leads to the end" in told


def test_the_transcript_says_where_what_is_said_and_what_is_done():
    told = "\n".join([*transcript(autoplay(the.SCAM)), *transcript(autoplay(the.TALK))])

    assert "  trick/fake" in told.splitlines()
    assert "「fake/say」。  →  choose verify" in told
    assert "「why-1/say」。  →  next" in told
    assert "「home/say」。  →  swipe right" in told


def test_waiting_is_told_too():
    alone = msgspec.structs.replace(the.PAY, stages=(the.stage("together", the.tap("yes", "review", "yes")),))

    assert "「yes/say」。  →  wait for yes" in "\n".join(transcript(autoplay(alone)))


def test_what_cannot_be_finished_is_named():
    options = (
        Option("b", the.line("a"), the.line("a/because")),
        Option("b", the.line("b"), the.line("b/because"), right=True),
    )
    twins = the.stage("trick", Choose(id="twins", say=the.line("twins"), options=options))
    played = autoplay(msgspec.structs.replace(the.SCAM, stages=(twins,)))

    assert not played.is_fine
    assert "the right way ends at trick/twins" in played.unfinished
    assert "no way on from trick/twins" in played.unfinished
    assert "resumed at trick/twins it ends at trick/twins" in played.unfinished
    assert "every way" not in "\n".join(summary(played))
