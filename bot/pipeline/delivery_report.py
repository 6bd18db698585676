"""What came of a run that delivers, as the log and the metrics tell it."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.pipeline.notices import Notice


@dataclass(slots=True)
class DeliveryReport:
    """What came of the briefings in the outbox.

    Attributes:
        sent: Briefings that are in their channel now, however many tries it took.
        held: Those that wait until the quiet hours of their channel end.
        retried: To be tried again, and why.
        gone: Given up together with their subscription, which is paused.
        failed: Given up: Discord refuses them, or they are too late.
        published: Briefings that reached those who follow their channel.
        unpublished: Those that will not, and why.
    """

    sent: int = 0
    held: int = 0
    retried: list[Notice] = field(default_factory=list)
    gone: list[Notice] = field(default_factory=list)
    failed: list[Notice] = field(default_factory=list)
    published: int = 0
    unpublished: list[Notice] = field(default_factory=list)

    @property
    def outcomes(self) -> dict[str, int]:
        """How many tries ended how, as the log and the metrics call it."""
        return {
            "sent": self.sent,
            "retried": len(self.retried),
            "gone": len(self.gone),
            "failed": len(self.failed),
        }
