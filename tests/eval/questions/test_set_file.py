from eval.questions import set_file


class TestSetFile:
    def test_it_is_picked_up_beside_the_set_only(self, tmp_path):
        inner = tmp_path / "inner"
        inner.mkdir()
        (tmp_path / set_file.FILE_NAME).write_text("")
        assert set_file.beside(tmp_path / "set.jsonl") == tmp_path / set_file.FILE_NAME
        assert set_file.beside(inner) == tmp_path / set_file.FILE_NAME
        assert set_file.beside(inner / "set.jsonl") is None
