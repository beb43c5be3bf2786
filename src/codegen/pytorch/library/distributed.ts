import { snippet } from '../../snippet.ts';

export const worldSize = snippet(
  'world_size',
  [],
  `
def world_size() -> int:
    """Number of processes that train together."""
    return dist.get_world_size() if dist.is_available() and dist.is_initialized() else 1
`,
);

const gatherRows = snippet(
  'GatherRows',
  [],
  `
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
`,
);

export const gather = snippet(
  'gather',
  [worldSize, gatherRows],
  `
def gather(x: torch.Tensor, views: int = 1) -> torch.Tensor:
    """Rows (views x batch) of all processes, in the order one process would have them in; gradient passes."""
    return x if world_size() == 1 else GatherRows.apply(x, views)
`,
);

const sumOverProcesses = snippet(
  'SumOverProcesses',
  [],
  `
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
`,
);

export const meanOverProcesses = snippet(
  'mean_over_processes',
  [worldSize, sumOverProcesses],
  `
def mean_over_processes(x: torch.Tensor) -> torch.Tensor:
    """The mean over all processes; gradient passes."""
    return x if world_size() == 1 else SumOverProcesses.apply(x) / world_size()
`,
);

export const ownRows = snippet(
  'own_rows',
  [worldSize],
  `
def own_rows(x: torch.Tensor, views: int = 1) -> torch.Tensor:
    """Of gathered rows (views x batch) those of this process."""
    if world_size() == 1:
        return x
    return torch.cat([view.chunk(world_size())[dist.get_rank()] for view in x.chunk(views)])
`,
);
