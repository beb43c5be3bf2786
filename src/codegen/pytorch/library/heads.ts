import { snippet } from '../../snippet.ts';
import { batchNorm } from './layers.ts';

export const dinoHead = snippet(
  'DINOHead',
  [batchNorm],
  `
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
`,
);

export const prototypes = snippet(
  'Prototypes',
  [],
  `
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
`,
);

export const normalLinear = snippet(
  'normal_linear',
  [],
  `
def normal_linear(channels: int, out: int, std: float, bias: bool = True) -> nn.Linear:
    """A linear layer whose kernel begins normal with this deviation, and its bias at 0."""
    layer = nn.Linear(channels, out, bias=bias)
    nn.init.normal_(layer.weight, std=std)
    if bias:
        nn.init.zeros_(layer.bias)
    return layer
`,
);
