"""The named filters, against SciPy's and against what their names promise."""

import numpy as np
import pytest
from scipy import ndimage

from cnnlib.filters import DESCRIPTIONS, FILTERS, PARTNER, TITLES, gradient


def test_every_filter_is_named_described_and_read_only():
    assert list(FILTERS) == list(TITLES) == list(DESCRIPTIONS)
    assert len(set(TITLES.values())) == len(FILTERS)
    for weights in FILTERS.values():
        assert weights.shape == (3, 3)
        assert weights.dtype == np.float64
        with pytest.raises(ValueError, match="read-only"):
            weights[0, 0] = 7


def impulse_response(correlate, **options):
    """The weights of a SciPy filter: what it makes of a single bright pixel, turned round."""
    spot = np.zeros((5, 5))
    spot[2, 2] = 1
    return correlate(spot, **options)[1:4, 1:4][::-1, ::-1]


@pytest.mark.parametrize(
    ("name", "theirs"),
    [
        ("sobel", -impulse_response(ndimage.sobel, axis=1)),
        ("sobel_horizontal", -impulse_response(ndimage.sobel, axis=0)),
        ("prewitt", -impulse_response(ndimage.prewitt, axis=1)),
        ("prewitt_horizontal", -impulse_response(ndimage.prewitt, axis=0)),
        ("laplacian", impulse_response(ndimage.laplace)),
        ("box_blur", impulse_response(ndimage.uniform_filter, size=3)),
    ],
)
def test_filters_that_scipy_has_too(name, theirs):
    np.testing.assert_allclose(FILTERS[name], theirs, atol=1e-15)


def test_filters_as_the_course_prints_them():
    assert FILTERS["vertical"].tolist() == [[1, 0, -1], [1, 0, -1], [1, 0, -1]]
    assert FILTERS["horizontal"].tolist() == [[1, 1, 1], [0, 0, 0], [-1, -1, -1]]
    assert FILTERS["sobel"].tolist() == [[1, 0, -1], [2, 0, -2], [1, 0, -1]]
    assert FILTERS["scharr"].tolist() == [[3, 0, -3], [10, 0, -10], [3, 0, -3]]


def test_what_the_filters_do_to_an_even_picture():
    """On a flat sky, edge filters answer 0 and the others leave the brightness as it is."""
    sums = {name: weights.sum() for name, weights in FILTERS.items()}
    for name, total in sums.items():
        flat = 0 if name in PARTNER or name == "laplacian" else 1
        assert total == pytest.approx(flat), name


def test_partners_are_each_others_transpose():
    assert set(PARTNER) == {
        *("vertical", "horizontal", "sobel", "sobel_horizontal"),
        *("scharr", "scharr_horizontal", "prewitt", "prewitt_horizontal"),
    }
    for name, partner in PARTNER.items():
        assert PARTNER[partner] == name
        np.testing.assert_array_equal(FILTERS[partner], FILTERS[name].T)


def test_gradient_points_from_bright_to_dark():
    magnitude, direction = gradient([[3.0, 0, -5, 0]], [[4.0, 2, 0, 0]])
    np.testing.assert_allclose(magnitude, [[5, 2, 5, 0]])
    np.testing.assert_allclose(direction, [[np.arctan(4 / 3), np.pi / 2, np.pi, 0]])

    bright_below = np.repeat([[0.0], [0], [0], [9], [9], [9]], 6, axis=1)
    x, y = (ndimage.correlate(bright_below, FILTERS[name]) for name in ("sobel", "sobel_horizontal"))
    _, direction = gradient(x, y)
    np.testing.assert_allclose(direction[2:4], -np.pi / 2)  # upwards, towards the dark


def test_gradient_of_nothing_has_direction_zero():
    assert gradient([-0.0], [0.0]).direction[0] == 0
    assert gradient([-0.0], [-0.0]).direction[0] == 0


def test_gradient_keeps_float32_and_refuses_other_shapes():
    responses = np.ones((2, 3), np.float32)
    assert gradient(responses, responses).magnitude.dtype == np.float32
    with pytest.raises(ValueError, match=r"y_response: expected the shape \(2, 3\), received \(2,"):
        gradient(responses, np.ones((2, 4)))
    with pytest.raises(ValueError, match="x_response: expected real numbers, received"):
        gradient([1j], [1])
