from elderapp.authoring.nodes import Mapping, Scalar
from elderapp.lesson.problems import Span

AT = Span("f", 1, 1)


def test_a_mapping_gives_values_and_keys_by_name():
    node = Mapping(((Scalar("a", AT), Scalar("1", AT)),), AT)

    assert ("1", "a") == (node.get("a").text, node.key("a").text)
    assert (None, None) == (node.get("b"), node.key("b"))
