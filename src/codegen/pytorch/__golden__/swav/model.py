"""SwAV: the networks, the loss of one step, and what moves besides the optimiser."""

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


class Prototypes(nn.Module):
    """Scores of learned vectors for each embedding (Caron et al. 2020, sec. 3)."""

    def __init__(self, width: int, count: int, unit_length: bool = True):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(count, width))
        self.unit_length = unit_length
        nn.init.uniform_(self.weight, -(width**-0.5), width**-0.5)
        self.renormalise()

    @torch.no_grad()
    def renormalise(self) -> None:
        """Scale every prototype to length 1, at the start and after each update."""
        if self.unit_length:
            self.weight.copy_(F.normalize(self.weight, dim=1))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x @ self.weight.T


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


@torch.no_grad()
def sinkhorn(
    scores: torch.Tensor, epsilon: float, iterations: int, queue: torch.Tensor = None
) -> torch.Tensor:
    """Codes that spread a batch evenly over the prototypes (Caron et al. 2020, eqs. 3 to 5); a queue balances along."""
    log_codes = (scores if queue is None else torch.cat([queue, scores])) / epsilon
    for _ in range(iterations):
        log_codes = F.log_softmax(F.log_softmax(log_codes, dim=0), dim=1)
    return log_codes[-len(scores) :].exp()


def own_rows(x: torch.Tensor, views: int = 1) -> torch.Tensor:
    """Of gathered rows (views x batch) those of this process."""
    if world_size() == 1:
        return x
    return torch.cat([view.chunk(world_size())[dist.get_rank()] for view in x.chunk(views)])


def cross_view_cross_entropy(targets, logits, temperature: float, skip_same: bool = True) -> torch.Tensor:
    """Each student view predicts the targets of all views, or of the others (Caron et al. 2021, eq. 3)."""
    terms = []
    for j, student in enumerate(logits):
        log_probability = F.log_softmax(student / temperature, dim=1)
        for i, target in enumerate(targets):
            if not (skip_same and i == j):
                terms.append(-(target * log_probability).sum(dim=1).mean())
    return torch.stack(terms).mean()


class SwAV(nn.Module):
    r"""SwAV.

    Every view is assigned to prototypes, and the assignment of one view has to be predicted from
    another. Sinkhorn’s algorithm makes the assignments of a batch use all prototypes equally, so they
    cannot all be the same.

    Loss:
        \begin{aligned}\mathcal{L} &= -\tfrac{1}{|P|} \sum_{i \ne j} q_i^\top \log \operatorname{softmax}(C \hat z_j / \tau)\\ q &= \operatorname{Sinkhorn}(\exp(C\hat z / \varepsilon))\end{aligned}

    M. Caron, I. Misra, J. Mairal, P. Goyal, P. Bojanowski, A. Joulin: Unsupervised Learning of Visual
    Features by Contrasting Cluster Assignments. NeurIPS 2020. https://arxiv.org/abs/2006.09882
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
        self.prototypes = Prototypes(128, 256)

    def forward(
        self, augment_a: torch.Tensor, augment_b: torch.Tensor, local_views: torch.Tensor
    ) -> torch.Tensor:
        """The loss of one step.

        augment_a: batch x channels x height x width.
        augment_b: batch x channels x height x width.
        local_views: batch x channels x height x width.
        """
        global_views = torch.cat([augment_a, augment_b])
        encoder = each_view(self.encoder, global_views, 2).mean(dim=(2, 3))
        local_encoder = self.encoder(local_views).mean(dim=(2, 3))
        embeddings = torch.cat([encoder, local_encoder])
        projector = each_view(self.projector, embeddings, 3)
        normalize = F.normalize(projector, dim=-1)
        prototypes = self.prototypes(normalize)
        code_views = torch.cat(prototypes.chunk(3)[0:2])
        all_code_views = gather(code_views, 2)
        sinkhorn_output = own_rows(
            torch.cat([sinkhorn(view, epsilon=0.05, iterations=3) for view in all_code_views.chunk(2)]), 2
        )
        loss = cross_view_cross_entropy(sinkhorn_output.chunk(2), prototypes.chunk(3), temperature=0.1)
        return loss

    def embed(self, images: torch.Tensor) -> torch.Tensor:
        """What is evaluated: one vector for each of plain images (batch x channels x height x width)."""
        return self.encoder(images).mean(dim=(2, 3))

    @torch.no_grad()
    def after_step(self, step: int, steps: int) -> None:
        """What moves after the optimiser."""
        self.prototypes.renormalise()
