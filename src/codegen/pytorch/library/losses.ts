import { snippet } from '../../snippet.ts';

export const meanOf = snippet(
  'mean_of',
  [],
  `
def mean_of(losses) -> torch.Tensor:
    """The mean of several losses."""
    return torch.stack(list(losses)).mean()
`,
);

export const differentViews = snippet(
  'different_views',
  [],
  `
def different_views(first, second) -> list:
    """Pairs of a view of one set with another view of the other."""
    return [(a, b) for i, a in enumerate(first) for j, b in enumerate(second) if i != j]
`,
);

export const everyPair = snippet(
  'every_pair',
  [],
  `
def every_pair(first, second) -> list:
    """Every view of one set with every view of the other."""
    return [(a, b) for a in first for b in second]
`,
);

export const ntXent = snippet(
  'nt_xent',
  [],
  `
def nt_xent(a: torch.Tensor, b: torch.Tensor, temperature: float) -> torch.Tensor:
    """NT-Xent (Chen et al. 2020, eq. 1): of 2B rows each has to find its other view; only itself is left out."""
    z = F.normalize(torch.cat([a, b]), dim=1)
    itself = torch.eye(len(z), dtype=torch.bool, device=z.device)
    logits = (z @ z.T / temperature).masked_fill(itself, -1e9)
    positives = torch.arange(len(z), device=z.device).roll(len(a))
    return F.cross_entropy(logits, positives)
`,
);

export const decoupledContrastive = snippet(
  'decoupled_contrastive',
  [],
  `
def decoupled_contrastive(a: torch.Tensor, b: torch.Tensor, temperature: float) -> torch.Tensor:
    """NT-Xent without the positive in the denominator (Yeh et al. 2022, eq. 6)."""
    z = F.normalize(torch.cat([a, b]), dim=1)
    logits = z @ z.T / temperature
    itself = torch.eye(len(z), dtype=torch.bool, device=z.device)
    positive = itself.roll(len(a), dims=1)
    negatives = logits.masked_fill(itself | positive, -1e9)
    return (negatives.logsumexp(dim=1) - logits[positive]).mean()
`,
);

export const infoNCE = snippet(
  'info_nce',
  [],
  `
def info_nce(query: torch.Tensor, key: torch.Tensor, temperature: float) -> torch.Tensor:
    """InfoNCE (van den Oord et al. 2018, eq. 4) with the other images' keys as negatives."""
    logits = query @ key.T / temperature
    return F.cross_entropy(logits, torch.arange(len(query), device=query.device))
`,
);

export const infoNCEWithNegatives = snippet(
  'info_nce_with_negatives',
  [],
  `
def info_nce_with_negatives(
    query: torch.Tensor, key: torch.Tensor, negatives: torch.Tensor, temperature: float
) -> torch.Tensor:
    """InfoNCE against given negatives (He et al. 2020, eq. 1)."""
    positive = (query * key).sum(dim=1, keepdim=True)
    logits = torch.cat([positive, query @ negatives.T], dim=1) / temperature
    return F.cross_entropy(logits, torch.zeros(len(query), dtype=torch.long, device=query.device))
`,
);

export const negativeCosine = snippet(
  'negative_cosine',
  [],
  `
def negative_cosine(prediction: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """Minus the mean cosine of predictions and targets (Chen and He 2021, eq. 1)."""
    return -(F.normalize(prediction, dim=1) * F.normalize(target, dim=1)).sum(dim=1).mean()
`,
);

export const normalizedMse = snippet(
  'normalized_mse',
  [],
  `
def normalized_mse(prediction: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """Mean squared distance of unit vectors (Grill et al. 2020, eq. 2)."""
    return (F.normalize(prediction, dim=1) - F.normalize(target, dim=1)).square().sum(dim=1).mean()
`,
);

export const softCrossEntropy = snippet(
  'soft_cross_entropy',
  [],
  `
def soft_cross_entropy(target: torch.Tensor, logits: torch.Tensor, temperature: float) -> torch.Tensor:
    """Mean cross entropy against distributions."""
    return -(target * F.log_softmax(logits / temperature, dim=1)).sum(dim=1).mean()
`,
);

