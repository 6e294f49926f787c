import msgspec

from elderapp.authoring.build_widgets import WIDGETS
from elderapp.lesson.mock import Widget


def test_every_widget_of_the_model_can_be_written():
    tags = {kind.__struct_config__.tag for kind in Widget.__args__}

    assert tags == set(WIDGETS)
    assert msgspec.json.schema(Widget)
