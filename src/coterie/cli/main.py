"""The terminal: which verb, and what to return. A verb is loaded when it is called, so that help is quick."""

import os
import signal
import sys
import traceback
from importlib import import_module
from threading import current_thread, main_thread

import click

from coterie.cli.show import say_error
from coterie.terms import CoterieError, Failed, Problem

VERBS = {
    "analyze": ("coterie.cli.analyze", "From raw files to segments, values, personas and a report."),
    "inspect": ("coterie.cli.inspect", "What is this file: kind, columns, quality."),
    "compare": ("coterie.cli.compare", "Who moved between two studies, why, and what it is worth."),
    "score": ("coterie.cli.score", "Segment and value of new customers, with the models of a study."),
    "sql": ("coterie.cli.sql", "The study's segments and values as one SQL statement."),
    "predict": ("coterie.cli.predict", "Which customers will, and why: a column or a goal, learned and judged."),
    "audience": ("coterie.cli.audience", "A segment as a list, with a control group split off."),
    "erase": ("coterie.cli.erase", "Take one customer out of everything, with a receipt."),
    "studio": ("coterie.cli.studio", "The same in a browser: upload, understand, act."),
    "demo": ("coterie.cli.demo", "A real retailer's year of data, analysed."),
    "doctor": ("coterie.cli.doctor", "Versions, optional parts, what is missing and how to get it."),
}


class Verbs(click.Group):
    """A group whose commands are loaded from the table above when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs in the order of the table."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The verb's command, or None for a word that is no verb."""
        if name not in VERBS:
            return None
        command = import_module(VERBS[name][0]).command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of verbs without loading any of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, words) for name, (_, words) in VERBS.items()])


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="coterie", message="coterie %(version)s")
def coterie() -> None:
    """Who your customers are: groups that predicted the future, values with intervals, personas you can check.

    Start with:  coterie analyze orders.csv -o out
    """


def main() -> None:
    """Run the command line and leave with its exit code: 0 done, 1 failed, 2 wrong words, 3 data refused."""
    _stop_cleanly()
    try:
        code = coterie.main(standalone_mode=False)
    except (click.exceptions.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        code = 1
    except click.ClickException as wrong:
        wrong.show()
        code = 2
    except CoterieError as error:
        say_error(error)
        code = error.exit_code
    except BrokenPipeError:
        # The reader of a pipe went away: nothing to say, and nowhere to say it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    except Exception as fault:  # the last door: whatever it was, a sentence instead of a traceback
        code = _unforeseen(fault)
    sys.exit(code if isinstance(code, int) else 0)


def _stop_cleanly() -> None:
    """Let the system's wish to stop end the work as Ctrl-C does, so that no scratch folder stays behind."""
    if current_thread() is not main_thread():
        return
    for wish in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(wish) is signal.SIG_DFL:
            signal.signal(wish, signal.default_int_handler)


def _unforeseen(fault: Exception) -> int:
    """Say what stopped the work where no room has told it; the exit code."""
    said = " ".join(str(fault).split()) or "no more is known"
    if isinstance(fault, OSError | MemoryError):
        problem = Problem("COT-905", f"the work stopped: {said}")
    else:
        problem = Problem("COT-906", f"{type(fault).__name__}: {said}")
    if os.environ.get("COTERIE_DEBUG"):
        traceback.print_exception(fault)
    say_error(Failed(problem))
    return 1
