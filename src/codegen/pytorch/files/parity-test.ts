import type { ModelInput } from '../plan.ts';
import { literal } from '../literal.ts';

export interface ParityOptions {
  readonly model: string;
  readonly inputs: readonly ModelInput[];
  /** Length of the run the fixture was recorded in. */
  readonly steps: number;
  /** Hash of the Program: what is proven. */
  readonly program: string;
}

/** `test_parity.py`: three steps from the fixture's weights and views, compared number by number. */
export function parityTest({ model, inputs, steps, program }: ParityOptions): string {
  return `"""Three steps from the weights and views in fixture/, compared with what Unlabel computed.

    python test_parity.py
    torchrun --nproc_per_node=2 test_parity.py

Several processes take their share of the batch each, and have to find what one finds with all of it. What was found is
written to parity.json: drop it into Unlabel, which then knows that this drawing is proven.
"""

import json
import sys
import time
from functools import partial
from pathlib import Path

import torch
import torch.distributed as dist
from torch.nn.parallel import DistributedDataParallel

import model as networks
from model import ${model}
from optim import build_optimizer
from safetensors_file import load_file
from train import VIEWS, connect, mean_loss, train_step

FIXTURE = Path(__file__).parent / "fixture"
INPUTS = ${literal(inputs.map(({ name }) => name))}
STEPS = ${steps}
PROGRAM = "${program}"
TOLERANCE = 1e-4


def relative_error(found: torch.Tensor, expected: torch.Tensor, floor: float) -> float:
    """Largest difference over the largest number of the tensor, or over \`floor\` where all are smaller."""
    scale = max(expected.abs().max().item(), floor)
    return (found.detach().float() - expected).abs().max().item() / scale


class Replay:
    """Gives the random numbers that Unlabel drew, in their order, instead of new ones."""

    def __init__(self, draws: list):
        self.draws, self.next = draws, 0

    def take(self) -> torch.Tensor:
        self.next += 1
        return self.draws[self.next - 1]


def replay_draws(batch: dict) -> Replay:
    names = sorted(name for name in batch if name.startswith("draw."))
    replay = Replay([batch[name] for name in names])
    if hasattr(networks, "keep_mask"):
        networks.keep_mask = lambda x, shape, probability: replay.take().reshape(shape)
    if hasattr(networks, "random_order"):
        networks.random_order = lambda count, device: replay.take().long()
    return replay


def compare_gradients(model, expected: dict, floor: float, step: int, note) -> None:
    """Note the error of each gradient, and give the optimiser the expected one.

    A gradient that is zero but for rounding differs from one program to another, and Adam makes a whole step of it.
    """
    for name, parameter in model.named_parameters():
        if name in expected:
            note("gradient", relative_error(parameter.grad, expected[name], floor), f"{name}, step {step}")
            parameter.grad.copy_(expected[name])


def compare_optimizer(optimizer, model, expected: dict, step: int, note) -> None:
    """Note the error of what the optimiser has gathered about each parameter, against the largest of its kind."""
    parameters, tensors = dict(model.named_parameters()), {}
    for key, value in expected.items():
        if key.startswith("optimiser:"):
            _, kind, name = key.split(":")
            tensors.setdefault(kind, {})[name] = value
    for kind, values in tensors.items():
        floor = 1e-2 * max(value.abs().max().item() for value in values.values())
        for name, value in values.items():
            # of a parameter that is held still there is nothing yet
            found = optimizer.state.get(parameters[name], {}).get(kind, torch.zeros_like(value))
            note("state", relative_error(found, value, floor), f"{kind} of {name}, step {step}")


def own_share(name: str, x: torch.Tensor) -> torch.Tensor:
    """This process's rows of every view."""
    if x.dim() == 1:
        x = x.long()
    if not dist.is_initialized():
        return x
    rank, world = dist.get_rank(), dist.get_world_size()
    return torch.cat([view.chunk(world)[rank] for view in x.chunk(VIEWS[name])])


def measure() -> dict:
    """The largest error of each kind over all steps, and where it is."""
    torch.manual_seed(0)
    model = ${model}()
    initial = load_file(FIXTURE / "initial.safetensors")
    missing, unexpected = model.load_state_dict(initial, strict=False)
    missing = [name for name in missing if not name.endswith("num_batches_tracked")]
    assert not missing and not unexpected, f"missing {missing}, unexpected {unexpected}"
    batch = load_file(FIXTURE / "batch.safetensors")
    inputs = {name: own_share(name, batch[name]) for name in INPUTS}
    replay = replay_draws(batch)
    expected_losses = json.loads((FIXTURE / "losses.json").read_text())
    optimizer = build_optimizer(model)
    model.train()
    parallel = DistributedDataParallel(model, broadcast_buffers=False) if dist.is_initialized() else model
    worst = {"loss": (0.0, ""), "gradient": (0.0, ""), "state": (0.0, "")}

    def note(kind: str, error: float, where: str) -> None:
        worst[kind] = max(worst[kind], (error, where))

    for step, expected_loss in enumerate(expected_losses):
        replay.next = 0
        expected = load_file(FIXTURE / f"step{step}.safetensors")
        gradients = {key[9:]: value for key, value in expected.items() if key.startswith("gradient:")}
        # a gradient that is zero in exact arithmetic is nothing but rounding: it is held against the others
        floor = 1e-2 * max(value.abs().max().item() for value in gradients.values())

        compare = partial(compare_gradients, model, gradients, floor, step, note)
        loss = mean_loss(train_step(parallel, optimizer, inputs, step, STEPS, after_backward=compare))
        note("loss", abs(loss - expected_loss) / max(abs(expected_loss), 0.1), f"step {step}")
        state = model.state_dict()
        for key, value in expected.items():
            if key.startswith("state:"):
                note("state", relative_error(state[key[6:]], value, 1e-3), f"{key[6:]}, step {step}")
        compare_optimizer(optimizer, model, expected, step, note)
    return worst


def test_parity() -> None:
    for kind, (error, where) in measure().items():
        assert error <= TOLERANCE, f"{kind} of {where} differs by {error:.2e}"


def write_report(worst: dict) -> None:
    report = {
        "format": "unlabel-parity",
        "target": "pytorch",
        "program": PROGRAM,
        "engine": f"PyTorch {torch.__version__}",
        "date": time.strftime("%Y-%m-%d"),
        "processes": dist.get_world_size() if dist.is_initialized() else 1,
        "errors": {kind: error for kind, (error, _) in worst.items()},
        "passed": all(error <= TOLERANCE for error, _ in worst.values()),
    }
    (Path(__file__).parent / "parity.json").write_text(json.dumps(report, indent=2) + "\\n")


if __name__ == "__main__":
    connect()
    worst = measure()
    if not dist.is_initialized() or dist.get_rank() == 0:
        write_report(worst)
    print(json.dumps({kind: {"error": error, "at": where} for kind, (error, where) in worst.items()}))
    sys.exit(any(error > TOLERANCE for error, _ in worst.values()))
`;
}
