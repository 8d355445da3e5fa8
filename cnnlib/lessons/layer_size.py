"""How many numbers a convolutional layer learns, gives out and works with."""

from __future__ import annotations

from dataclasses import dataclass

from cnnlib.geometry import output_size


@dataclass(frozen=True)
class LayerSize:
    """K filters of f×f×C, each with a bias, over an n×n×C volume; stride 1, no padding.

    A filter that does not fit into the volume raises ValueError, as `output_size` does.
    """

    n: int
    f: int
    channels: int
    filters: int

    def __post_init__(self) -> None:
        output_size(self.n, self.f)

    @property
    def side(self) -> int:
        """N − f + 1, the side of the output."""
        return output_size(self.n, self.f)

    @property
    def weights(self) -> int:
        """f·f·C, the numbers of one filter without its bias."""
        return self.f * self.f * self.channels

    @property
    def parameters(self) -> int:
        """(f·f·C + 1)·K, all that is learned; n has no part in it."""
        return (self.weights + 1) * self.filters

    @property
    def outputs(self) -> int:
        """(n − f + 1)²·K, the numbers that come out."""
        return self.side**2 * self.filters

    @property
    def multiplications(self) -> int:
        """f·f·C for each number that comes out."""
        return self.outputs * self.weights
