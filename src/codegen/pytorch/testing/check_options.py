"""Tries options of train.py in an exported project of two views; prints one JSON object.

The project is in the working directory, its model called SimSiam.
"""

import contextlib
import csv
import io
import json
import os
import sys
import types

import torch

sys.path.insert(0, os.getcwd())
import train  # noqa: E402 - it is the project in the working directory
from model import SimSiam  # noqa: E402
from optim import build_optimizer  # noqa: E402

SHORT = ["--steps", "2", "--batch-size", "16", "--workers", "0", "--evaluate", "none", "--log-every", "1"]
torch.set_num_threads(1)


def run(folder: str, *options: str) -> dict:
    """What a short run prints and logs."""
    sys.argv = ["train.py", "--out", folder, *SHORT, *options]
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        train.main()
    with open(f"{folder}/log.csv", newline="") as file:
        return {"printed": printed.getvalue(), "rows": list(csv.DictReader(file))}


class Board:
    """Stands for TensorBoard's writer, and remembers."""

    scalars = []

    def __init__(self, folder: str, purge_step: int):
        self.purge_step = purge_step

    def add_scalar(self, name: str, value: float, step: int) -> None:
        self.scalars.append([step, name, value])

    def close(self) -> None:
        pass


def gradients(model, inputs: dict, **options) -> tuple:
    """Loss of a step, and the gradient it gives the optimiser."""
    found = {}

    def keep() -> None:
        found.update({name: one.grad.clone() for name, one in model.named_parameters() if one.grad is not None})

    loss = train.train_step(model, build_optimizer(model), inputs, 0, 100, after_backward=keep, **options)
    return loss, found


def accumulated() -> dict:
    """How far a batch in two parts is from the mean of the parts, and from the whole."""
    torch.manual_seed(0)
    model = SimSiam()
    start = {name: value.clone() for name, value in model.state_dict().items()}
    (name,) = train.VIEWS
    views = torch.randn(2, 16, 3, 32, 32)

    def step(images: torch.Tensor, **options) -> tuple:
        model.load_state_dict(start)
        return gradients(model, {name: images.flatten(0, 1)}, **options)

    loss, both = step(views, accumulate=2)
    halves = [step(half) for half in views.chunk(2, dim=1)]
    whole_loss, _ = step(views)
    scale = max(value.abs().max() for value in both.values())
    errors = [(both[key] - sum(half[key] for _, half in halves) / 2).abs().max() / scale for key in both]
    mean = sum(one for one, _ in halves) / 2
    return {
        "gradients": len(errors),
        "error": max(errors).item(),
        "lossError": abs(loss - mean).item(),
        "fromWhole": abs(loss - whole_loss).item(),
    }


module = types.ModuleType("torch.utils.tensorboard")
module.SummaryWriter = Board
sys.modules["torch.utils.tensorboard"] = module
result = {"board": run("board", "--tensorboard"), "scalars": Board.scalars}
sys.modules["torch.utils.tensorboard"] = None
result["plain"] = run("plain", "--tensorboard")
result["mixed"] = run("mixed", "--amp")
result["accumulated"] = accumulated()
print(json.dumps(result))
