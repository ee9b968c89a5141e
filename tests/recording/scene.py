"""Scene: command lines that are run one after the other, and what a user sees of them."""

import os
import re
import shutil
import stat
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from tests.recording.rules import normalised

ROOT = Path(__file__).parents[2]
SCENES = Path(__file__).with_name("scenes")
_PROGRAMS = {
    "quoth": "-m assistant",
    "quoth-eval": "-m eval",
    "python": "",
    "on-terminal": "-m tests.recording.terminal",
}
_PRIVATE = ("bin", "cache", "index")
"""What folders begin with that are nothing to look into: their form is the program's own."""
_PATIENCE = 1_800
_HEREDOC = re.compile(r"<<'(\w+)'")


@dataclass(frozen=True)
class Scene:
    """Command lines, and a folder of files that are there before the first."""

    name: str
    commands: tuple[str, ...]
    library: Path | None = None

    @classmethod
    def read(cls, path, library):
        """Return the scene in a file: a command a line, but for comments and texts behind ``<<``."""
        lines, commands = iter(path.read_text(encoding="utf-8").splitlines()), []
        for line in lines:
            if not line or line.startswith("#"):
                continue
            commands.append(line)
            if behind := _HEREDOC.search(line):
                while not commands[-1].endswith(f"\n{behind[1]}"):
                    commands[-1] += f"\n{next(lines)}"
        return cls(path.stem, tuple(commands), library)

    def record(self, stage, into):
        """Run all commands in the new folder ``stage``, and write what they did to ``into``."""
        stage.mkdir()
        stage = stage.resolve()
        if self.library:
            shutil.copytree(self.library, stage, dirs_exist_ok=True)
        there, places = _files(stage), {stage: "<here>", ROOT: "<checkout>"}
        environment = _environment(stage)
        into.mkdir(parents=True)
        with (into / "transcript").open("wb") as transcript:
            for command in self.commands:
                transcript.write(normalised(_seen(command, stage, environment), places))
                transcript.flush()
        _keep_written(stage, there, into, places)


def _environment(stage):
    """Return an environment that knows nothing of the caller's, but shares the exported model."""
    exported = platformdirs.user_cache_path("quoth", appauthor=False) / "encoders"
    exported.mkdir(mode=0o700, parents=True, exist_ok=True)
    (stage / "cache/quoth").mkdir(mode=0o700, parents=True)
    (stage / "cache/quoth/encoders").symlink_to(exported)
    (stage / "bin").mkdir()
    for name, arguments in _PROGRAMS.items():
        program = stage / "bin" / name
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -P {arguments} "$@"\n')
        program.chmod(0o755)
    return {
        "HOME": str(stage / "home"),
        "XDG_CACHE_HOME": str(stage / "cache"),
        "XDG_DATA_HOME": str(stage / "data"),
        "XDG_CONFIG_HOME": str(stage / "config"),
        "XDG_STATE_HOME": str(stage / "state"),
        "PATH": os.pathsep.join([str(stage / "bin"), "/usr/local/bin", "/usr/bin", "/bin"]),
        "PYTHONPATH": str(ROOT),
        "ROOT": str(ROOT),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "HF_HUB_OFFLINE": "1",
    }


def _seen(command, stage, environment):
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=stage,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=_PATIENCE,
    )
    said = _marked(b"1> ", done.stdout) + _marked(b"2> ", done.stderr)
    return b"$ %b\n%bexit code: %d\n\n" % (command.encode(), said, done.returncode)


def _marked(mark, data):
    """Return lines with a mark before each; it is said of the last where it has no end."""
    lines = data.split(b"\n")
    ends = [b""] * (len(lines) - 1) + [b"\\ no end of line\n"]
    lines = lines if lines[-1] else lines[:-1]
    return b"".join(b"%b%b\n%b" % (mark, *pair) for pair in zip(lines, ends, strict=False))


def _files(stage):
    """Return the bytes of all files that are to be looked at."""
    return {
        path: path.read_bytes()
        for path in sorted(stage.rglob("*"))
        if path.is_file() and not path.relative_to(stage).parts[0].startswith(_PRIVATE)
    }


def _keep_written(stage, there, into, places):
    """Write down the files that are new or have changed, with their modes."""
    modes = []
    for path, data in _files(stage).items():
        if data == there.get(path):
            continue
        name = normalised(str(path.relative_to(stage)).encode(), places).decode()
        kept = into / "files" / name
        kept.parent.mkdir(parents=True, exist_ok=True)
        with kept.open("xb") as file:
            file.write(normalised(data, places))
        modes.append(f"{stat.filemode(path.stat().st_mode)} {name}\n")
    (into / "modes").write_text("".join(sorted(modes)))
