import pytest

from assistant.console.parser import OneLineParser, add_version


@pytest.fixture
def parser():
    parser = OneLineParser(prog="quoth ask")
    parser.add_argument("-k", "--count", type=int)
    parser.add_argument("--json", action="store_true")
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--text", action="append")
    add_version(parser)
    return parser


class TestOneLineParser:
    @pytest.mark.parametrize(
        ("arguments", "error"),
        [
            (["--js"], "unrecognized arguments: --js"),
            (["-k", "x"], "argument -k/--count: invalid int value: 'x'"),
            (["\x1b[2Jx\ny"], "unrecognized arguments: \\x1b[2Jx y"),
        ],
    )
    def test_says_what_is_wrong_in_one_line_and_where_help_is(
        self, parser, capsys, arguments, error
    ):
        with pytest.raises(SystemExit, match="2"):
            parser.parse_args(arguments)
        assert capsys.readouterr().err == f"quoth: {error}; see quoth ask --help\n"

    def test_knows_which_options_take_a_value(self, parser):
        assert [name for name in ("-k", "--count", "--text") if parser.takes_value(name)] == [
            "-k",
            "--count",
            "--text",
        ]
        without = ("--json", "--version", "-h", "--help", "--unknown", "--count=3", "-k3", "text")
        assert not any(map(parser.takes_value, without))

    def test_prints_the_version_of_the_program(self, parser, capsys):
        with pytest.raises(SystemExit, match="0"):
            parser.parse_args(["--version"])
        assert capsys.readouterr().out.startswith("quoth ")
