"""The command line as a shell sees it: what is printed where, and the exit code."""

import sys

import click
import pytest
from click.testing import CliRunner

from elderapp import __version__, cli
from elderapp.errors import ElderError


class Torn(ElderError):
    code = "torn"


@click.command()
@click.argument("what")
def odd(what):
    """Ends in every way."""
    match what:
        case "clean":
            return None
        case "gives-a-word":
            return "done"
        case "problems":
            raise click.exceptions.Exit(1)
        case "usage":
            raise click.UsageError("not so")
        case "missing-tool":
            raise click.ClickException("ffplay is not installed")
        case "abort":
            raise click.Abort
        case "part-missing":
            raise ModuleNotFoundError("No module named 'kivy'", name="kivy.clock")
        case "own-missing":
            raise ModuleNotFoundError("No module named 'elderapp.nowhere'", name="elderapp.nowhere")
        case "ours":
            raise Torn("pack a.pack is torn: fetch it again")
        case _:
            raise ZeroDivisionError


@pytest.fixture
def run(monkeypatch, capsys):
    """Gives exit code, standard output and standard error of one call."""
    monkeypatch.setitem(cli._COMMANDS, "odd", "odd:odd")
    monkeypatch.setitem(sys.modules, "elderapp.cli.odd", sys.modules[__name__])

    def call(*words):
        monkeypatch.setattr(sys, "argv", ["elderapp", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        told = capsys.readouterr()
        return ended.value.code, told.out, told.err

    return call


@pytest.mark.parametrize(
    ("what", "code"),
    [("clean", 0), ("gives-a-word", 0), ("problems", 1), ("ours", 1), ("missing-tool", 1), ("abort", 1), ("usage", 2)],
)
def test_the_exit_code_is_0_clean_1_problems_2_usage(run, what, code):
    assert code == run("odd", what)[0]


def test_what_can_be_acted_on_is_one_line_without_a_trace(run):
    assert (1, "", "error[torn]: pack a.pack is torn: fetch it again\n") == run("odd", "ours")


def test_a_part_that_is_not_installed_is_named_with_what_brings_it(run):
    code, out, err = run("odd", "part-missing")

    assert (1, "") == (code, out)
    assert "error[not-installed]: kivy.clock is not installed, and this needs it: pip install 'elderapp[tablet]'" in err
    with pytest.raises(ModuleNotFoundError):
        run("odd", "own-missing")


def test_a_command_that_needs_what_is_not_installed_stands_in_the_list_all_the_same(run, monkeypatch):
    def lacking(_name):
        raise ModuleNotFoundError("No module named 'ruamel'", name="ruamel.yaml")

    monkeypatch.setattr("elderapp.cli.lazy.importlib.import_module", lacking)

    code, out, _ = run("--help")
    assert 0 == code
    assert "(ruamel.yaml is not installed.)" in out
    code, _, err = run("fmt", "--check", "lessons")
    assert 1 == code
    assert "error[not-installed]: ruamel.yaml" in err


def test_a_command_whose_module_is_not_here_is_none(run, monkeypatch):
    monkeypatch.setitem(cli._COMMANDS, "elsewhere", "elsewhere:elsewhere")

    assert (2, True) == ((told := run("elsewhere"))[0], "No such command 'elsewhere'" in told[2])
    assert "elsewhere" not in run("--help")[1]


def test_a_mistake_of_our_own_keeps_its_trace(run):
    with pytest.raises(ZeroDivisionError):
        run("odd", "bug")


def test_an_unknown_command_or_option_is_a_mistake_of_use(run):
    for words in (["nonsense"], ["play", "--nonsense"]):
        code, out, err = run(*words)

        assert (2, "") == (code, out)
        assert "Error: No such" in err


def test_the_version_and_the_list_of_commands(run):
    assert (0, f"elderapp, version {__version__}\n", "") == run("--version")
    code, out, _ = run("--help")
    assert 0 == code
    assert all(name in out for name in cli._COMMANDS)


@pytest.mark.parametrize("name", sorted(cli._COMMANDS))
def test_every_command_is_there_and_explains_itself(name):
    result = CliRunner().invoke(cli.cli, [name, "--help"])

    assert 0 == result.exit_code, result.output
    assert f"{name} [OPTIONS]" in result.output
    assert len(result.output.splitlines()) > 5
