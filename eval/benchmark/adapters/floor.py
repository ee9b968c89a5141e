"""The floor: the least that a question to a model and a FAISS index can cost, in one process.

python -I floor.py GRAPH TOKENIZER VECTORS QUESTION
"""  # noqa: INP001 - a program that runs alone

import sys
from pathlib import Path

import faiss
import numpy as np
import onnxruntime
from tokenizers import Tokenizer

graph, tokenizer, vectors, question = sys.argv[1:]
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = 1
session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
ids = np.array([Tokenizer.from_str(Path(tokenizer).read_text("utf-8")).encode(question).ids])
tokens = session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})[0]
vector = tokens.mean(axis=1)
index = faiss.read_index(vectors)
print(*index.search(vector / np.linalg.norm(vector), 5)[1][0])  # noqa: T201