export const crossViewCrossEntropy = snippet(
  'cross_view_cross_entropy',
  [],
  `
def cross_view_cross_entropy(targets, logits, temperature: float, skip_same: bool = True) -> torch.Tensor:
    """Each student view predicts the targets of all views, or of the others (Caron et al. 2021, eq. 3)."""
    terms = []
    for j, student in enumerate(logits):
        log_probability = F.log_softmax(student / temperature, dim=1)
        for i, target in enumerate(targets):
            if not (skip_same and i == j):
                terms.append(-(target * log_probability).sum(dim=1).mean())
    return torch.stack(terms).mean()
`,
);

export const crossEntropy = snippet(
  'labelled_cross_entropy',
  [],
  `
def labelled_cross_entropy(
    logits: torch.Tensor, labels: torch.Tensor, temperature: float = 1, smoothing: float = 0
) -> torch.Tensor:
    """Cross entropy, the mean over rows that have a label of 0 or more; labels repeat for each view."""
    labels = labels.repeat(len(logits) // len(labels)).clamp(min=-1)
    total = F.cross_entropy(
        logits / temperature, labels, ignore_index=-1, reduction="sum", label_smoothing=smoothing
    )
    return total / (labels >= 0).sum().clamp(min=1)
`,
);

export const barlowTwins = snippet(
  'barlow_twins',
  [],
  `
def barlow_twins(
    a: torch.Tensor, b: torch.Tensor, weight: float, agreement: float, scale: float, eps: float
) -> torch.Tensor:
    """Cross correlation of two views, drawn to the identity (Zbontar et al. 2021, eq. 1)."""
    a, b = (F.batch_norm(z, None, None, training=True, eps=eps) for z in (a, b))
    difference = a.T @ b / len(a) - torch.eye(a.shape[1], device=a.device)
    on_diagonal = difference.diagonal().square().sum()
    off_diagonal = difference.square().sum() - on_diagonal
    return scale * (agreement * on_diagonal + weight * off_diagonal)
`,
);

export const vicreg = snippet(
  'vicreg',
  [],
  `
def vicreg(views, invariance: float, variance: float, covariance: float, eps: float) -> torch.Tensor:
    """Invariance, a hinge on each feature's deviation, and covariances (Bardes et al. 2022, eq. 6).

    Terms are means over views and pairs of views.
    """
    pairs = [(a, b) for i, a in enumerate(views) for b in views[i + 1 :]]
    similar = torch.stack([F.mse_loss(a, b) for a, b in pairs]).mean()
    spread, related = [], []
    for z in views:
        centred = z - z.mean(dim=0)
        deviation = (centred.square().sum(dim=0) / (len(z) - 1) + eps).sqrt()
        spread.append(F.relu(1 - deviation).mean())
        squares = (centred.T @ centred / (len(z) - 1)).square()
        related.append((squares.sum() - squares.diagonal().sum()) / z.shape[1])
    spread, related = torch.stack(spread).mean(), torch.stack(related).mean()
    return invariance * similar + variance * spread + covariance * related
`,
);

export const alignment = snippet(
  'alignment',
  [],
  `
def alignment(a: torch.Tensor, b: torch.Tensor, alpha: float) -> torch.Tensor:
    """Mean distance of positive pairs on the unit sphere, to a power (Wang and Isola 2020, eq. 4)."""
    squares = (F.normalize(a, dim=1) - F.normalize(b, dim=1)).square().sum(dim=1)
    return squares.mean() if alpha == 2 else squares.clamp(min=1e-12).pow(alpha / 2).mean()
`,
);

export const uniformity = snippet(
  'uniformity',
  [],
  `
def uniformity(x: torch.Tensor, t: float) -> torch.Tensor:
    """Log of the mean Gaussian potential of pairs of images (Wang and Isola 2020, eq. 5)."""
    x = F.normalize(x, dim=1)
    potential = ((x @ x.T - 1) * (2 * t)).exp()
    others = ~torch.eye(len(x), dtype=torch.bool, device=x.device)
    return (potential * others).sum().div(len(x) * (len(x) - 1)).log()
`,
);
