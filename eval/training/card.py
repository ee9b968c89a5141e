"""Model cards: what stands beside the weights, in Markdown."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from eval.training.export import FORMAT
from eval.training.loop import RATE_AFTER
from eval.training.network import ALPHA, RANK
from index.model.bundled_model import DEFAULT_MODEL, WEIGHTS_SHA256

_TENSORS = f"""\
`{{file}}` holds what was trained, under the names of the base's own file (metadata: `format`
{FORMAT}, `base_sha256`, `kind`, `rank`, `alpha`, `rows`, `minutes`):

| tensor | shape, type | means |
|---|---|---|
| `L.down`, `L.up` for each linear layer L | ({RANK}, in), (out, {RANK}) float16 | weight of L = base's + {ALPHA:g} / {RANK} · up · down, in float32; the bias is the base's |
| `N.weight`, `N.bias` for each LayerNorm N | (384,) float32 | in place of the base's |
{{heads}}

Linear layers are `encoder.layer.{{{{i}}}}.` + `attention.self.query`, `.key`, `.value`,
`attention.output.dense`, `intermediate.dense`, `output.dense`; LayerNorms `embeddings.LayerNorm`
and `encoder.layer.{{{{i}}}}.` + `attention.output.LayerNorm`, `output.LayerNorm`; i from 0 to 5.
Embeddings are the base's; there is no pooler.
"""


def base_line() -> str:
    """Return the sentence that names the base."""
    return (
        f"An adapter (LoRA, rank {RANK}, alpha {ALPHA:g}, all linear layers; LayerNorms and heads "
        f"whole) of {DEFAULT_MODEL} (Apache-2.0), `model.safetensors` with SHA-256 "
        f"`{WEIGHTS_SHA256}`."
    )


def tensors(file: str, heads: Iterable[tuple[str, str, str]]) -> str:
    """Return the section on what the file holds; a head is name, shape and meaning."""
    lines = "\n".join(f"| `{name}` | {shape} float32 | {means} |" for name, shape, means in heads)
    return _TENSORS.format(file=file, heads=lines).replace("{{", "{").replace("}}", "}")


def table(head: Sequence[str], rows: Iterable[Sequence[object]], *, texts: int = 1) -> str:
    """Return a Markdown table whose first `texts` columns are texts and the others numbers."""
    aligned = ("---",) * texts + ("--:",) * (len(head) - texts)
    lines = [list(head), aligned, *([str(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def after_a_course(seen: int) -> str:
    """Return the sentence that says of weights from where they went on; empty where from the base."""
    if not seen:
        return ""
    return (
        f" The first {seen:,} rows are those of an earlier course, from whose weights this one went "
        f"on with rows not seen yet, at {RATE_AFTER:g}."
    )


def write_card(path: Path, title: str, sections: Iterable[tuple[str, str]]) -> None:
    """Write a card: its title, then its sections, each a heading (or none) and a text."""
    parts = [f"# {title}"]
    for heading, text in sections:
        parts += [f"## {heading}", text.strip()] if heading else [text.strip()]
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
