"""A state does not attack itself."""

from __future__ import annotations

import pytest

from truceline.model import Actor, Span
from truceline.resolving.parties import Resolution
from truceline.resolving.selves import part_selves

HEAD = (Span(0, 9), Resolution("Dana Orlo", "Velmar", "person", "offices.csv"))
FRONT = (Span(0, 5), Resolution("Front", "Front", "group", "groups.csv"))


def _of(name: str, party: str | None = "Velmar") -> Actor:
    return Actor(name=name, party=party)


@pytest.mark.parametrize(
    ("actor", "target", "parties"),
    [
        # A plotter is not the state whose head he wants to kill.
        ("exiled colonel's men", "Dana Orlo", (None, "Velmar")),
        ("Tavo Brenn", "president", (None, "Velmar")),
        # Whom the forces of a state fight at home are not the state.
        ("security forces", "protesters in the capital", ("Velmar", None)),
        ("Velmar", "opponents of the cabinet", ("Velmar", None)),
        # Both serve it: a coup; a name may be an officer's.
        ("army", "government", ("Velmar", "Velmar")),
        ("Dana Orlo", "soldiers", ("Velmar", "Velmar")),
        ("Velmari intelligence service", "Osk Harren", ("Velmar", "Velmar")),
    ],
)
def test_no_state_attacks_itself(
    actor: str, target: str, parties: tuple[str | None, str | None]
) -> None:
    one, two = part_selves((_of(actor),), (_of(target),), (HEAD,))
    assert (one[0].party, two[0].party) == parties
    assert (one[0].name, two[0].name) == (actor, target)


def test_others_are_left_as_they_are() -> None:
    velmar, keth, front = (_of(f"{n} men", n) for n in ("Velmar", "Keth", "Front"))
    assert part_selves((velmar,), (keth,), (HEAD,)) == ((velmar,), (keth,))
    assert part_selves((front,), (front,), (FRONT,)) == ((front,), (front,))
    assert part_selves((velmar, keth), (velmar,), ()) == (
        (_of("Velmar men", None), keth),
        (velmar,),
    )
