"""LaTeX: its structure, and its text as a reader sees it."""

import contextlib
import time

import pytest

from index.errors import SourceError
from index.metadata import Metadata
from index.readers.formats import read
from tests.index.readers.blocks_of import blocks, document

ARTICLE = r"""
\documentclass[a4paper]{article}
\usepackage[utf8]{inputenc}
\title{The \emph{mill}}
\author{Kim Holm\thanks{paid by the board} \and Per \"Osterberg \\ Oslo}
\date{4 May 2021}
\begin{document}
\maketitle
\section{Fire}\label{sec:fire} % not \section{said}
It burned down in~1911 --- see \cite[p.~4]{holm}.\footnote{By lightning, 100\% bad luck.}
``Never again,'' said M\'elisande.

%\section{Nobody says this}
\subsection*{Parts}
\begin{itemize}
  \item A stone.
  \item A \textbf{wheel} of \textcolor{red}{iron}, \href{https://example.org}{here}:
  \begin{enumerate}\item rim \item hub\end{enumerate}
\end{itemize}
\begin{verbatim}
for x in {1, 2}:  # 5%
    grind(x)
\end{verbatim}
\end{document}
Nobody reads this.
"""


def body(text):
    return blocks(document(rf"\begin{{document}}{text}\end{{document}}".encode(), "a.tex"))


class TestASource:
    def test_is_what_a_reader_sees_of_it(self):
        found = document(ARTICLE.encode(), "a.tex")
        assert found.title == "The mill"
        assert blocks(found)[1:] == [
            "## Fire",
            "It burned down in 1911 — see [holm].[1] “Never again,” said Mélisande.",
            "[1] By lightning, 100% bad luck.",
            "### Parts",
            "• A stone.",
            "• A wheel of iron, here:",
            "1. rim",
            "2. hub",
            "` for x in {1, 2}:  # 5%\n    grind(x)",
        ]

    def test_says_who_wrote_it_and_when(self):
        found = document(ARTICLE.encode(), "a.tex").metadata
        assert found == Metadata(("Kim Holm", "Per Österberg"), date="2021-05-04")

    def test_without_a_beginning_is_a_part_of_another(self):
        assert blocks(document(b"\\chapter{Fire}\nIt burned.\n", "a.tex")) == [
            "# Fire",
            "It burned.",
        ]

    @pytest.mark.parametrize("text", ["\\usepackage{x}\n", "% nothing\n", "\\end{document}"])
    def test_of_commands_alone_is_refused(self, text):
        with pytest.raises(SourceError, match="holds no text, only commands"):
            read(text.encode(), ".tex", "a.tex")


class TestText:
    @pytest.mark.parametrize(
        ("source", "shown"),
        [
            (r"$10^6$ m$^2$ and $\frac{15}{2}$ bar", "10^6 m² and 15/2 bar"),
            (r"$x_{12} \leq \sqrt{y+1}$, H$_2$O", "x₁₂ ≤ √(y+1), H₂O"),
            (r"Stra\ss e, \o re, \c{c}a, \v{S}, na\"{\i}ve", "Straße, øre, ça, Š, naïve"),
            (r"5\,\% of \$3 \& more\ldots{} in \S\,4", "5 % of $3 & more…  in § 4"),
            (r"a\verb|x_1 % y|b", "ax_1 % yb"),
            (r"the \emph{big {\bf red}} door", "the big red door"),
            (r"\includegraphics[width=3cm]{mill.png} A\index{mill} mill", "A mill"),
            (r"see Section~\ref{sec:fire}", "see Section [sec:fire]"),
            (r"The \mill{} burned, and \mystery too", r"The \mill burned, and \mystery too"),
            (r"\kept{Kim}{Per} came", "Kim Per came"),
            (r"One\\[2mm] two", "One\ntwo"),
        ],
    )
    def test_is_as_it_is_set(self, source, shown):
        [block] = body(source)
        assert " ".join(block.split(" ")).replace("  ", " ") == shown.replace("  ", " ")

    def test_formulas_apart_are_blocks_in_their_place(self):
        assert body("We know:\n\n\\begin{equation}E = mc^2\\end{equation}\n\nDone.") == [
            "We know:", "E = mc²", "Done."
        ]  # fmt: skip


class TestTables:
    ROWS = r"Stone & 900~kg \\ \multicolumn{2}{c}{All are \& estimates} \\"

    @pytest.mark.parametrize(
        "source",
        [
            r"\begin{tabular}{l|r}\hline Part & Weight \\ \hline ROWS \hline\end{tabular}",
            r"\begin{tabularx}{\textwidth}{lX}\toprule Part & Weight\\ \midrule ROWS \bottomrule\end{tabularx}",
            (
                r"\begin{longtable}[]{@{}ll@{}}\toprule\noalign{} Part & Weight \\ \midrule\noalign{}"
                r"\endfirsthead Part & Weight \\ \endhead \bottomrule \endlastfoot ROWS \end{longtable}"
            ),
        ],
        ids=["ruled", "of a width", "over pages"],
    )
    def test_are_rows_under_the_names_of_their_columns(self, source):
        assert body(source.replace("ROWS", self.ROWS)) == [
            "|| Part | Weight", "| Stone | 900 kg", "| All are & estimates"
        ]  # fmt: skip


class TestHostileSources:
    @pytest.mark.parametrize(
        "piece",
        ["\\title{", "\\section{", "{", "a^2 ", "\\frac{", "\\begin{tabular}{l}", "\\footnote{x", "\\",
         "\\begin{verbatim}", "\\x[", "\\'{", "%\n"],
    )  # fmt: skip
    def test_end_soon(self, piece):
        begun = time.monotonic()
        with contextlib.suppress(SourceError):
            read((piece * 20_000).encode(), ".tex", "a.tex")
        assert time.monotonic() - begun < 20

    @pytest.mark.parametrize("piece", ["\\section[", "\\item[", "\\caption[x", "\\title["])
    def test_end_soon_where_no_option_is_closed(self, piece):
        begun = time.monotonic()
        with contextlib.suppress(SourceError):
            read((piece * 40_000).encode(), ".tex", "a.tex")
        assert time.monotonic() - begun < 4
