"""The off-screen window itself: if this fails, no test that draws means anything."""

WHITE = (255, 255, 255)


def filled(colour, **place):
    from kivy.graphics import Color, Rectangle
    from kivy.uix.widget import Widget

    widget = Widget(size_hint=(None, None), **place)
    with widget.canvas:
        Color(*colour)
        Rectangle(pos=widget.pos, size=widget.size)
    return widget


def test_what_is_put_is_drawn(window):
    window.put(filled((1, 1, 1, 1), pos=(100, 50), size=(40, 20)))

    assert WHITE == window.pixel(101, 51)
    assert (20, 40, 3) == window.cut((100, 50, 140, 70)).shape
    assert (255 == window.cut((100, 50, 140, 70))).all()
    assert WHITE != window.pixel(99, 51)


def test_nothing_is_left_of_the_test_before(window):
    assert [] == window.kivy.children
    assert (1280, 800) == window.size


def test_a_tap_arrives_and_time_is_virtual(window):
    from kivy.clock import Clock
    from kivy.uix.button import Button

    heard = []
    button = Button(size_hint=(None, None), size=(200, 100), pos=(40, 40))
    button.bind(on_release=lambda _: heard.append("released"))
    window.put(button)
    window.tap(*button.center)
    Clock.schedule_once(lambda _: heard.append("an hour later"), 3600)
    window.advance(10)

    assert ["released"] == heard


def test_the_window_turns_to_portrait_and_writes_pictures(window):
    from PIL import Image

    window.portrait()
    window.put(filled((1, 1, 1, 1), pos=(0, 1270), size=(800, 10)))

    with Image.open(window.shot("portrait")) as picture:
        assert (800, 1280) == picture.size
        assert WHITE == picture.getpixel((400, 2))
        assert WHITE != picture.getpixel((400, 12))
