import pytest

from assistant.citations.addresses import at_path


class TestAtPath:
    @pytest.mark.parametrize(
        ("relative", "absolute"),
        [
            ("notes/mill.txt:3", "/home/ada/mill:3"),
            ("a%20b.pdf#page=2", "/home/ada/mill#page=2"),
            ("mill.html#:~:text=a%2D3,b", "/home/ada/mill#:~:text=a%2D3,b"),
            ("notes/#1:2.md:3", "/home/ada/mill:3"),
        ],
    )
    def test_keeps_the_address(self, relative, absolute):
        assert at_path(relative, "/home/ada/mill") == absolute
