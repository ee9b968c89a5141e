"""A desk is of the index as it is now, and looking costs little."""

import pytest

from assistant.engine import Assistant
from assistant.service import desk as desk_module
from assistant.service.desk import Desks


def generation(desk):
    return desk.assistant.library.description.generation


class TestDesks:
    def test_a_build_while_an_index_is_opened_is_noticed(self, village):
        opened = []

        def slowly():
            opened.append(Assistant(village.refresh()))
            if len(opened) < 3:
                village.write(sea=f"There lived {len(opened)} yellow submarines.")
                village.refresh()
            return opened[-1]

        desks = Desks(slowly)
        for _ in range(4):
            last = desks.now()
        assert generation(last) == village.refresh().description.generation
        assert len(opened) == 3

    def test_an_opening_that_builds_is_not_done_again(self, village):
        opened = []

        def building():
            village.write(sea=f"There lived {len(opened)} yellow submarines.")
            opened.append(Assistant(village.refresh()))
            return opened[-1]

        desks = Desks(building)
        assert desks.now() is desks.now()
        assert len(opened) == 1


class TestStores:
    @pytest.fixture
    def library(self, village):
        pytest.importorskip("lance")
        return village.in_a_store().refresh(model="fake")

    def test_are_looked_at_once_a_second_at_most(self, library, village, monkeypatch):
        time, looks = [100.0], []
        monkeypatch.setattr(desk_module, "monotonic", lambda: time[0])
        stamp = type(library._store).stamp
        monkeypatch.setattr(
            type(library._store), "stamp", lambda store: (looks.append(time[0]), stamp(store))[1]
        )
        desks = Desks(lambda: Assistant(village.in_a_store().ready()))
        first = desks.now()
        looks.clear()
        for time[0] in (100.1, 100.9, 101.1, 101.2, 102.0):
            assert desks.now() is first
        assert looks == [101.1]
        village.write(sea="There lived a yellow submarine.")
        library.refresh()
        looks.clear()
        time[0] = 102.2
        assert generation(desks.now()) != generation(first)
