"""Engine: the library that recognises text, with its models, which lie beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from rapidocr import RapidOCR

Picture = NDArray[np.uint8]
"""(height, width, 3), blue, green and red."""


@dataclass(frozen=True, slots=True)
class SeenText:
    """A line of text in a picture: its box in pixels, and how sure it was recognised, in [0, 1]."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    sure: float


def seen(picture: Picture) -> Sequence[SeenText]:
    """Return the lines of text in a picture, in no order."""
    found = _engine()(picture)
    if found.boxes is None:
        return ()
    boxes = zip(found.boxes, found.txts, found.scores, strict=True)
    return [
        SeenText(
            text=str(text),
            left=float(box[:, 0].min()),
            top=float(box[:, 1].min()),
            right=float(box[:, 0].max()),
            bottom=float(box[:, 1].max()),
            sure=float(sure),
        )
        for box, text, sure in boxes
        if str(text).strip()
    ]


@cache
def _engine() -> "RapidOCR":
    import rapidocr

    # Models are named one by one: for any other the library would ask the network.
    models = Path(rapidocr.__file__).with_name("models")
    paths = {part: str(next(models.glob(f"*_{part.lower()}_*"))) for part in ("Det", "Cls", "Rec")}
    return rapidocr.RapidOCR(
        params={
            "Global.log_level": "critical",
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            **{f"{part}.model_path": path for part, path in paths.items()},
        }
    )
