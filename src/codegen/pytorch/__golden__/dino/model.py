"""DINO: the networks, the loss of one step, and what moves besides the optimiser."""

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


class DINOHead(nn.Module):
    """An MLP to a bottleneck, L2 normalisation and a weight-normalised layer (Caron et al. 2021, appendix C)."""

    def __init__(
        self,
        channels: int,
        hidden: int,
        bottleneck: int,
        out: int,
        layers: int = 3,
        batch_norm: bool = False,
        unit_rows: bool = True,
    ):
        super().__init__()
        sizes = [channels] + [hidden] * (layers - 1)
        parts = []
        for before, after in zip(sizes, sizes[1:]):
            parts.append(nn.Linear(before, after, bias=not batch_norm))
            parts += [BatchNorm(after), nn.GELU()] if batch_norm else [nn.GELU()]
        self.mlp = nn.Sequential(*parts, nn.Linear(sizes[-1], bottleneck))
        self.direction = nn.Parameter(torch.empty(out, bottleneck))
        self.gain = None if unit_rows else nn.Parameter(torch.ones(1, out))
        nn.init.uniform_(self.direction, -(bottleneck**-0.5), bottleneck**-0.5)
        for module in self.mlp:
            if isinstance(module, nn.Linear):
                nn.init.normal_(module.weight, std=0.02)
                if module.bias is not None:
                    nn.init.zeros_(module.bias)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        cosines = F.normalize(self.mlp(x), dim=1) @ F.normalize(self.direction, dim=1).T
        return cosines if self.gain is None else cosines * self.gain


def follower(module: nn.Module) -> nn.Module:
    """A copy that no optimiser changes."""
    return copy.deepcopy(module).requires_grad_(False)


class Centre(nn.Module):
    """The running mean of a teacher's logits (Caron et al. 2021, eq. 4); starts at zero."""

    def __init__(self, size: int, momentum: float):
        super().__init__()
        self.momentum = momentum
        self.register_buffer("value", torch.zeros(size))

    @torch.no_grad()
    def update(self, logits: torch.Tensor) -> None:
        mean = mean_over_processes(logits.mean(dim=0))
        self.value = self.value * self.momentum + mean * (1 - self.momentum)


def cross_view_cross_entropy(targets, logits, temperature: float, skip_same: bool = True) -> torch.Tensor:
    """Each student view predicts the targets of all views, or of the others (Caron et al. 2021, eq. 3)."""
    terms = []
    for j, student in enumerate(logits):
        log_probability = F.log_softmax(student / temperature, dim=1)
        for i, target in enumerate(targets):
            if not (skip_same and i == j):
                terms.append(-(target * log_probability).sum(dim=1).mean())
    return torch.stack(terms).mean()


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


class DINO(nn.Module):
    r"""DINO.

    A student sees small and large crops of an image and has to name the prototypes that a teacher, its
    slow moving average, names for the large ones. Centring keeps the teacher from naming one prototype
    for everything, sharpening keeps it from naming all equally.

    Loss:
        \begin{aligned}\mathcal{L} = -\tfrac{1}{|P|} \sum_{i \ne j} &\operatorname{softmax}\!\left(\frac{t(x_i) - c}{\tau_t}\right)^{\!\top}\\ &\log \operatorname{softmax}\!\left(\frac{s(x_j)}{\tau_s}\right)\end{aligned}

    M. Caron, H. Touvron, I. Misra, H. Jégou, J. Mairal, P. Bojanowski, A. Joulin: Emerging Properties
    in Self-Supervised Vision Transformers. ICCV 2021. https://arxiv.org/abs/2104.14294
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
        self.head = DINOHead(128, 256, 128, 128, layers=2, batch_norm=True)
        self.teacher_encoder = follower(self.encoder)
        self.teacher_head = follower(self.head)
        self.center_sharpen = Centre(128, momentum=0.9)

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
        head = each_view(self.head, embeddings, 3)
        teacher_encoder = each_view(self.teacher_encoder, global_views, 2).mean(dim=(2, 3))
        teacher_head = each_view(self.teacher_head, teacher_encoder, 2)
        center_sharpen = F.softmax((teacher_head.detach() - self.center_sharpen.value) / 0.04, dim=1)
        loss = cross_view_cross_entropy(center_sharpen.chunk(2), head.chunk(3), temperature=0.1)
        if self.training:
            self.center_sharpen.update(teacher_head.detach())
        return loss

    def embed(self, images: torch.Tensor) -> torch.Tensor:
        """What is evaluated: one vector for each of plain images (batch x channels x height x width)."""
        return self.encoder(images).mean(dim=(2, 3))

    @torch.no_grad()
    def after_step(self, step: int, steps: int) -> None:
        """What moves after the optimiser."""
        ema_momentum = cosine(step, steps, 0.99, 1)
        follow(self.teacher_encoder, self.encoder, ema_momentum)
        follow(self.teacher_head, self.head, ema_momentum)
