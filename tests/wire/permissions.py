"""Discord's permission bits, as far as this world knows them, and the usual sets of them."""

from __future__ import annotations

from enum import IntFlag


class Permission(IntFlag):
    """The bits that the server itself asks for, and those that tests hand out."""

    ADMINISTRATOR = 1 << 3
    MANAGE_GUILD = 1 << 5
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    USE_APPLICATION_COMMANDS = 1 << 31
    CREATE_PUBLIC_THREADS = 1 << 35
    SEND_MESSAGES_IN_THREADS = 1 << 38


MEMBER = (
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.USE_APPLICATION_COMMANDS
    | Permission.SEND_MESSAGES_IN_THREADS
)
MODERATOR = MEMBER | Permission.MANAGE_GUILD
BOT = MEMBER | Permission.EMBED_LINKS | Permission.ATTACH_FILES | Permission.CREATE_PUBLIC_THREADS
