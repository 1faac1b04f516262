"""Spans found by where they stand."""

from hypothesis import given
from hypothesis import strategies as st

from truceline.model import Span
from truceline.reading.nearby import Nearby

SPANS = st.builds(lambda at, long: Span(at, at + long), st.integers(0, 6000), st.integers(0, 3000))


@given(st.lists(st.lists(SPANS, max_size=3), max_size=12), SPANS)
def test_whatever_overlaps_is_found_in_order(groups, span):
    found = Nearby(groups).to(span)
    overlapping = [i for i, group in enumerate(groups) if any(s.overlaps(span) for s in group)]
    assert found == sorted(set(found))
    assert set(overlapping) <= set(found)


def test_what_stands_far_off_is_not_asked():
    assert Nearby([[Span(0, 10)], [Span(50_000, 50_010)]]).to(Span(50_000, 50_005)) == [1]
