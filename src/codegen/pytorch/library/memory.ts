import { snippet } from '../../snippet.ts';
import { gather, ownRows, worldSize } from './distributed.ts';

export const queue = snippet(
  'Queue',
  [],
  `
class Queue(nn.Module):
    """The newest rows of past steps, the oldest first (He et al. 2020, sec. 3.2)."""

    def __init__(self, size: int, width: int, noise: bool = True):
        super().__init__()
        start = F.normalize(torch.randn(size, width), dim=1) if noise else torch.zeros(size, width)
        self.register_buffer("rows", start)

    @torch.no_grad()
    def enqueue(self, rows: torch.Tensor) -> None:
        self.rows = torch.cat([self.rows, rows])[-len(self.rows) :].clone()
`,
);

export const memoryBank = snippet(
  'MemoryBank',
  [],
  `
class MemoryBank(nn.Module):
    """A running mean of the embeddings of every image of the dataset (Wu et al. 2018, sec. 3.2)."""

    def __init__(self, count: int, width: int, momentum: float, unit_length: bool = True, noise: bool = True):
        super().__init__()
        self.momentum, self.unit_length = momentum, unit_length
        start = F.normalize(torch.randn(count, width), dim=1) if noise else torch.zeros(count, width)
        self.register_buffer("rows", start)

    @torch.no_grad()
    def update(self, embedding: torch.Tensor, index: torch.Tensor) -> None:
        """Move each image's row; one that is in the batch twice takes the mean of its two embeddings."""
        same = (index[:, None] == index[None]).float()
        mean = same @ embedding / same.sum(dim=1, keepdim=True)
        rows = self.rows[index] * self.momentum + mean * (1 - self.momentum)
        self.rows = self.rows.clone()
        self.rows[index] = F.normalize(rows, dim=1) if self.unit_length else rows
`,
);

export const randomOrder = snippet(
  'random_order',
  [worldSize],
  `
def random_order(count: int, device: torch.device) -> torch.Tensor:
    """A random order, the same in all processes."""
    order = torch.randperm(count, device=device)
    if world_size() > 1:
        dist.broadcast(order, 0)
    return order
`,
);

export const shuffle = snippet(
  'shuffle',
  [gather, ownRows, randomOrder],
  `
@torch.no_grad()
def shuffle(images: torch.Tensor, views: int = 1) -> tuple:
    """Images of each view in a random order over all processes, and that order (He et al. 2020, sec. 3.3)."""
    everything = gather(images, views)
    batch = len(everything) // views
    orders = [random_order(batch, images.device) + view * batch for view in range(views)]
    order = torch.cat(orders)
    return own_rows(everything[order], views), order
`,
);

export const unshuffle = snippet(
  'unshuffle',
  [gather, ownRows],
  `
def unshuffle(x: torch.Tensor, order: torch.Tensor, views: int = 1) -> torch.Tensor:
    """Rows back in the order they came in."""
    return own_rows(gather(x, views)[order.argsort()], views)
`,
);
