"""The course as a map."""

from cnnlib.web.course_map import action, course_map
from cnnlib.web.navigation import place_of

edges = place_of("edges").lesson

course_map(
    "See what a convolutional network sees.",
    "Nine numbers slide over a picture, and its edges appear. Change the numbers, bring your own "
    "photo, and follow every product into its sum.",
    [
        action(edges, "Start with edges"),
        action(edges, "Try it on a photo", "board=photo"),
    ],
    with_hero=True,
)
