"""MoCo v2: the networks, the loss of one step, and what moves besides the optimiser."""

import copy

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


def own_rows(x: torch.Tensor, views: int = 1) -> torch.Tensor:
    """Of gathered rows (views x batch) those of this process."""
    if world_size() == 1:
        return x
    return torch.cat([view.chunk(world_size())[dist.get_rank()] for view in x.chunk(views)])


def random_order(count: int, device: torch.device) -> torch.Tensor:
    """A random order, the same in all processes."""
    order = torch.randperm(count, device=device)
    if world_size() > 1:
        dist.broadcast(order, 0)
    return order


@torch.no_grad()
def shuffle(images: torch.Tensor, views: int = 1) -> tuple:
    """Images of each view in a random order over all processes, and that order (He et al. 2020, sec. 3.3)."""
    everything = gather(images, views)
    batch = len(everything) // views
    orders = [random_order(batch, images.device) + view * batch for view in range(views)]
    order = torch.cat(orders)
    return own_rows(everything[order], views), order


def follower(module: nn.Module) -> nn.Module:
    """A copy that no optimiser changes."""
    return copy.deepcopy(module).requires_grad_(False)


def split_batch_norms(module: nn.Module, splits: int) -> None:
    """Let all batch norms of a module normalise so many parts of the batch side by side."""
    for part in module.modules():
        if isinstance(part, BatchNorm):
            part.splits = splits


def unshuffle(x: torch.Tensor, order: torch.Tensor, views: int = 1) -> torch.Tensor:
    """Rows back in the order they came in."""
    return own_rows(gather(x, views)[order.argsort()], views)


class Queue(nn.Module):
    """The newest rows of past steps, the oldest first (He et al. 2020, sec. 3.2)."""

    def __init__(self, size: int, width: int, noise: bool = True):
        super().__init__()
        start = F.normalize(torch.randn(size, width), dim=1) if noise else torch.zeros(size, width)
        self.register_buffer("rows", start)

    @torch.no_grad()
    def enqueue(self, rows: torch.Tensor) -> None:
        self.rows = torch.cat([self.rows, rows])[-len(self.rows) :].clone()


def info_nce_with_negatives(
    query: torch.Tensor, key: torch.Tensor, negatives: torch.Tensor, temperature: float
) -> torch.Tensor:
    """InfoNCE against given negatives (He et al. 2020, eq. 1)."""
    positive = (query * key).sum(dim=1, keepdim=True)
    logits = torch.cat([positive, query @ negatives.T], dim=1) / temperature
    return F.cross_entropy(logits, torch.zeros(len(query), dtype=torch.long, device=query.device))


@torch.no_grad()
def follow(target: nn.Module, source: nn.Module, momentum: float) -> None:
    """Move the target's parameters: target <- momentum * target + (1 - momentum) * source."""
    for own, followed in zip(target.parameters(), source.parameters()):
        own.mul_(momentum).add_(followed, alpha=1 - momentum)


class MoCoV2(nn.Module):
    r"""MoCo v2.

    Momentum contrast with what SimCLR found: a nonlinear head instead of a linear one, blur among the
    augmentations and a cosine schedule. A query should match the key of the same image among the keys
    in a queue, which a slowly moving copy of the encoder has made.

    Loss:
        \begin{aligned}\mathcal{L}_q &= -\log \frac{\exp(\hat q^\top \hat k_+ / \tau)}{\sum_{k \in \{k_+\} \cup \text{queue}} \exp(\hat q^\top \hat k / \tau)}\\ \theta_k &\leftarrow m\,\theta_k + (1-m)\,\theta_q\end{aligned}

    X. Chen, H. Fan, R. Girshick, K. He: Improved Baselines with Momentum Contrastive Learning. 2020.
    https://arxiv.org/abs/2003.04297
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
        self.head = nn.Sequential(nn.Linear(128, 256), nn.ReLU(), nn.Linear(256, 128))
        self.key_encoder = follower(self.encoder)
        split_batch_norms(self.key_encoder, 4)
        self.key_head = follower(self.head)
        self.queue = Queue(1024, 128)

    def forward(self, augment_query: torch.Tensor, augment_key: torch.Tensor) -> torch.Tensor:
        """The loss of one step.

        augment_query: batch x channels x height x width.
        augment_key: batch x channels x height x width.
        """
        encoder = self.encoder(augment_query).mean(dim=(2, 3))
        head = self.head(encoder)
        normalize_query = F.normalize(head, dim=-1)
        shuffled, order = shuffle(augment_key)
        key_encoder = self.key_encoder(shuffled).mean(dim=(2, 3))
        key_head = self.key_head(key_encoder)
        unshuffle_output = unshuffle(key_head, order)
        normalize_key = F.normalize(unshuffle_output, dim=-1)
        stop_gradient = normalize_key.detach()
        all_stop_gradient = gather(stop_gradient)
        loss = info_nce_with_negatives(
            F.normalize(normalize_query, dim=1),
            F.normalize(stop_gradient, dim=1),
            F.normalize(self.queue.rows, dim=1),
            temperature=0.2,
        )
        if self.training:
            self.queue.enqueue(all_stop_gradient)
        return loss

    def embed(self, images: torch.Tensor) -> torch.Tensor:
        """What is evaluated: one vector for each of plain images (batch x channels x height x width)."""
        return self.encoder(images).mean(dim=(2, 3))

    @torch.no_grad()
    def before_step(self, step: int, steps: int) -> None:
        """What moves before the forward pass."""
        follow(self.key_encoder, self.encoder, 0.99)
        follow(self.key_head, self.head, 0.99)
