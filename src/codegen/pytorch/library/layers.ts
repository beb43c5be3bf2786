import { snippet } from '../../snippet.ts';
import { meanOverProcesses, worldSize } from './distributed.ts';

export const eachView = snippet(
  'each_view',
  [],
  `
def each_view(module: nn.Module, x: torch.Tensor, views: int) -> torch.Tensor:
    """Call a module once for each view, so that batch norms see one view at a time."""
    return torch.cat([module(view) for view in x.chunk(views)])
`,
);

export const batchNorm = snippet(
  'BatchNorm',
  [worldSize, meanOverProcesses],
  `
class BatchNorm(nn.modules.batchnorm._BatchNorm):
    """Batch norm over everything but the channels (axis 1), with the statistics of all processes together.

    With \`splits\` above 1 equal parts of the batch are normalised side by side, as on so many devices.
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
`,
);

export const setSplits = snippet(
  'split_batch_norms',
  [batchNorm],
  `
def split_batch_norms(module: nn.Module, splits: int) -> None:
    """Let all batch norms of a module normalise so many parts of the batch side by side."""
    for part in module.modules():
        if isinstance(part, BatchNorm):
            part.splits = splits
`,
);

export const follower = snippet(
  'follower',
  [],
  `
def follower(module: nn.Module) -> nn.Module:
    """A copy that no optimiser changes."""
    return copy.deepcopy(module).requires_grad_(False)
`,
);

export const follow = snippet(
  'follow',
  [],
  `
@torch.no_grad()
def follow(target: nn.Module, source: nn.Module, momentum: float) -> None:
    """Move the target's parameters: target <- momentum * target + (1 - momentum) * source."""
    for own, followed in zip(target.parameters(), source.parameters()):
        own.mul_(momentum).add_(followed, alpha=1 - momentum)
`,
);

export const followBuffers = snippet(
  'follow_buffers',
  [],
  `
@torch.no_grad()
def follow_buffers(target: nn.Module, source: nn.Module, momentum: float) -> None:
    """Move the target's running statistics as its parameters move."""
    for own, followed in zip(target.buffers(), source.buffers()):
        if own.is_floating_point():
            own.mul_(momentum).add_(followed, alpha=1 - momentum)
`,
);

export const holdStatistics = snippet(
  'hold_statistics',
  [batchNorm],
  `
def hold_statistics(module: nn.Module) -> None:
    """Keep batch norms from changing their running statistics by what they see."""
    for part in module.modules():
        if isinstance(part, BatchNorm):
            part.momentum = 0.0
`,
);
