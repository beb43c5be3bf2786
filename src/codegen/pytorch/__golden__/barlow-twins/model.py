"""Barlow Twins: the networks, the loss of one step, and what moves besides the optimiser."""

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


def barlow_twins(
    a: torch.Tensor, b: torch.Tensor, weight: float, agreement: float, scale: float, eps: float
) -> torch.Tensor:
    """Cross correlation of two views, drawn to the identity (Zbontar et al. 2021, eq. 1)."""
    a, b = (F.batch_norm(z, None, None, training=True, eps=eps) for z in (a, b))
    difference = a.T @ b / len(a) - torch.eye(a.shape[1], device=a.device)
    on_diagonal = difference.diagonal().square().sum()
    off_diagonal = difference.square().sum() - on_diagonal
    return scale * (agreement * on_diagonal + weight * off_diagonal)


class GatherRows(torch.autograd.Function):
    """Rows of all processes, view by view; a row's gradient goes back to the process it came from."""

    @staticmethod
    def forward(ctx, x: torch.Tensor, views: int) -> torch.Tensor:
        ctx.views = views
        parts = [torch.empty_like(x) for _ in range(dist.get_world_size())]
        dist.all_gather(parts, x.contiguous())
        chunks = [part.chunk(views) for part in parts]
        return torch.cat([chunk[view] for view in range(views) for chunk in chunks])

    @staticmethod
    def backward(ctx, gradient: torch.Tensor):
        gradient = gradient.clone()
        dist.all_reduce(gradient)
        rank, world = dist.get_rank(), dist.get_world_size()
        own = [view.chunk(world)[rank] for view in gradient.chunk(ctx.views)]
        return torch.cat(own), None


def gather(x: torch.Tensor, views: int = 1) -> torch.Tensor:
    """Rows (views x batch) of all processes, in the order one process would have them in; gradient passes."""
    return x if world_size() == 1 else GatherRows.apply(x, views)


class BarlowTwins(nn.Module):
    r"""Barlow Twins.

    The two views’ embeddings should agree in every dimension, and different dimensions should have
    nothing in common. So the cross-correlation matrix between the views, over the batch, is pushed
    towards the identity: its diagonal asks for invariance, the rest forbids redundancy.

    Loss:
        \mathcal{L} = \sum_i (1 - C_{ii})^2 + \lambda \sum_i\sum_{j \ne i} C_{ij}^2

    J. Zbontar, L. Jing, I. Misra, Y. LeCun, S. Deny: Barlow Twins: Self-Supervised Learning via
    Redundancy Reduction. ICML 2021. https://arxiv.org/abs/2103.03230
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
            nn.Linear(128, 256, bias=False), BatchNorm(256), nn.ReLU(), nn.Linear(256, 256)
        )

    def forward(self, augment_a: torch.Tensor, augment_b: torch.Tensor) -> torch.Tensor:
        """The loss of one step.

        augment_a: batch x channels x height x width.
        augment_b: batch x channels x height x width.
        """
        views = torch.cat([augment_a, augment_b])
        encoder = each_view(self.encoder, views, 2).mean(dim=(2, 3))
        projector = each_view(self.projector, encoder, 2)
        all_projector = gather(projector, 2)
        view_1, view_2 = all_projector.chunk(2)
        loss = barlow_twins(view_1, view_2, weight=0.005, agreement=1, scale=1, eps=0.00001)
        return loss

    def embed(self, images: torch.Tensor) -> torch.Tensor:
        """What is evaluated: one vector for each of plain images (batch x channels x height x width)."""
        return self.encoder(images).mean(dim=(2, 3))
