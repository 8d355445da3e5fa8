"""A filter that learns: gradient descent finds the numbers of a filter from input and wanted output."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnlib.convolution import conv2d, conv2d_backward

Array = NDArray[Any]
MOMENTUM = 0.9


@dataclass(frozen=True)
class Learning:
    """What happened at each step: losses (T + 1,), weights (T + 1, f_h, f_w); `diverged` if it blew up."""

    losses: Array
    weights: Array
    diverged: bool

    @property
    def recovered(self) -> Array:
        """The weights at the end (f_h, f_w)."""
        last: Array = self.weights[-1]
        return last

    def frames(self, count: int) -> list[int]:
        """About `count` steps to show, close together at first, where most happens."""
        last = len(self.losses) - 1
        spread = np.linspace(0, 1, count) ** 2 * last
        return sorted({round(step) for step in spread})


def standardised(picture: Array) -> Array:
    """The picture with mean 0 and deviation 1: the slopes of the loss then are alike in size."""
    deviation = picture.std() or 1.0
    scaled: Array = (picture - picture.mean()) / deviation
    return scaled


def answer(x: Array, w: Array) -> Array:
    """conv(x, w) for x (H, W) and w (f_h, f_w)."""
    y: Array = conv2d(x[..., None], w[..., None, None])[..., 0]
    return y


def loss_and_gradient(x: Array, w: Array, target: Array) -> tuple[float, Array]:
    """J = 1/(2m) Σ (conv(x, w) − target)² over the m outputs, and ∂J/∂w from `conv2d_backward`.

    x (H, W), w (f_h, f_w), target (H − f_h + 1, W − f_w + 1).
    """
    error = answer(x, w) - target
    dz = (error / error.size)[..., None]
    _, dw, _ = conv2d_backward(dz, x[..., None], w[..., None, None])
    return float((error**2).mean() / 2), dw[..., 0, 0]


def learn(
    x: Array, target: Array, *, size: int = 3, rate: float = 0.1, steps: int = 300, seed: int = 0
) -> Learning:
    """Gradient descent with momentum 0.9 from small random weights (seeded).

    v ← 0.9·v − rate·∂J/∂w and w ← w + v (Polyak 1964, "Some methods of speeding up the convergence
    of iteration methods"). x (H, W), target (H − size + 1, W − size + 1). Stops early when the loss
    grows beyond all bounds, which a rate that is too large brings about.
    """
    expected = (x.shape[0] - size + 1, x.shape[1] - size + 1)
    if target.shape != expected:
        raise ValueError(f"target: expected shape {expected}, received {target.shape}")
    w = np.random.default_rng(seed).normal(0.0, 0.1, (size, size))
    velocity = np.zeros_like(w)
    loss, slope = loss_and_gradient(x, w, target)
    losses, history = [loss], [w]
    limit = 1e6 * max(loss, 1.0)
    for _ in range(steps):
        velocity = MOMENTUM * velocity - rate * slope
        w = w + velocity
        loss, slope = loss_and_gradient(x, w, target)
        losses.append(loss)
        history.append(w)
        if not loss < limit:
            return Learning(np.array(losses), np.array(history), diverged=True)
    return Learning(np.array(losses), np.array(history), diverged=False)
