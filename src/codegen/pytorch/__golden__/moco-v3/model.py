"""MoCo v3: the networks, the loss of one step, and what moves besides the optimiser."""

import copy
import math

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


def follower(module: nn.Module) -> nn.Module:
    """A copy that no optimiser changes."""
    return copy.deepcopy(module).requires_grad_(False)


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


def info_nce(query: torch.Tensor, key: torch.Tensor, temperature: float) -> torch.Tensor:
    """InfoNCE (van den Oord et al. 2018, eq. 4) with the other images' keys as negatives."""
    logits = query @ key.T / temperature
    return F.cross_entropy(logits, torch.arange(len(query), device=query.device))


def different_views(first, second) -> list:
    """Pairs of a view of one set with another view of the other."""
    return [(a, b) for i, a in enumerate(first) for j, b in enumerate(second) if i != j]


def mean_of(losses) -> torch.Tensor:
    """The mean of several losses."""
    return torch.stack(list(losses)).mean()


@torch.no_grad()
def follow(target: nn.Module, source: nn.Module, momentum: float) -> None:
    """Move the target's parameters: target <- momentum * target + (1 - momentum) * source."""
    for own, followed in zip(target.parameters(), source.parameters()):
        own.mul_(momentum).add_(followed, alpha=1 - momentum)


def cosine(step: int, steps: int, start: float, end: float) -> float:
    """Half a cosine from `start` to `end`, reached at the last of `steps` steps."""
    if steps <= 1 or step >= steps - 1:
        return end
    return end - (end - start) * (math.cos(math.pi * step / (steps - 1)) + 1) / 2


class MoCoV3(nn.Module):
    r"""MoCo v3.

    Momentum contrast without the queue: each query is told from the keys of all other images of the
    same, large batch. A predictor on the student’s side and a symmetric loss are taken from BYOL.

    Loss:
        \begin{aligned}\mathcal{L} &= 2\tau \cdot \tfrac12 \left[\operatorname{ctr}(q_1, k_2) + \operatorname{ctr}(q_2, k_1)\right]\\ \operatorname{ctr}(q, k) &= -\frac{1}{B}\sum_i \log \frac{\exp(\hat q_i^\top \hat k_i / \tau)}{\sum_j \exp(\hat q_i^\top \hat k_j / \tau)}\end{aligned}

    X. Chen, S. Xie, K. He: An Empirical Study of Training Self-Supervised Vision Transformers. ICCV
    2021. https://arxiv.org/abs/2104.02057
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
            nn.Linear(128, 256, bias=False), BatchNorm(256), nn.ReLU(), nn.Linear(256, 128)
        )
        self.teacher_encoder = follower(self.encoder)
        self.teacher_projector = follower(self.projector)

    def forward(self, augment_a: torch.Tensor, augment_b: torch.Tensor) -> torch.Tensor:
        """The loss of one step.

        augment_a: batch x channels x height x width.
        augment_b: batch x channels x height x width.
        """
        views = torch.cat([augment_a, augment_b])
        encoder = each_view(self.encoder, views, 2).mean(dim=(2, 3))
        projector = each_view(self.projector, encoder, 2)
        predictor = each_view(self.predictor, projector, 2)
        teacher_encoder = each_view(self.teacher_encoder, views, 2).mean(dim=(2, 3))
        teacher_projector = each_view(self.teacher_projector, teacher_encoder, 2)
        stop_gradient = teacher_projector.detach()
        all_predictor = gather(predictor, 2)
        all_stop_gradient = gather(stop_gradient, 2)
        query = F.normalize(all_predictor, dim=1)
        key = F.normalize(all_stop_gradient, dim=1)
        loss = 0.4 * mean_of(
            info_nce(x, y, temperature=0.2) for x, y in different_views(query.chunk(2), key.chunk(2))
        )
        return loss

    def embed(self, images: torch.Tensor) -> torch.Tensor:
        """What is evaluated: one vector for each of plain images (batch x channels x height x width)."""
        return self.encoder(images).mean(dim=(2, 3))

    @torch.no_grad()
    def before_step(self, step: int, steps: int) -> None:
        """What moves before the forward pass."""
        ema_momentum = cosine(step, steps, 0.99, 1)
        follow(self.teacher_encoder, self.encoder, ema_momentum)
        follow(self.teacher_projector, self.projector, ema_momentum)
