"""PassageScreen: a screen whose passages are gone over, opened and copied by keys."""

from assistant.tui.source.passage_cursor import PassageCursor
from assistant.tui.source.screen import ReadingScreen


class PassageScreen(ReadingScreen):
    """Hands what keys do with passages to ``cursor``, which its subclasses set."""

    cursor: PassageCursor

    def action_passage(self, step: int) -> None:
        """Select the passage so many further down."""
        self.cursor.move(step)

    def action_turn(self, at: int) -> None:
        """Select the first passage of a turn."""
        self.cursor.go_to_nth_turn(at)

    def action_citation(self, marker: int) -> None:
        """Open a citation of the turn at hand by its number."""
        self.cursor.cite(marker)

    def action_source(self) -> None:
        """Bring the source of the selected passage to the front."""
        self.cursor.go_to_source()

    def action_turn_step(self, step: int) -> None:
        """Select the first passage of the turn so many further down."""
        self.cursor.step_over_turns(step)

    def action_open_here(self) -> None:
        """Show all of the selected passage in its place, then what is around it, then its sentence."""
        self.cursor.open_here()

    def action_explain(self) -> None:
        """Show, or hide, why the selected passage ranks where it does."""
        self.cursor.explain()

    def action_copy_passage(self) -> None:
        """Copy the selected passage with its citation and its link."""
        self.cursor.copy_passage()

    def action_copy_answer(self) -> None:
        """Copy the answer of the turn at hand with all its citations."""
        self.cursor.copy_answer()

    def action_copy_as(self) -> None:
        """Copy the selected passage in a form that somebody chooses."""
        self.cursor.copy_as()
