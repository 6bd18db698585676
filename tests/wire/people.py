"""What a person can do in Discord's client, turned into the data of an interaction.

`CannotDoError` is raised where Discord's client would not let the person: an unknown command or option, a value outside
the offered choices, a disabled button, a form field too long.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum
from typing import Any

from tests.wire.messages import Json, Message, walk
from tests.wire.permissions import Permission
from tests.wire.world import Channel, Member, Person, Role, User

BUTTON, STRING_SELECT, TEXT_INPUT = 2, 3, 4
SELECTS = {STRING_SELECT, 5, 6, 7, 8}
ACTION_ROW, LABEL = 1, 18
SLASH, MESSAGE_MENU = 1, 3


class CannotDoError(AssertionError):
    """Discord's client offers the person no such thing."""


class OptionType(IntEnum):
    SUB_COMMAND = 1
    SUB_COMMAND_GROUP = 2
    STRING = 3
    INTEGER = 4
    BOOLEAN = 5
    USER = 6
    CHANNEL = 7
    ROLE = 8
    MENTIONABLE = 9
    NUMBER = 10


Values = Mapping[str, Any]
"""A person's input by option name or custom id; people, channels and roles stand for themselves."""


class Resolved:
    """Collects what the ids in an interaction stand for."""

    def __init__(self) -> None:
        self.by_kind: dict[str, dict[str, Json]] = {}

    def id_of(self, thing: Person | Channel | Role) -> str:
        """Its id, once it is resolved."""
        if isinstance(thing, Member | User):
            own = str(thing.user.id)
            self._add("users", own, thing.user.as_json())
            if isinstance(thing, Member):
                member = {key: value for key, value in thing.as_json().items() if key != "user"}
                self._add("members", own, member | {"permissions": str(int(thing.permissions))})
            return own
        permissions = {"permissions": str(int(thing.bot_permissions))} if isinstance(thing, Channel) else {}
        self._add("channels" if isinstance(thing, Channel) else "roles", str(thing.id), thing.as_json() | permissions)
        return str(thing.id)

    def _add(self, kind: str, own_id: str, form: Json) -> None:
        self.by_kind.setdefault(kind, {})[own_id] = form

    def into(self, data: Json) -> Json:
        return data | ({"resolved": self.by_kind} if self.by_kind else {})


def command_data(command: Json, path: Sequence[str], values: Values, *, focused: str | None = None) -> Json:
    """The data of a slash command, typed by its registered schema.

    Args:
        command: As registered.
        path: Names of the group and the subcommand, if any.
        values: By option name.
        focused: The option that is being typed in: asks for autocomplete, where other required ones may lack.
    """
    resolved = Resolved()
    options = _options(command, list(path), values, focused, resolved)
    data = {"id": command["id"], "name": command["name"], "type": command["type"], "options": options}
    if "guild_id" in command:
        data["guild_id"] = command["guild_id"]
    return resolved.into(data)


def menu_data(command: Json, message: Message) -> Json:
    """The data of an entry in a message's menu: the message with all it holds, whatever the bot is told of others."""
    resolved = {"messages": {str(message.id): message.as_json()}}
    own = {"id": command["id"], "name": command["name"], "type": command["type"], "resolved": resolved}
    return own | {"target_id": str(message.id)}


def may_use(command: Json, person: Person, channel: Channel) -> None:
    """Raise where Discord would not show the command to this person, here.

    Raises:
        CannotDoError: It says why.
    """
    contexts = command.get("contexts")
    where = 0 if channel.guild else 1
    if contexts is not None and where not in contexts:
        raise CannotDoError(
            f"/{command['name']} is not offered {'in guilds' if channel.guild else 'in direct messages'}"
        )
    if channel.guild and not channel.guild.invited and 1 not in (command.get("integration_types") or [0]):
        raise CannotDoError(f"/{command['name']} is not offered to who installs the bot for themselves")
    needed = command.get("default_member_permissions")
    if needed is None or not isinstance(person, Member) or person.permissions & Permission.ADMINISTRATOR:
        return
    if needed == "0" or int(needed) & ~person.permissions:
        raise CannotDoError(f"/{command['name']} needs permissions that {person.user.name} lacks: {needed}")


def _options(schema: Json, path: list[str], values: Values, focused: str | None, resolved: Resolved) -> list[Json]:
    known = {option["name"]: option for option in schema.get("options") or []}
    nested = any(option["type"] <= OptionType.SUB_COMMAND_GROUP for option in known.values())
    if path or nested:
        name = path[0] if path else ""
        if name not in known or known[name]["type"] > OptionType.SUB_COMMAND_GROUP:
            raise CannotDoError(f"{schema['name']} has no subcommand {name!r}, but {sorted(known)}")
        inner = _options(known[name], path[1:], values, focused, resolved)
        return [{"name": name, "type": known[name]["type"], "options": inner}]
    if strange := values.keys() - known.keys():
        raise CannotDoError(f"{schema['name']} has no option {sorted(strange)}, but {sorted(known)}")
    missing = [name for name, option in known.items() if option.get("required") and name not in values]
    if missing and not focused:
        raise CannotDoError(f"{schema['name']} needs {missing}")
    return [_option(known[name], value, focused=name == focused, resolved=resolved) for name, value in values.items()]


