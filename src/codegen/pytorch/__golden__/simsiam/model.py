"""SimSiam: the networks, the loss of one step, and what moves besides the optimiser."""

import torch
import torch.distributed as dist
import torch.nn.functional as F
from torch import nn


def world_size() -> int:
    """Number of processes that train together."""
    return dist.get_world_size() if dist.is_available() and dist.is_initialized() else 1


class SumOverProcesses(torch.autograd.Function):
    """The sum over all processes; its gradient is the sum of theirs."""

    @staticmethod
    def forward(ctx, x: torch.Tensor) -> torch.Tensor:
        total = x.clone()
        dist.all_reduce(total)
        return total

    @staticmethod
    def backward(ctx, gradient: torch.Tensor) -> torch.Tensor:
        total = gradient.clone()
        dist.all_reduce(total)
        return total


def mean_over_processes(x: torch.Tensor) -> torch.Tensor:
    """The mean over all processes; gradient passes."""
    return x if world_size() == 1 else SumOverProcesses.apply(x) / world_size()


class BatchNorm(nn.modules.batchnorm._BatchNorm):
    """Batch norm over everything but the channels (axis 1), with the statistics of all processes together.

    With `splits` above 1 equal parts of the batch are normalised side by side, as on so many devices.
    """

    splits = 1

    def _check_input_dim(self, x: torch.Tensor) -> None:
        pass

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        if not self.training or (self.splits == 1 and world_size() == 1):
            return super().forward(x)
        return self.split(x) if self.splits > 1 else self.synchronised(x)

    def split(self, x: torch.Tensor) -> torch.Tensor:
        outputs, means, variances = [], [], []
        for part in x.chunk(max(1, self.splits // world_size())):
            mean, variance = self.running_mean.clone(), self.running_var.clone()
            outputs.append(
                F.batch_norm(part, mean, variance, self.weight, self.bias, True, self.momentum, self.eps)
            )
            means.append(mean)
            variances.append(variance)
        self.running_mean.copy_(mean_over_processes(torch.stack(means).mean(0)))
        self.running_var.copy_(mean_over_processes(torch.stack(variances).mean(0)))
        return torch.cat(outputs)

    def synchronised(self, x: torch.Tensor) -> torch.Tensor:
        axes = [0, *range(2, x.dim())]
        shape = [1, -1] + [1] * (x.dim() - 2)
        mean = mean_over_processes(x.mean(axes))
        centred = x - mean.view(shape)
        variance = mean_over_processes(centred.square().mean(axes))
        with torch.no_grad():
            count = x.numel() // x.shape[1] * world_size()
            self.running_mean.lerp_(mean, self.momentum)
            self.running_var.lerp_(variance * count / (count - 1), self.momentum)
        y = centred * torch.rsqrt(variance + self.eps).view(shape)
        if self.affine:
            y = y * self.weight.view(shape) + self.bias.view(shape)
        return y


def each_view(module: nn.Module, x: torch.Tensor, views: int) -> torch.Tensor:
    """Call a module once for each view, so that batch norms see one view at a time."""
    return torch.cat([module(view) for view in x.chunk(views)])


def negative_cosine(prediction: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """Minus the mean cosine of predictions and targets (Chen and He 2021, eq. 1)."""
    return -(F.normalize(prediction, dim=1) * F.normalize(target, dim=1)).sum(dim=1).mean()


def different_views(first, second) -> list:
    """Pairs of a view of one set with another view of the other."""
    return [(a, b) for i, a in enumerate(first) for j, b in enumerate(second) if i != j]


def mean_of(losses) -> torch.Tensor:
    """The mean of several losses."""
    return torch.stack(list(losses)).mean()


class SimSiam(nn.Module):
    r"""SimSiam.

    A predictor turns one view’s projection into the other view’s, which is held fixed by a
    stop-gradient; both views pass through the same network. Neither negatives nor a moving average are
    needed: without the stop-gradient all images collapse to one answer.

    Loss:
        \begin{aligned}\mathcal{L} &= \tfrac12 D(p_1, \operatorname{sg}(z_2)) + \tfrac12 D(p_2, \operatorname{sg}(z_1))\\ D(p, z) &= -\frac{\langle p, z\rangle}{\lVert p\rVert\,\lVert z\rVert}\end{aligned}

    X. Chen, K. He: Exploring Simple Siamese Representation Learning. CVPR 2021.
    https://arxiv.org/abs/2011.10566
    """

    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(
            nn.Conv2d(3, 32, 3, stride=2, padding=1, bias=False),
            BatchNorm(32),
            nn.ReLU(),
            nn.Conv2d(32, 64, 3, stride=2, padding=1, bias=False),
            BatchNorm(64),
            nn.ReLU(),
            nn.Conv2d(64, 128, 3, stride=2, padding=1, bias=False),
            BatchNorm(128),
            nn.ReLU(),
        )
        self.projector = nn.Sequential(
            nn.Linear(128, 256, bias=False),
            BatchNorm(256),
            nn.ReLU(),
            nn.Linear(256, 128, bias=False),
            BatchNorm(128, affine=False),
        )
        self.predictor = nn.Sequential(
            nn.Linear(128, 64, bias=False), BatchNorm(64), nn.ReLU(), nn.Linear(64, 128)
        )

    def forward(self, augment: torch.Tensor) -> torch.Tensor:
        """The loss of one step.

        augment: 2 views x batch x channels x height x width.
        """
        encoder = each_view(self.encoder, augment, 2).mean(dim=(2, 3))
        projector = each_view(self.projector, encoder, 2)
        predictor = each_view(self.predictor, projector, 2)
        stop_gradient = projector.detach()
        loss = mean_of(
            negative_cosine(x, y) for x, y in different_views(predictor.chunk(2), stop_gradient.chunk(2))
        )
        return loss

    def embed(self, images: torch.Tensor) -> torch.Tensor:
        """What is evaluated: one vector for each of plain images (batch x channels x height x width)."""
        return self.encoder(images).mean(dim=(2, 3))
