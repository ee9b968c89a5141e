"""ONNX graphs: made smaller, and run without torch; the only user of onnxruntime."""

import logging
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.vectors import Vectors

os.environ["ORT_DISABLE_TELEMETRY"] = "1"
"""Before the library is loaded, which otherwise tells its makers what ran where."""


def quantize(path: Path, smaller: Path) -> None:
    """Write a graph with int8 weights, per channel and in reduced range.

    Per tensor it loses quality visibly; per channel it loses none and is twice as fast as float.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    # Its advice goes to the root logger, which would set up printing for all other libraries.
    silence = logging.NullHandler()
    logging.getLogger().addHandler(silence)
    try:
        quantize_dynamic(
            path, smaller, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8
        )
    finally:
        logging.getLogger().removeHandler(silence)


class OnnxGraph:
    """An exported transformer, run on one thread, one text at a time.

    Alone, since dynamic int8 takes its scale from the whole batch; on one thread, so that the
    same text always has the same vector. ``run`` may be called from many threads.
    """

    def __init__(self, graph: bytes) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(
            graph, options, providers=["CPUExecutionProvider"]
        )

    def outputs(self, **inputs: Sequence[int]) -> list[Vectors]:
        """Return what the graph makes of one text, each output without its batch's axis.

        Args:
            inputs: The graph's own, (tokens,) each, besides the mask, which is all ones.
        """
        feed = {name: np.array([values], np.int64) for name, values in inputs.items()}
        feed["attention_mask"] = np.ones_like(feed["input_ids"])
        return [np.asarray(output[0], np.float32) for output in self._session.run(None, feed)]

    def run(self, ids: Sequence[int]) -> Vectors:
        """Return the token vectors of one text, (tokens, width)."""
        return self.outputs(input_ids=ids)[0]
