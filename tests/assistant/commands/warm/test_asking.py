"""What a warm process prints is what the command would print by itself."""

import os
import socket
import tempfile
import threading
from argparse import Namespace
from time import monotonic

import pytest

from assistant.commands.cli import main
from assistant.commands.options import open_with
from assistant.commands.warm import asking, listening
from assistant.commands.warm.__main__ import stay
from assistant.commands.warm.asking import is_warm
from assistant.commands.warm.listening import Listener, Warm
from assistant.commands.warm.place import place_of
from assistant.console.messages import ignore
from assistant.console.surroundings import Surroundings
from assistant.service.desk import Desks
from index.reading import SHIPPED_READER

QUESTION = "Who built the mill?"
LINES = [
    ["ask", QUESTION],
    ["ask", QUESTION, "--json"],
    ["ask", QUESTION, "--json", "-k", "1", "--explain"],
    ["ask", "And where?", "--history", QUESTION, "--json"],
    ["ask", "And where?", "--history", QUESTION, "--json", "--no-context"],
    ["ask", QUESTION, "--cite", "bibtex"],
    ["ask", QUESTION, "--format", "vimgrep"],
    ["ask", "Where is Helium?"],
    ["ask", "hi"],
    ["ask", "--each", QUESTION],
    ["ask", "--all", "mill"],
    ["ask", "--all", "helium", "--json"],
    ["ask", QUESTION, "--document", "ferry.txt"],
    ["ask", QUESTION, "--document", "nothing.txt"],
    ["ask", QUESTION, "--all", "mill"],
    ["ask", " "],
    ["find", "built by Jonas Hale"],
    ["find", "built by … Hale", "--json"],
    ["find", "There is no such sentence"],
    ["find", "Its last captain was Edith Crane", "--format", "vimgrep"],
    ["find", "…"],
]


@pytest.fixture
def quoth(village, capfd, without_model, monkeypatch):
    """Run a command over the village; return its exit code and what it printed."""
    runtime = tempfile.TemporaryDirectory()  # the path of a socket is short
    monkeypatch.setenv("XDG_RUNTIME_DIR", runtime.name)
    village.refresh()

    def quoth(command, *arguments, index=village.store.directory):
        place = ["-s", str(village.folder), "--index", str(index)]
        reading = ["--no-reader"] if command == "ask" else []
        code = main([command, *arguments, *place, *reading])
        return (code, *capfd.readouterr())

    yield quoth
    runtime.cleanup()


@pytest.fixture
def options(village, quoth):
    return Namespace(
        sources=[village.folder],
        index=village.store.directory,
        model=None,
        reader=None,
        frozen=False,
        quiet=True,
    )


@pytest.fixture
def opened(options):
    """The assistants that the warm process has opened."""
    return []


@pytest.fixture
def warm(options, opened):
    """A warm process of the village, and of what finds in it, as threads; counts its answers."""

    def first():
        opened.append(open_with(options, lambda *_: None, ignore))
        return opened[-1]

    desks = Desks(first)
    replies = []

    def reply(asked):
        replies.append(Warm(desks).reply(asked))
        return replies[-1]

    listeners = [Listener(place_of(options), reply)]
    of_find = Namespace(**{**vars(options), "reader": SHIPPED_READER})
    listeners.append(Listener(place_of(of_find), reply))
    assert all(each.begin() for each in listeners)
    yield replies
    for each in listeners:
        each.end()


class TestAnswers:
    @pytest.mark.parametrize("line", LINES, ids=" ".join)
    def test_are_the_same_to_the_byte(self, quoth, line, request):
        cold = quoth(*line)
        replies = request.getfixturevalue("warm")
        assert quoth(*line) == cold
        assert len(replies) == 1
        assert ("printed" in replies[0]) == (cold[0] != 2)

    def test_are_laid_out_for_where_they_are_shown(self, quoth, village, monkeypatch, request):
        here = Surroundings(True, 44, True, True, str(village.folder.parent))
        monkeypatch.setattr(Surroundings, "here", lambda: here)
        cold = quoth("ask", QUESTION)
        assert "\x1b" in cold[1]
        assert "library/mill.txt" in cold[1]
        replies = request.getfixturevalue("warm")
        assert quoth("ask", QUESTION) == cold
        assert "printed" in replies[0]

    def test_come_with_what_opening_the_index_warns_of(self, quoth, village, request):
        (village.folder / "bad.json").write_bytes(b"")
        (village.folder / "bad.jsonl").write_text("{\n")
        quoth("ask", QUESTION)
        cold = quoth("ask", QUESTION)
        assert cold[2].startswith("quoth: ")
        replies = request.getfixturevalue("warm")
        assert quoth("ask", QUESTION) == cold
        assert quoth("ask", QUESTION, "--quiet") == (cold[0], cold[1], "")
        assert all("printed" in each for each in replies)


class TestChanges:
    def test_of_sources_are_noticed_and_the_next_answer_is_of_the_new_ones(
        self, quoth, village, warm, opened
    ):
        assert quoth("find", "yellow submarines")[0] == 1
        village.write(sea="There lived two yellow submarines.")
        code, out, err = quoth("find", "yellow submarines")
        assert (code, "sea.txt" in out, "refreshing the index" in err) == (0, True, True)
        assert "declined" in warm[-1]
        assert quoth("find", "yellow submarines") == (0, out, "")
        assert "printed" in warm[-1]
        assert len(opened) == 2

    def test_of_an_index_elsewhere_are_not_its_own(self, quoth, warm, tmp_path):
        quoth("ask", QUESTION, index=tmp_path / "other")
        assert warm == []

    def test_of_options_that_it_answers_otherwise_are_not_asked_of_it(
        self, quoth, options, warm, village
    ):
        places = {place_of(options)}
        for name, value in (("reader", "x"), ("model", "x"), ("sources", [village.folder / ".."])):
            changed = type(options)(**{**vars(options), name: value})
            places.add(place_of(changed))
        assert len(places) == 4


