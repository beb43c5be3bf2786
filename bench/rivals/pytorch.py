"""The step of the template `simclr` in PyTorch eager, two random views in place of augmentation. Argument: threads."""

import json
import sys
import time


def answer(fields):
    print(json.dumps(fields), flush=True)


try:
    import torch
    import torch.nn.functional as F
    from torch import nn
except ImportError:
    answer({"missing": "there is no PyTorch for this Python"})
    sys.exit()

BATCH, TEMPERATURE = 128, 0.2
torch.set_num_threads(int(sys.argv[1]))
torch.manual_seed(1)

widths = [3, 32, 64, 128]
stages = []
for before, after in zip(widths, widths[1:]):
    stages += [nn.Conv2d(before, after, 3, 2, 1, bias=False), nn.BatchNorm2d(after), nn.ReLU()]
model = nn.Sequential(
    *stages,
    nn.AdaptiveAvgPool2d(1),
    nn.Flatten(),
    nn.Linear(128, 256),
    nn.ReLU(),
    nn.Linear(256, 128),
)
optimiser = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0.01)
itself = torch.eye(2 * BATCH) * 1e9
positive = torch.arange(2 * BATCH).roll(BATCH)


def one_step():
    images = torch.rand(2 * BATCH, 3, 32, 32)
    begin = time.perf_counter()
    unit = F.normalize(model(images))
    loss = F.cross_entropy(unit @ unit.T / TEMPERATURE - itself, positive)
    optimiser.zero_grad(set_to_none=True)
    loss.backward()
    optimiser.step()
    loss.item()
    return 1000 * (time.perf_counter() - begin)


answer({"ready": torch.__version__})
for line in sys.stdin:
    answer({"step": [one_step() for _ in range(int(line))]})
