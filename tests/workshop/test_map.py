import runpy
from pathlib import Path
from xml.etree import ElementTree

from elderapp.robot.walk import END, Walk, walk
from elderapp.workshop.map import as_svg, in_words

PAY = runpy.run_path(str(Path(__file__).parents[1] / "player" / "lessons.py"))["PAY"]


def test_every_step_has_a_line_and_a_box_and_the_way_to_the_end_is_there():
    walked = walk(PAY)
    picture = ElementTree.fromstring(as_svg(walked))
    written = {element.text.partition(" · ")[0] for element in picture.iter("{http://www.w3.org/2000/svg}text")}

    assert set(walked.places) | {END} <= written
    assert len(walked.places) == len(list(in_words(walked)))
    assert walked.states == sum(walked.places.values())
    assert any(END in line for line in in_words(walked))
    assert len(walked.ways) == len(list(picture.iter("{http://www.w3.org/2000/svg}path")))


def test_a_step_that_nothing_leads_out_of_is_red():
    walked = Walk("a<b", 1, 1, 0, stuck=("why/a",), places={"why/a": 1})

    assert "#8C1717" in as_svg(walked)
    assert "a&lt;b" in as_svg(walked)
    assert ["    why/a: 1 states → nowhere"] == list(in_words(walked))
