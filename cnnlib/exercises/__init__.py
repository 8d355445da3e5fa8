"""Questions about the lessons: what they ask, how answers are judged, fresh numbers by seed."""
