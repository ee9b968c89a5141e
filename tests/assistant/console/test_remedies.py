import pytest

from assistant.console.remedies import explained
from index.errors import IndexDamagedError, IndexStaleError, InputError, QuothError, Remedy


class TestExplained:
    @pytest.mark.parametrize(
        ("error", "line"),
        [
            (
                IndexStaleError("/x: the index does not exist", Remedy.BUILD),
                "/x: the index does not exist; run: quoth index",
            ),
            (
                IndexDamagedError("/x: holds no index", Remedy.BUILD_OF_SOURCES),
                "/x: holds no index; build it anew with: quoth index, naming its sources with -s",
            ),
            (
                QuothError("/x: is an index of /a, not of /b", Remedy.BUILD_ELSEWHERE),
                (
                    "/x: is an index of /a, not of /b; "
                    "name another folder with --index, or run: quoth index with these sources"
                ),
            ),
            (
                InputError("s3://b/x: is full", Remedy.FREE_SPACE, in_store=True),
                "s3://b/x: is full; free some space or name another place with --store",
            ),
            (
                InputError("b.md: matches no document", Remedy.CHOOSE_OTHER_DOCUMENTS),
                "--document b.md: matches no document; list them with: quoth index --info",
            ),
            (
                InputError("no passage is left", Remedy.CHOOSE_LESS),
                (
                    "no passage is left: nothing fulfils all of --document, --section and --where; "
                    "leave one of them out"
                ),
            ),
        ],
    )
    def test_says_what_is_wrong_and_the_command_that_helps(self, error, line):
        assert explained(error) == line

    @pytest.mark.parametrize("remedy", Remedy)
    def test_has_words_for_every_remedy_and_leaves_the_problem_as_it_is(self, remedy):
        line = explained(QuothError("{0} {problem", remedy))
        assert "{0} {problem" in line
        assert "\n" not in line
        assert len(line) > len("{0} {problem")

    @pytest.mark.parametrize("message", ["plain {words}", QuothError("plain {words}")])
    def test_leaves_what_has_no_remedy_as_it_is(self, message):
        assert explained(message) == "plain {words}"
