"""A screen whose keys are the actions of the one table: a footer that shows them, forms above it, keys held while it is not ready."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual import events
from textual.containers import Vertical
from textual.screen import Screen

from workbench.tui.actions import Context, footer_actions
from workbench.tui.held_back import HeldBack
from workbench.tui.models.arrangement import SMALLEST
from workbench.tui.widgets.footer import Footer
from workbench.tui.widgets.form import Form

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from workbench.tui.app import WorkbenchApp

Answer = TypeVar("Answer")


class KeyScreen(Screen[None]):
    """What hears keys: subclasses say where one is, and what carries out each action."""

    AUTO_FOCUS: ClassVar[str | None] = ""
    BINDINGS: ClassVar = []

    DEFAULT_CSS = """
    KeyScreen { overflow: hidden; }
    .-meets { border-left: vkey $line; }
    #forms { height: auto; display: none; }
    #forms.-open { display: block; border-top: solid $line; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.forms = Vertical(id="forms")
        self.footer = Footer(self.workbench.keys)
        self.form: Form | None = None
        self.held_back = HeldBack(self, self.workbench.deliver)
        self.handlers: dict[str, Callable[[], None]] = {
            "quit": self.workbench.leave,
            "form.save": lambda: self._in_form("save"),
            "form.next": lambda: self._in_form("next"),
            "form.previous": lambda: self._in_form("previous"),
            "form.up": lambda: self._in_form("up"),
            "form.down": lambda: self._in_form("down"),
        }

    @property
    def workbench(self) -> WorkbenchApp:
        """The app this screen is in."""
        return cast("WorkbenchApp", self.app)

    @property
    def context(self) -> Context:
        """Where the keys go."""
        raise NotImplementedError

    @property
    def is_tiny(self) -> bool:
        """Whether the terminal is too small for anything to be seen."""
        return self.size.width < SMALLEST[0] or self.size.height < SMALLEST[1]

    def refocus(self) -> None:
        """Put the focus where it was before a form was opened."""
        raise NotImplementedError

    def files_changed(self, ids: Collection[str]) -> None:
        """Files of these articles changed on disk; a screen that shows what is in them shows it anew."""

    # Forms

    def open_form(self, form: Form) -> None:
        """Show a form above the footer and put the cursor into it."""
        self.close_form(go_back=False)
        self.form = form
        self.forms.set_class(True, "-open")
        form.ready = self.held_back.hold()
        self.forms.mount(form)
        self.say_keys()

    def close_form(self, *, go_back: bool = True) -> None:
        """Take the form away, and go back to where one was."""
        if self.form is None:
            return
        form, self.form = self.form, None
        # The focus leaves it first: Textual would send it to some other pane.
        if go_back:
            self.refocus()
        form.remove()
        self.forms.set_class(False, "-open")
        self.say_keys()

    def _in_form(self, what: str) -> None:
        form = self.form
        if form is None:
            return
        steps: dict[str, Callable[[], None]] = {
            "save": form.save,
            "up": form.up,
            "down": form.down,
            "next": lambda: form.step(1),
            "previous": lambda: form.step(-1),
        }
        steps[what]()

    # Keys

    def run_held(
        self,
        work: Callable[[], Answer],
        done: Callable[[Answer], None],
        *,
        failed: Callable[[BaseException], None] | None = None,
        writes: bool = False,
    ) -> None:
        """Run a function in a thread, as `Workers.run` does, while keys wait: what is typed ahead is meant for what comes of it."""
        release = self.held_back.hold()

        def finished(answer: Answer) -> None:
            done(answer)
            release()

        def went_wrong(error: BaseException) -> None:
            release()
            (failed or self.workbench.failed)(error)

        self.workbench.threads.run(work, finished, failed=went_wrong, writes=writes)

    def say_keys(self) -> None:
        """The keys that apply now."""
        keys, context = self.workbench.keys, self.context
        heard = [
            action
            for action in footer_actions(context)
            if action.id in self.handlers and keys.action_for(context, keys.first_key(action.id)) == action.id
        ]
        self.footer.show(heard)

    def act(self, event: events.Key) -> bool:
        """Carry out the action a key stands for where one is; whether it stands for one."""
        key = event.character if event.is_printable and event.character else event.key
        action = self.workbench.keys.action_for(self.context, "space" if key == " " else key)
        self.footer.settle()
        if action:
            self.perform(action)
        return action is not None

    def perform(self, action: str) -> None:
        """Carry out an action."""
        handler = self.handlers.get(action)
        if handler:
            handler()
