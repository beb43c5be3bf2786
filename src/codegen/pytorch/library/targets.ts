import { snippet } from '../../snippet.ts';
import { meanOverProcesses } from './distributed.ts';

export const sinkhorn = snippet(
  'sinkhorn',
  [],
  `
@torch.no_grad()
def sinkhorn(
    scores: torch.Tensor, epsilon: float, iterations: int, queue: torch.Tensor = None
) -> torch.Tensor:
    """Codes that spread a batch evenly over the prototypes (Caron et al. 2020, eqs. 3 to 5); a queue balances along."""
    log_codes = (scores if queue is None else torch.cat([queue, scores])) / epsilon
    for _ in range(iterations):
        log_codes = F.log_softmax(F.log_softmax(log_codes, dim=0), dim=1)
    return log_codes[-len(scores) :].exp()
`,
);

export const centre = snippet(
  'Centre',
  [meanOverProcesses],
  `
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
`,
);
