"""Activations against Keras, derivatives against its gradients and finite differences."""

import numpy as np
import pytest
import tensorflow as tf

from cnnlib.activations import ACTIVATIONS, leaky_relu, leaky_relu_derivative, relu, sigmoid

Z = np.array([-800.0, -30, -2.5, -1, -0.1, 0, 1e-9, 0.3, 1, 4, 30, 800])
KERAS = {
    "relu": tf.nn.relu,
    "leaky_relu": lambda z: tf.nn.leaky_relu(z, 0.01),
    "sigmoid": tf.nn.sigmoid,
    "tanh": tf.nn.tanh,
}


@pytest.mark.parametrize("name", KERAS)
@pytest.mark.parametrize("number", [np.float32, np.float64])
def test_values_and_derivatives_are_tensorflows(name, number):
    z = tf.constant(Z, number)
    with tf.GradientTape() as tape:
        tape.watch(z)
        a = KERAS[name](z)
    slope = tape.gradient(a, z)
    ours = ACTIVATIONS[name]
    absolute = 1e-6 if number is np.float32 else 1e-12
    np.testing.assert_allclose(ours.function(z.numpy()), a, rtol=1e-6, atol=absolute)
    np.testing.assert_allclose(ours.derivative(z.numpy()), slope, rtol=1e-6, atol=absolute)
    assert ours.function(z.numpy()).dtype == ours.derivative(z.numpy()).dtype == number


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_derivatives_are_the_slope(name):
    z, step = np.array([[-3.0, -0.7], [0.2, 2.5]]), 1e-6
    function, derivative = ACTIVATIONS[name].function, ACTIVATIONS[name].derivative
    slope = (function(z + step) - function(z - step)) / (2 * step)
    np.testing.assert_allclose(derivative(z), slope, rtol=1e-6, atol=1e-9)


def test_names_and_lists():
    assert [name for name, activation in ACTIVATIONS.items() if activation.name != name] == []
    assert relu([-1, 2]).tolist() == [0.0, 2.0]
    assert sigmoid(0) == 0.5
    assert leaky_relu([-2.0], slope=0.25).tolist() == [-0.5]
    assert leaky_relu_derivative([-2.0, 2.0], slope=0.25).tolist() == [0.25, 1.0]


@pytest.mark.parametrize("z", [True, "3", [1j], [[1], [2, 3]], None], ids=repr)
def test_refuses_what_is_no_real_number(z):
    with pytest.raises(ValueError, match=r"^z: expected .* received"):
        relu(z)
