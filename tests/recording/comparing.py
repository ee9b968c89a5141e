"""The differences of two recordings."""

from difflib import unified_diff


def differences(before, after):
    """Yield lines that tell how two recordings differ; none where they are identical.

    A recording that is missing or empty is an error, for it would be identical with another one.
    """
    files = [_files(before), _files(after)]
    for name in sorted({*files[0], *files[1]}):
        old, new = (found.get(name) for found in files)
        if old == new:
            continue
        if old is None or new is None:
            yield f"{name}: only in {after if old is None else before}\n"
        else:
            yield from _changed(name, old, new)


def _files(folder):
    paths = [path for path in folder.rglob("*") if path.is_file()]
    if not paths:
        raise SystemExit(f"{folder}: holds no recording")
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def _changed(name, old, new):
    texts = [data.decode("utf-8", "backslashreplace").split("\n") for data in (old, new)]
    lines = list(unified_diff(*texts, f"before/{name}", f"after/{name}", n=2, lineterm=""))
    yield from (f"{line}\n" for line in lines or [f"{name}: differs in bytes that are no text"])
