"""Train an exported project for two steps on its fixture's batch, save the weights, and say what the loss is then.

    python two_steps.py weights.safetensors given.safetensors

The weights that it begins with are those of `given`, which the model has to take without a key too many or too few.
"""

import copy
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path.cwd()))

import torch

from model import *  # noqa: F403
from optim import build_optimizer
from safetensors_file import load_file, save_file
from test_parity import FIXTURE, INPUTS, STEPS, own_share, replay_draws
from train import train_step
import train

MODEL = next(value for name, value in vars(train).items() if isinstance(value, type) and value.__module__ == "model")

model = MODEL()
model.load_state_dict(load_file(sys.argv[2]))
batch = load_file(FIXTURE / "batch.safetensors")
inputs = {name: own_share(name, batch[name]) for name in INPUTS}
replay = replay_draws(batch)
optimizer = build_optimizer(model)
model.train()
for step in range(2):
    replay.next = 0
    train_step(model, optimizer, inputs, step, STEPS)
save_file(model.state_dict(), sys.argv[1])
replay.next = 0
loss = train_step(copy.deepcopy(model), optimizer, inputs, 0, STEPS)
print(json.dumps(loss.item()))
