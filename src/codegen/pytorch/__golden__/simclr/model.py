"""SimCLR: the networks, the loss of one step, and what moves besides the optimiser."""

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


def nt_xent(a: torch.Tensor, b: torch.Tensor, temperature: float) -> torch.Tensor:
    """NT-Xent (Chen et al. 2020, eq. 1): of 2B rows each has to find its other view; only itself is left out."""
    z = F.normalize(torch.cat([a, b]), dim=1)
    itself = torch.eye(len(z), dtype=torch.bool, device=z.device)
    logits = (z @ z.T / temperature).masked_fill(itself, -1e9)
    positives = torch.arange(len(z), device=z.device).roll(len(a))
    return F.cross_entropy(logits, positives)


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


class SimCLR(nn.Module):
    r"""SimCLR.

    Two random views of an image should be closer to each other than to the views of all other images in
    the batch. To tell images apart under crops and colour changes the encoder has to represent what is
    in them; the negatives keep it from answering the same for all.

    Loss:
        \mathcal{L} = -\frac{1}{2B} \sum_{i=1}^{2B} \log \frac{\exp(\hat z_i^\top \hat z_{i^+} / \tau)}{\sum_{k \ne i} \exp(\hat z_i^\top \hat z_k / \tau)}

    T. Chen, S. Kornblith, M. Norouzi, G. Hinton: A Simple Framework for Contrastive Learning of Visual
    Representations. ICML 2020. https://arxiv.org/abs/2002.05709
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
            nn.Linear(128, 256, bias=False), BatchNorm(256), nn.ReLU(), nn.Linear(256, 128)
        )

    def forward(self, augment: torch.Tensor) -> torch.Tensor:
        """The loss of one step.

        augment: 2 views x batch x channels x height x width.
        """
        encoder = each_view(self.encoder, augment, 2).mean(dim=(2, 3))
        projector = each_view(self.projector, encoder, 2)
        normalize = F.normalize(projector, dim=-1)
        all_normalize = gather(normalize, 2)
        view_1, view_2 = all_normalize.chunk(2)
        loss = nt_xent(view_1, view_2, temperature=0.2)
        return loss

    def embed(self, images: torch.Tensor) -> torch.Tensor:
        """What is evaluated: one vector for each of plain images (batch x channels x height x width)."""
        return self.encoder(images).mean(dim=(2, 3))
