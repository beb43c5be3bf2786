"""A workload's step in PyTorch eager on random images. Arguments: threads, the workload as JSON (see workload.ts)."""

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

torch.set_num_threads(int(sys.argv[1]))
torch.manual_seed(1)
workload = json.loads(sys.argv[2])
rows, channels, size = workload["rows"], workload["channels"], workload["size"]
widths = workload["encoder"]["widths"]


def normalised(before, after, kernel, stride):
    return [nn.Conv2d(before, after, kernel, stride, kernel // 2, bias=False), nn.BatchNorm2d(after)]


class BasicBlock(nn.Module):
    def __init__(self, before, after, stride):
        super().__init__()
        first, second = normalised(before, after, 3, stride), normalised(after, after, 3, 1)
        self.branch = nn.Sequential(*first, nn.ReLU(), *second)
        changes = stride != 1 or before != after
        self.shortcut = nn.Sequential(*normalised(before, after, 1, stride)) if changes else nn.Identity()

    def forward(self, x):
        return F.relu(self.branch(x) + self.shortcut(x))


def encoder(kind, norm=None, **_):
    if kind == "resnet":
        layers = [*normalised(channels, widths[0], 3, 1), nn.ReLU()]
        for stage, (before, after) in enumerate(zip(widths[:1] + widths, widths)):
            layers.append(BasicBlock(before, after, 1 if stage == 0 else 2))
        return layers
    layers = []
    for before, after in zip([channels] + widths, widths):
        bare = [nn.Conv2d(before, after, 3, 2, 1)]
        layers += [*(normalised(before, after, 3, 2) if norm == "batch" else bare), nn.ReLU()]
    return layers


model = nn.Sequential(
    *encoder(**workload["encoder"]),
    nn.AdaptiveAvgPool2d(1),
    nn.Flatten(),
    nn.Linear(widths[-1], workload["hidden"]),
    nn.ReLU(),
    nn.Linear(workload["hidden"], workload["output"]),
)
optimisers = {
    "adam": torch.optim.Adam,
    "adamw": lambda weights, lr: torch.optim.AdamW(weights, lr=lr, weight_decay=0.01),
    "momentum": lambda weights, lr: torch.optim.SGD(weights, lr=lr, momentum=0.9),
}
optimiser = optimisers[workload["optimiser"]](model.parameters(), lr=workload["learningRate"])
images = torch.rand(rows, channels, size, size)
itself = torch.eye(rows) * 1e9
positive = torch.arange(rows).roll(rows // 2)


def one_step():
    begin = time.perf_counter()
    unit = F.normalize(model(images))
    loss = F.cross_entropy(unit @ unit.T / workload["temperature"] - itself, positive)
    optimiser.zero_grad(set_to_none=True)
    loss.backward()
    optimiser.step()
    loss.item()
    return 1000 * (time.perf_counter() - begin)


answer({"ready": torch.__version__})
for line in sys.stdin:
    answer({"step": [one_step() for _ in range(int(line))]})
