"""Records what users see, so that a change that should not show can be proven not to.

    python -m tests.recording record DIR                     # the scenes; some three minutes
    python -m tests.recording record DIR --only ask batch    # some of them
    python -m tests.recording record DIR --sets FOLDER ...   # question sets in BEIR layout instead
    python -m tests.recording compare BEFORE AFTER

``record`` plays the scenes in ``scenes/``, where each line is a command line that is run as a user
runs it, in a folder, a home and a cache of the scene's own; only the exported model is shared with
the caller's cache. DIR gets a folder for each scene: ``transcript`` has every command with its
stdout, its stderr and its exit code, ``files`` what the commands wrote, ``modes`` who may read it.
A set is asked line by line as a batch, its histories with it, and measured; ``FOLDER:500`` asks no
more than 500 questions of it. What no two runs can have in common is put in other words, each by a
rule of ``rules.py``. ``compare`` shows what differs and exits with 1 where anything does.
"""

import argparse
import os
import shutil
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from tests.recording.comparing import differences
from tests.recording.library import make_library
from tests.recording.scene import SCENES, Scene
from tests.recording.sets import set_scene


@contextmanager
def _stages():
    """Give a new folder, whose name is always as long, and has no sign that Markdown escapes."""
    folder = Path(tempfile.gettempdir(), f"quoth-recording-{os.getpid():08}")
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _record(options):
    into = options.folder
    if into.exists() and any(into.iterdir()):
        sys.exit(f"{into}: is not empty; name a new folder")
    with _stages() as stages:
        library = stages / "library"
        make_library(library)
        if options.sets:
            scenes = [set_scene(text) for text in options.sets]
        else:
            found = [Scene.read(path, library) for path in sorted(SCENES.glob("*.sh"))]
            scenes = [scene for scene in found if scene.name in (options.only or scene.name)]
        for number, scene in enumerate(scenes):
            sys.stderr.write(f"recording {scene.name}\n")
            scene.record(stages / f"{number:03}", into / scene.name)
    return 0


def _compare(options):
    found = list(differences(options.before, options.after))
    sys.stdout.writelines(found)
    sys.stdout.write("" if found else "identical\n")
    return 1 if found else 0


def _parser():
    parser = argparse.ArgumentParser(prog="python -m tests.recording", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    commands = parser.add_subparsers(required=True)
    record = commands.add_parser("record", help="record what users see")
    record.add_argument("folder", metavar="DIR", type=Path, help="a new folder")
    record.add_argument("--only", metavar="SCENE", nargs="+", help="only these scenes")
    record.add_argument("--sets", metavar="FOLDER[:N]", nargs="+", help="sets in place of scenes")
    record.set_defaults(run=_record)
    compare = commands.add_parser("compare", help="compare two recordings")
    compare.add_argument("before", metavar="BEFORE", type=Path)
    compare.add_argument("after", metavar="AFTER", type=Path)
    compare.set_defaults(run=_compare)
    return parser


if __name__ == "__main__":
    chosen = _parser().parse_args()
    sys.exit(chosen.run(chosen))