class TestProcessesThatDoNotAnswer:
    @pytest.fixture
    def cold(self, quoth):
        return quoth("ask", QUESTION, "--json")

    @pytest.fixture
    def pretending(self, options, cold):
        """Something else at the socket, which greets, and then does as it is told."""
        place = place_of(options)
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(str(place))
            listener.listen()

            def serve(says, *, greets=True):
                def accepted():
                    connection, _ = listener.accept()
                    with connection:
                        if greets:
                            connection.sendall(f'"{place.stem}"\n'.encode())
                        connection.sendall(says)
                        connection.recv(2**16)
                        if says in {b"", b" "}:
                            connection.recv(2**16)  # hangs

                threading.Thread(target=accepted, daemon=True).start()

            yield serve

    @pytest.mark.parametrize(
        "says",
        [
            *(b"\n", b"{}\n", b"[]\n", b"3\n", b"x\n", b'"\n', b"[" * 10**5 + b"\n"),
            *(b'{"declined": ""}\n', b'{"warned": [], "printed": [1]}\n', b"\xff\n", b" "),
        ],
    )
    def test_are_left_and_the_command_answers_by_itself(
        self, quoth, cold, pretending, says, monkeypatch
    ):
        monkeypatch.setattr(asking, "ANSWER_SECONDS", 0.1)
        pretending(says)
        assert quoth("ask", QUESTION, "--json") == cold

    def test_that_do_not_greet_are_left_soon(self, quoth, pretending, monkeypatch):
        monkeypatch.setattr(asking, "GREETING_SECONDS", 0.05)
        pretending(b"", greets=False)
        assert quoth("ask", QUESTION)[0] == 0

    def test_that_are_another_users_are_not_spoken_to(self, quoth, warm, monkeypatch):
        uid = os.getuid()
        monkeypatch.setattr(asking.struct, "unpack", lambda *_: (1, uid + 1, 1))
        assert quoth("ask", QUESTION)[0] == 0
        assert warm == []

    def test_in_a_folder_where_others_may_write_are_not_spoken_to(self, quoth, warm, options):
        place_of(options).parent.chmod(0o770)
        assert quoth("ask", QUESTION)[0] == 0
        assert warm == []

    def test_are_given_up_in_a_bounded_time(self, quoth, pretending, monkeypatch):
        monkeypatch.setattr(asking, "ANSWER_SECONDS", 0.2)
        pretending(b" ")
        began = monotonic()
        quoth("ask", QUESTION)
        assert monotonic() - began < 5


class TestListeners:
    @pytest.fixture
    def place(self, options):
        return place_of(options)

    def test_are_one_at_a_socket(self, place):
        first, second = Listener(place, dict), Listener(place, dict)
        assert (first.begin(), second.begin()) == (True, False)
        second.end()
        assert is_warm(place)
        first.end()
        assert list(place.parent.iterdir()) == []
        third = Listener(place, dict)
        assert third.begin()
        third.end()

    def test_take_the_place_of_one_that_was_killed_and_sweep_others(self, place):
        for each in (place, place.with_name("other.sock")):
            with socket.socket(socket.AF_UNIX) as killed:
                killed.bind(str(each))
        assert not is_warm(place)
        listener = Listener(place, dict)
        assert listener.begin()
        assert is_warm(place)
        assert {each.suffix for each in place.parent.iterdir()} == {".sock", ".lock"}
        assert len(list(place.parent.iterdir())) == 2
        listener.end()

    def test_let_their_owner_alone_in(self, place):
        listener = Listener(place, dict)
        listener.begin()
        assert place.parent.stat().st_mode & 0o777 == 0o700
        assert place.stat().st_mode & 0o777 == 0o600
        listener.end()

    def test_leave_lines_that_are_too_long_or_too_slow(self, place, monkeypatch):
        monkeypatch.setattr(asking, "MOST_BYTES", 1000)
        monkeypatch.setattr(listening, "ANSWER_SECONDS", 0.1)
        listener = Listener(place, lambda asked: {"asked": asked})
        listener.begin()
        for sent in (b"x" * 2000, b"x", b"[" * 500 + b"\n", b"\n"):
            with asking.connected(place) as connection:
                line = asking.Line(connection)
                assert line.receive(1) == place.stem
                connection.sendall(sent)
                assert line.receive(5) is None
        with asking.connected(place) as connection:
            line = asking.Line(connection)
            line.receive(1)
            line.send({"still": "there"})
            assert line.receive(5) == {"asked": {"still": "there"}}
        listener.end()

    def test_leave_after_a_time_without_work(self, place):
        listener = Listener(place, dict)
        listener.begin()
        stay(listener, place, 0.05)
        assert list(place.parent.iterdir()) == []

    @pytest.mark.parametrize(
        "asked",
        [
            *(None, 3, [], {}, {"command": "ask", "here": {}, "options": {}}),
            {"command": "ask", "here": {}, "options": {"question": "Who?", "k": "x"}},
        ],
    )
    def test_decline_what_no_command_asks(self, desks, asked):
        assert "declined" in Warm(desks).reply(asked)
