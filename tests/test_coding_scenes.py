"""Where forces go, and at whom they are aimed."""

import pytest

from truceline.coding.scenes import spare_scenes
from truceline.model import Anchor, Role, Span

KETH, RHUN = Span(30, 34), Span(40, 44)


@pytest.mark.parametrize(
    ("kind", "plover", "target", "aimed"),
    [
        ("action", "MOBILIZE", Role("targets", KETH, 0.5), False),
        ("action", "RETREAT", Role("targets", KETH, 0.5), False),
        ("action", "RETREAT", Role("targets", KETH, 0.95), True),
        ("action", "MOBILIZE", Role("targets", RHUN, 0.5), True),
        ("action", "AID", Role("targets", KETH, 0.5), True),
        ("attack", "MOBILIZE", Role("targets", KETH, 0.5), True),
    ],
    ids=["sent", "left", "rather aimed at", "others", "helped", "attacked"],
)
def test_whither_forces_go_is_no_target(kind, plover, target, aimed):
    place = Role("place", KETH, 0.9)
    sent = Anchor(Span(9, 13), kind, 0.9, {"plover": (plover, 0.9)}, (target, place), "network")
    assert spare_scenes(sent).roles == ((target, place) if aimed else (place,))
