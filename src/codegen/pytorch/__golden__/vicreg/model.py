"""VICReg: the networks, the loss of one step, and what moves besides the optimiser."""

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


def vicreg(views, invariance: float, variance: float, covariance: float, eps: float) -> torch.Tensor:
    """Invariance, a hinge on each feature's deviation, and covariances (Bardes et al. 2022, eq. 6).

    Terms are means over views and pairs of views.
    """
    pairs = [(a, b) for i, a in enumerate(views) for b in views[i + 1 :]]
    similar = torch.stack([F.mse_loss(a, b) for a, b in pairs]).mean()
    spread, related = [], []
    for z in views:
        centred = z - z.mean(dim=0)
        deviation = (centred.square().sum(dim=0) / (len(z) - 1) + eps).sqrt()
        spread.append(F.relu(1 - deviation).mean())
        squares = (centred.T @ centred / (len(z) - 1)).square()
        related.append((squares.sum() - squares.diagonal().sum()) / z.shape[1])
    spread, related = torch.stack(spread).mean(), torch.stack(related).mean()
    return invariance * similar + variance * spread + covariance * related


class VICReg(nn.Module):
    r"""VICReg.

    Three terms: the two views’ embeddings should be equal (invariance), every dimension should keep a
    spread of at least one over the batch (variance), and dimensions should not be correlated
    (covariance). The last two forbid collapse outright, separately for each view’s branch.

    Loss:
        \mathcal{L} = 25\,s(Z, Z') + 25\,[v(Z) + v(Z')] + [c(Z) + c(Z')]

    A. Bardes, J. Ponce, Y. LeCun: VICReg: Variance-Invariance-Covariance Regularization for
    Self-Supervised Learning. ICLR 2022. https://arxiv.org/abs/2105.04906
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
        loss = vicreg([view_1, view_2], invariance=25, variance=25, covariance=2, eps=0.0001)
        return loss

    def embed(self, images: torch.Tensor) -> torch.Tensor:
        """What is evaluated: one vector for each of plain images (batch x channels x height x width)."""
        return self.encoder(images).mean(dim=(2, 3))
