import { snippet } from '../../snippet.ts';
import { batchNorm } from './layers.ts';

const residualBlock = snippet(
  'ResidualBlock',
  [batchNorm],
  `
class ResidualBlock(nn.Module):
    """ReLU(branch(x) + shortcut(x)) (He et al. 2016): two 3x3 convolutions, or 1x1, 3x3, 1x1 as a bottleneck."""

    def __init__(self, channels: int, width: int, stride: int, bottleneck: bool, zero_init: bool):
        super().__init__()
        self.bottleneck = bottleneck
        out = 4 * width if bottleneck else width
        if bottleneck:
            self.conv1 = nn.Conv2d(channels, width, 1, bias=False)
            self.conv2 = nn.Conv2d(width, width, 3, stride, padding=1, bias=False)
            self.conv3 = nn.Conv2d(width, out, 1, bias=False)
            self.norm3 = BatchNorm(out)
        else:
            self.conv1 = nn.Conv2d(channels, width, 3, stride, padding=1, bias=False)
            self.conv2 = nn.Conv2d(width, width, 3, padding=1, bias=False)
        self.norm1 = BatchNorm(width)
        self.norm2 = BatchNorm(width)
        self.downsample = None
        if stride != 1 or channels != out:
            self.downsample = nn.Sequential(
                nn.Conv2d(channels, out, 1, stride, bias=False), BatchNorm(out)
            )
        if zero_init:
            nn.init.zeros_((self.norm3 if bottleneck else self.norm2).weight)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = F.relu(self.norm1(self.conv1(x)))
        y = self.norm2(self.conv2(y))
        if self.bottleneck:
            y = self.norm3(self.conv3(F.relu(y)))
        return F.relu(y + (x if self.downsample is None else self.downsample(x)))
`,
);

export const resnet = snippet(
  'ResNet',
  [batchNorm, residualBlock],
  `
class ResNet(nn.Module):
    """A residual network up to its last feature map (He et al. 2016), with a stem for small or for large images."""

    def __init__(
        self,
        channels: int,
        blocks: list,
        width: int = 64,
        bottleneck: bool = False,
        large_images: bool = False,
        zero_init: bool = True,
    ):
        super().__init__()
        size, stride = (7, 2) if large_images else (3, 1)
        self.stem = nn.Conv2d(channels, width, size, stride, padding=size // 2, bias=False)
        self.stem_norm = BatchNorm(width)
        self.pool = nn.MaxPool2d(3, stride=2, padding=1) if large_images else nn.Identity()
        stages, current = [], width
        for stage, count in enumerate(blocks):
            planes = width * 2**stage
            layers = []
            for index in range(count):
                stride = 2 if stage > 0 and index == 0 else 1
                layers.append(ResidualBlock(current, planes, stride, bottleneck, zero_init))
                current = 4 * planes if bottleneck else planes
            stages.append(nn.Sequential(*layers))
        self.stages = nn.Sequential(*stages)
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.stages(self.pool(F.relu(self.stem_norm(self.stem(x)))))
`,
);

export const keepMask = snippet(
  'keep_mask',
  [],
  `
def keep_mask(x: torch.Tensor, shape: list, probability: float) -> torch.Tensor:
    """Ones with a probability, else zeros."""
    return torch.bernoulli(torch.full(shape, probability, device=x.device))
`,
);

const transformerBlock = snippet(
  'TransformerBlock',
  [keepMask],
  `
class TransformerBlock(nn.Module):
    """x + attention(norm(x)), then x + MLP(norm(x)) (Dosovitskiy et al. 2021, eqs. 2 and 3), with stochastic depth."""

    def __init__(self, width: int, heads: int, hidden: int):
        super().__init__()
        self.heads = heads
        self.drop_rate = 0.0
        self.attention_norm = nn.LayerNorm(width, eps=1e-6)
        self.qkv = nn.Linear(width, 3 * width)
        self.output = nn.Linear(width, width)
        self.mlp_norm = nn.LayerNorm(width, eps=1e-6)
        self.mlp = nn.Sequential(nn.Linear(width, hidden), nn.GELU(), nn.Linear(hidden, width))

    def attention(self, x: torch.Tensor) -> torch.Tensor:
        images, tokens, width = x.shape
        qkv = self.qkv(x).view(images, tokens, 3, self.heads, width // self.heads)
        q, k, v = qkv.permute(2, 0, 3, 1, 4)
        shares = (q @ k.transpose(-2, -1) * (width // self.heads) ** -0.5).softmax(-1)
        return self.output((shares @ v).transpose(1, 2).reshape(images, tokens, width))

    def drop(self, branch: torch.Tensor) -> torch.Tensor:
        if not self.training or self.drop_rate == 0:
            return branch
        kept = keep_mask(branch, [len(branch)], 1 - self.drop_rate)
        return branch * (kept / (1 - self.drop_rate)).view(-1, 1, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = x + self.drop(self.attention(self.attention_norm(x)))
        return x + self.drop(self.mlp(self.mlp_norm(x)))
`,
);

