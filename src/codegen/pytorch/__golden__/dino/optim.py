"""The optimiser and its schedules."""

import math

import torch
from torch import nn


def cosine(step: int, steps: int, start: float, end: float) -> float:
    """Half a cosine from `start` to `end`, reached at the last of `steps` steps."""
    if steps <= 1 or step >= steps - 1:
        return end
    return end - (end - start) * (math.cos(math.pi * step / (steps - 1)) + 1) / 2


def warmup_cosine(step: int, steps: int, warmup: int, base: float, final: float) -> float:
    """A linear warm-up to `base`, then half a cosine down to `final` (Loshchilov and Hutter 2017)."""
    if step < warmup:
        return base * (step + 1) / warmup
    return cosine(step - warmup, steps - warmup, base, final)


def build_optimizer(model: nn.Module) -> torch.optim.Optimizer:
    """AdamW, with the parameters that are treated alike in one group."""
    kernels, norms_and_biases = [], []
    for parameter in model.parameters():
        if parameter.requires_grad:
            (kernels if parameter.dim() > 1 else norms_and_biases).append(parameter)
    groups = [{"params": kernels}, {"params": norms_and_biases}]
    return torch.optim.AdamW(groups, lr=0.0, betas=(0.9, 0.999), eps=1e-8)


def set_schedules(optimizer: torch.optim.Optimizer, step: int, steps: int) -> None:
    """Set learning rates and weight decays of this step; steps count from 0."""
    rates = [warmup_cosine(step, steps, 10, 0.001, 0)] * 2
    decays = [0.04, 0]
    for group, rate, decay in zip(optimizer.param_groups, rates, decays):
        group["lr"], group["weight_decay"] = rate, decay


def prepare_gradients(model: nn.Module, step: int) -> None:
    """Bound the length of each gradient."""
    for parameter in model.parameters():
        if parameter.grad is not None:
            nn.utils.clip_grad_norm_(parameter, 3)
