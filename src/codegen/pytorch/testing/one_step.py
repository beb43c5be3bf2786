"""One optimiser step of exported projects on random pictures; prints one JSON object a line."""

import json
import os
import sys

import numpy as np
import torch
from PIL import Image

MODULES = ["augment", "data", "evaluate", "model", "optim", "run", "train"]
BATCH = 4


class Pictures:
    """Random pictures, each with a class."""

    def __init__(self, side: int, gray: bool):
        generator = np.random.default_rng(0)
        shape = (side, side) if gray else (side, side, 3)
        self.images = [Image.fromarray(generator.integers(0, 256, shape, np.uint8)) for _ in range(BATCH)]

    def __len__(self) -> int:
        return BATCH

    def __getitem__(self, index: int) -> tuple:
        return self.images[index], index % 4


torch.set_num_threads(2)
for folder in sys.argv[1:]:
    for name in MODULES:
        sys.modules.pop(name, None)
    sys.path.insert(0, folder)
    os.chdir(folder)
    try:
        import data
        import model as networks
        from optim import build_optimizer
        from train import train_step

        numbers = data.DATASETS["embedded"]
        batch = BATCH if data.SIZE < 100 else BATCH // 2
        pictures = Pictures(max(data.SIZE, 32), len(numbers["mean"]) == 1)
        views = data.Views(pictures, 0, numbers["mean"], numbers["std"])
        inputs = data.collate([views[(0, index)] for index in range(batch)])
        torch.manual_seed(0)
        own = [
            one
            for one in vars(networks).values()
            if isinstance(one, type) and one.__module__ == "model" and hasattr(one, "embed")
        ]
        core = own[0]()
        core.train()
        before = [parameter.detach().clone() for parameter in core.parameters()]
        loss = train_step(core, build_optimizer(core), inputs, 0, 100)
        moved = sum(not torch.equal(a, b) for a, b in zip(before, core.parameters()))
        shapes = {name: list(x.shape) for name, x in inputs.items()}
        result = {"loss": loss.item(), "moved": moved, "shapes": shapes}
    except Exception:
        import traceback

        result = {"problem": traceback.format_exc()[-1500:]}
    sys.path.remove(folder)
    print(json.dumps(result), flush=True)