const positions = snippet(
  'sin_cos_positions',
  [],
  `
def sin_cos_positions(rows: int, columns: int, base_rows: int, base_columns: int, width: int) -> torch.Tensor:
    """Fixed encodings of patches: half of the channels for the row, half for the column (MoCo v3)."""

    def encode(count: int, base: int) -> torch.Tensor:
        place = (torch.arange(count, dtype=torch.float64) + 0.5) * base / count - 0.5
        frequency = 10000.0 ** (-torch.arange(width // 4, dtype=torch.float64) / (width // 4))
        angles = place[:, None] * frequency
        return torch.cat([angles.sin(), angles.cos()], dim=1)

    row, column = encode(rows, base_rows), encode(columns, base_columns)
    both = [row[:, None].expand(-1, columns, -1), column[None].expand(rows, -1, -1)]
    return torch.cat(both, dim=2).reshape(rows * columns, width).float()
`,
);

export const vit = snippet(
  'VisionTransformer',
  [transformerBlock, positions],
  `
class VisionTransformer(nn.Module):
    """A vision transformer (Dosovitskiy et al. 2021); gives the tokens of all patches behind a class token, if any."""

    def __init__(
        self,
        channels: int,
        grid: list,
        patch: int,
        width: int,
        depth: int,
        heads: int,
        mlp_ratio: float = 4,
        class_token: bool = True,
        learned_positions: bool = True,
        frozen_patches: bool = False,
    ):
        super().__init__()
        self.grid, self.width = grid, width
        self.patch = nn.Conv2d(channels, width, patch, stride=patch)
        self.class_token = nn.Parameter(torch.empty(1, width)) if class_token else None
        self.positions = self.class_position = None
        if learned_positions:
            self.positions = nn.Parameter(torch.empty(grid[0] * grid[1], width))
            if class_token:
                self.class_position = nn.Parameter(torch.empty(1, width))
        hidden = int(width * mlp_ratio + 0.5)
        self.blocks = nn.ModuleList(TransformerBlock(width, heads, hidden) for _ in range(depth))
        self.norm = nn.LayerNorm(width, eps=1e-6)
        for name, parameter in self.named_parameters():
            if name.endswith("bias"):
                nn.init.zeros_(parameter)
            elif parameter.dim() > 1:
                nn.init.normal_(parameter, std=0.02)
        nn.init.xavier_uniform_(self.patch.weight.flatten(1))
        if frozen_patches:
            self.patch.requires_grad_(False)

    def place(self, rows: int, columns: int) -> torch.Tensor:
        if self.positions is None:
            return sin_cos_positions(rows, columns, *self.grid, self.width)
        if [rows, columns] == list(self.grid):
            return self.positions
        table = self.positions.T.reshape(1, self.width, *self.grid)
        scaled = F.interpolate(table, size=(rows, columns), mode="bicubic", align_corners=False)
        return scaled.flatten(2)[0].T

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        x = self.patch(images)
        rows, columns = x.shape[2:]
        x = x.flatten(2).transpose(1, 2) + self.place(rows, columns).to(x.device)
        if self.class_token is not None:
            token = self.class_token if self.class_position is None else self.class_token + self.class_position
            x = torch.cat([token.expand(len(x), 1, -1), x], dim=1)
        for block in self.blocks:
            x = block(x)
        return self.norm(x)
`,
);

export const setDropPath = snippet(
  'set_drop_path',
  [],
  `
def set_drop_path(encoder: nn.Module, rate: float) -> None:
    """Stochastic depth (Huang et al. 2016): 0 in the first block, \`rate\` in the last, on a line between."""
    last = len(encoder.blocks) - 1
    for index, block in enumerate(encoder.blocks):
        block.drop_rate = rate * index / last if last > 0 else rate
`,
);
