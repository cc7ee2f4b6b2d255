"""``dragoman users``: who may use a record on a server."""

import argparse
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from dragoman.cli.command import Arguments, Command
from dragoman.cli.printing import print_listing, shown_line

if TYPE_CHECKING:
    from dragoman.store.postgres.accounts import Accounts

_ROLES = ("reader", "reviewer", "admin")
_ACTIONS = {
    "list": "who there is",
    "add": "make an account",
    "role": "let somebody do more or less",
    "password": "give somebody another password; their sessions and tokens end",
    "token": "make a token by which a program acts as somebody",
    "remove": "remove an account; what it decided stays",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of ``users``."""
    told = "; ".join(f"{name}: {what}" for name, what in _ACTIONS.items())
    parser.add_argument("action", metavar="ACTION", help=told)
    parser.add_argument("record", metavar="ADDRESS", help="the record: postgresql://user@host/database")
    parser.add_argument("name", nargs="?", metavar="NAME", help="whose account; it stands under what they decide")
    parser.add_argument(
        "--role", choices=_ROLES, help="reader: reads; reviewer: decides on lines too; admin: imports files too"
    )
    parser.add_argument(
        "--password-stdin", action="store_true", help="read the password from standard input instead of asking"
    )


def run(arguments: Arguments) -> int:
    """Look at the accounts or change one."""
    from dragoman.errors import UsageError
    from dragoman.store.postgres.accounts import Accounts
    from dragoman.store.postgres.address import Address, place_of

    if arguments.action not in _ACTIONS:
        raise UsageError("no such action", values=repr(arguments.action), remedy=f"Give one of {', '.join(_ACTIONS)}")
    place = place_of(arguments.record)
    if not isinstance(place, Address):
        raise UsageError(
            "only a record on a server has accounts", values=str(place),
            remedy="Give its address: postgresql://user@host/database",
        )  # fmt: skip
    accounts = Accounts(place)
    try:
        if arguments.action == "list":
            rows = [{"name": one.name, "role": one.role, "since": one.made_at.date()} for one in accounts.every()]
            print_listing(rows, form="table", columns=("name", "role", "since"), caveat=False)
        else:
            print(shown_line(_changed(accounts, arguments)))
    finally:
        accounts.close()
    return 0


def _changed(accounts: "Accounts", arguments: Arguments) -> str:
    from dragoman.errors import UsageError

    name, now = _name(arguments), datetime.now(UTC)
    match arguments.action:
        case "add":
            made = accounts.add(name, arguments.role or "reader", _password(arguments), at=now)
            return f"{made.name}: {made.role}"
        case "role":
            if arguments.role is None:
                raise UsageError("no role is given", values=name, remedy=f"Give --role and one of {', '.join(_ROLES)}")
            accounts.set_role(name, arguments.role)
            return f"{name}: {arguments.role}"
        case "password":
            accounts.set_password(name, _password(arguments))
            return f"{name} has another password"
        case "token":
            return accounts.make_token(name, at=now)
    accounts.remove(name)
    return f"{name} has no account any more"


def _name(arguments: Arguments) -> str:
    from dragoman.errors import UsageError

    if not arguments.name:
        raise UsageError("nobody is named", values=arguments.action, remedy="Give the name after the address")
    return str(arguments.name)


def _password(arguments: Arguments) -> str:
    from dragoman.errors import UsageError

    if arguments.password_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    from getpass import getpass

    given = getpass(f"password for {arguments.name}: ")
    if getpass("once more: ") != given:
        raise UsageError("the two passwords differ", remedy="Try again")
    return given


USERS = Command("users", "Who may use a record on a server.", configure, run)