def _option(option: Json, value: Any, *, focused: bool, resolved: Resolved) -> Json:
    own = {"name": option["name"], "type": option["type"]}
    if focused:
        if not option.get("autocomplete"):
            raise CannotDoError(f"{option['name']} has no autocomplete")
        return own | {"value": str(value), "focused": True}
    return own | {"value": _typed(option, value, resolved)}


def _typed(option: Json, value: Any, resolved: Resolved) -> Any:
    kinds: dict[int, tuple[type, ...]] = {
        OptionType.STRING: (str,),
        OptionType.INTEGER: (int,),
        OptionType.BOOLEAN: (bool,),
        OptionType.USER: (Member, User),
        OptionType.CHANNEL: (Channel,),
        OptionType.ROLE: (Role,),
        OptionType.MENTIONABLE: (Member, User, Role),
        OptionType.NUMBER: (int, float),
    }
    kind, name = option["type"], option["name"]
    if choices := option.get("choices"):
        for choice in choices:
            if value in (choice["name"], choice["value"]):
                return choice["value"]
        raise CannotDoError(f"{name} offers {[c['name'] for c in choices]}, not {value!r}")
    if kind not in kinds or not isinstance(value, kinds[kind]):
        raise CannotDoError(f"{name} takes {OptionType(kind).name}, not {value!r}")
    if isinstance(value, str):
        _within(name, len(value), option.get("min_length"), option.get("max_length"))
    elif isinstance(value, int | float):
        _within(name, value, option.get("min_value"), option.get("max_value"))
    elif isinstance(value, Channel) and option.get("channel_types") and value.type not in option["channel_types"]:
        raise CannotDoError(f"{name} takes channels of the types {option['channel_types']}, not {value.type!r}")
    return resolved.id_of(value) if isinstance(value, Member | User | Channel | Role) else value


def _within(name: str, size: float, least: float | None, most: float | None) -> None:
    if (least is not None and size < least) or (most is not None and size > most):
        raise CannotDoError(f"{name}: {size} is not within {least} and {most}")


def component_data(person: Person, message: Message, custom_id: str, chosen: Sequence[Any] | None) -> Json:
    """The data of a click on a button, or of a choice in a select menu."""
    component = message.component(custom_id)
    if component is None:
        raise CannotDoError(f"the message has no component {custom_id!r}, but {message.custom_ids}")
    if component.get("disabled"):
        raise CannotDoError(f"{custom_id!r} is disabled")
    if message.seen_only_by not in (None, person.user):
        raise CannotDoError(f"{person.user.name} does not see this message")
    data = {"custom_id": custom_id, "component_type": component["type"], "id": component["id"]}
    if component["type"] == BUTTON and chosen is None:
        return data
    if component["type"] not in SELECTS or chosen is None:
        raise CannotDoError(f"{custom_id!r} is of type {component['type']}: click buttons, choose from menus")
    return _chosen(component, chosen, data)


def _chosen(menu: Json, chosen: Sequence[Any], data: Json) -> Json:
    resolved = Resolved()
    _within(menu["custom_id"], len(chosen), menu.get("min_values", 1), menu.get("max_values", 1))
    if menu["type"] != STRING_SELECT:
        return resolved.into(data | {"values": [resolved.id_of(thing) for thing in chosen]})
    offered = {option["label"]: option["value"] for option in menu["options"]}
    values = [offered.get(value, value) for value in chosen]
    if strange := set(values) - set(offered.values()):
        raise CannotDoError(f"{menu['custom_id']} offers {sorted(offered)}, not {sorted(strange)}")
    return data | {"values": values}


def modal_data(modal: Json, values: Values) -> Json:
    """The data of a form that is sent; fields left out are sent as they were filled in."""
    fields = {c["custom_id"] for c in walk(modal["components"]) if c.get("custom_id")}
    if strange := values.keys() - fields:
        raise CannotDoError(f"the form has no field {sorted(strange)}, but {sorted(fields)}")
    resolved = Resolved()
    components = list(_submitted(modal["components"], values, resolved))
    return resolved.into({"custom_id": modal["custom_id"], "components": components})


def _submitted(components: Sequence[Json], values: Values, resolved: Resolved) -> Iterator[Json]:
    for number, component in enumerate(components, start=1):
        own = {"type": component["type"], "id": component.get("id", number)}
        if component["type"] == ACTION_ROW:
            yield own | {"components": list(_submitted(component["components"], values, resolved))}
        elif component["type"] == LABEL:
            yield own | {"component": next(_submitted([component["component"]], values, resolved))}
        elif component["type"] == TEXT_INPUT:
            yield own | {"custom_id": component["custom_id"], "value": _written(component, values)}
        elif component["type"] in SELECTS:
            default = [option["value"] for option in component.get("options", []) if option.get("default")]
            yield _chosen(component, values.get(component["custom_id"], default), own) | {
                "custom_id": component["custom_id"]
            }
        elif "custom_id" in component:
            raise CannotDoError(f"this server fills in no component of type {component['type']}")


def _written(field: Json, values: Values) -> str:
    value = str(values.get(field["custom_id"], field.get("value") or ""))
    if value or field.get("required", True):
        _within(field["custom_id"], len(value), field.get("min_length") or 1, field.get("max_length", 4000))
    return value
