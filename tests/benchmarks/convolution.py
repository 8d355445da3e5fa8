"""How fast cnnlib convolves and pools, beside SciPy and TensorFlow, and how much memory it takes.

Run with: python -m tests.benchmarks.convolution

Times are the best of many, both sides in one run; TensorFlow gets two threads, as NumPy's matrix
product has on two cores. Nothing is asserted.
"""

import time
import tracemalloc
from collections.abc import Callable
from typing import Any

import numpy as np
import tensorflow as tf
from scipy import signal

from cnnlib.convolution import conv2d, conv2d_backward, pool2d, pool2d_backward

ROUNDS, TURNS = 8, 10
Work = Callable[[], Any]


def best_times(*works: Work) -> list[float]:
    """The shortest time of each work in milliseconds.

    The works take turns by blocks: threads of one library go on spinning for a moment after its
    work, so that switching at every turn would slow the other down.
    """
    best = [float("inf")] * len(works)
    for _ in range(ROUNDS):
        for number, work in enumerate(works):
            work()
            for _ in range(TURNS):
                start = time.perf_counter()
                work()
                best[number] = min(best[number], time.perf_counter() - start)
    return [1000 * seconds for seconds in best]


def report(name: str, aim: str, ours: Work, theirs: Work) -> None:
    mine, other = best_times(ours, theirs)
    print(f"{name:<46}{mine:>9.2f}{other:>9.2f}{mine / other:>8.2f}  {aim}")


def layer(height: int, channels: int, filters: int) -> None:
    """One convolution layer with 3 x 3 filters, forward and backward, beside TensorFlow's."""
    random = np.random.default_rng(0)
    x = random.normal(size=(1, height, height, channels)).astype(np.float32)
    w = random.normal(size=(3, 3, channels, filters)).astype(np.float32)
    theirs_x, theirs_w = tf.constant(x), tf.constant(w)
    dz = tf.nn.conv2d(theirs_x, theirs_w, 1, "VALID").numpy()
    theirs_dz = tf.constant(dz)
    shape = f"{height}x{height}x{channels} with 3x3x{channels}x{filters}"
    aim = "at most 1.5" if (height, channels, filters) == (224, 3, 16) else ""
    report(
        f"conv2d {shape}",
        aim,
        lambda: conv2d(x, w),
        lambda: tf.nn.conv2d(theirs_x, theirs_w, 1, "VALID").numpy(),
    )
    report(
        "  its gradients",
        "",
        lambda: conv2d_backward(dz, x, w),
        lambda: (
            tf.raw_ops.Conv2DBackpropInput(
                input_sizes=x.shape,
                filter=theirs_w,
                out_backprop=theirs_dz,
                strides=[1] * 4,
                padding="VALID",
            ).numpy(),
            tf.raw_ops.Conv2DBackpropFilter(
                input=theirs_x,
                filter_sizes=w.shape,
                out_backprop=theirs_dz,
                strides=[1] * 4,
                padding="VALID",
            ).numpy(),
        ),
    )


def pooling() -> None:
    x = np.random.default_rng(0).normal(size=(1, 224, 224, 16)).astype(np.float32)
    theirs = tf.constant(x)
    dy = np.ones((1, 112, 112, 16), np.float32)
    for mode, pool in (("max", tf.nn.max_pool2d), ("average", tf.nn.avg_pool2d)):
        report(
            f"pool2d {mode} 2x2 of 224x224x16",
            "",
            lambda mode=mode: pool2d(x, 2, mode=mode),
            lambda pool=pool: pool(theirs, 2, 2, "VALID").numpy(),
        )
    y = tf.nn.max_pool2d(theirs, 2, 2, "VALID")
    report(
        "  gradient of max",
        "",
        lambda: pool2d_backward(dy, x, 2),
        lambda: tf.raw_ops.MaxPoolGrad(
            orig_input=theirs,
            orig_output=y,
            grad=dy,
            ksize=[1, 2, 2, 1],
            strides=[1, 2, 2, 1],
            padding="VALID",
        ).numpy(),
    )


def memory(name: str, x: Any, w: Any) -> None:
    """The peak of input, output and everything between, over what input, output and a row need."""
    tracemalloc.start()
    z = conv2d(x, w, padding="same")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    row_of_windows = z.shape[-2] * w[..., 0].size * w.itemsize
    needed = x.nbytes + z.nbytes + row_of_windows
    print(
        f"{name:<46}{(x.nbytes + peak) / 1e6:>8.2f} {needed / 1e6:>8.2f} "
        f"{(x.nbytes + peak) / needed:>7.2f}  at most 2"
    )


def main() -> None:
    tf.config.threading.set_intra_op_parallelism_threads(2)
    random = np.random.default_rng(0)
    print(f"{'time in ms':<46}{'cnnlib':>9}{'other':>9}{'ratio':>8}  aim")
    grey, weights = random.normal(size=(512, 512)), random.normal(size=(3, 3))
    report(
        "conv2d 512x512 grey, 3x3 (SciPy correlate2d)",
        "at most 1",
        lambda: conv2d(grey[..., np.newaxis], weights[..., np.newaxis, np.newaxis]),
        lambda: signal.correlate2d(grey, weights, "valid"),
    )
    layer(224, 3, 16)
    layer(56, 64, 64)
    layer(28, 192, 32)
    pooling()
    print(f"\n{'memory in MB, padding same':<46}{'peak':>9}{'needed':>9}{'ratio':>8}  aim")
    memory("512x512 grey, 3x3", grey[..., np.newaxis], weights[..., np.newaxis, np.newaxis])
    for size, channels, filters in ((224, 3, 16), (112, 32, 32)):
        memory(
            f"{size}x{size}x{channels} with 3x3x{channels}x{filters}",
            np.ones((size, size, channels), np.float32),
            np.ones((3, 3, channels, filters), np.float32),
        )


if __name__ == "__main__":
    main()
