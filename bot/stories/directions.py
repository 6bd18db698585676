"""Where an article points: the type alone, for those that compare directions need no numpy.

It is looked at by type checkers only; `vectors` makes what it names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TypeAlias

    import numpy as np
    import numpy.typing as npt

    Direction: TypeAlias = npt.NDArray[np.float32]
    """384 numbers of length 1."""
