/** `evaluate.py`: what the trained encoder is worth to nearest neighbours and to a linear classifier. */
export const EVALUATE_PY = `"""Measure a representation by its nearest neighbours, or by a linear classifier on top of it."""

import torch
import torch.nn.functional as F
from torch import nn

from augment import plain
from data import DATASETS, SIZE, open_dataset


@torch.no_grad()
def embed(model: nn.Module, name: str, folder: str, train: bool, device: torch.device, batch: int = 256) -> tuple:
    """Embeddings (images x width) of plain images, and their labels."""
    pictures = open_dataset(name, folder, train)
    numbers = DATASETS[name]
    transform = plain(SIZE, numbers["mean"], numbers["std"])
    embeddings, labels = [], []
    model.eval()
    for begin in range(0, len(pictures), batch):
        pairs = [pictures[i] for i in range(begin, min(begin + batch, len(pictures)))]
        images = torch.stack([transform(picture) for picture, _ in pairs]).to(device)
        embeddings.append(model.embed(images).float().cpu())
        labels += [label for _, label in pairs]
    model.train()
    return torch.cat(embeddings), torch.tensor(labels)


def knn_accuracy(train: tuple, test: tuple, k: int = 20, temperature: float = 0.07) -> float:
    """Weighted vote of the k nearest training images by cosine (Wu et al. 2018, sec. 3.4)."""
    bank = F.normalize(train[0], dim=1)
    classes = int(max(train[1].max(), test[1].max())) + 1
    right = 0
    for queries, labels in zip(F.normalize(test[0], dim=1).split(512), test[1].split(512)):
        similarity, nearest = (queries @ bank.T).topk(min(k, len(bank)), dim=1)
        votes = F.one_hot(train[1][nearest], classes) * (similarity / temperature).exp()[:, :, None]
        right += (votes.sum(dim=1).argmax(dim=1) == labels).sum().item()
    return right / len(test[1])


def linear_accuracy(train: tuple, test: tuple, steps: int = 200) -> float:
    """Logistic regression on frozen, standardised embeddings."""
    mean, std = train[0].mean(dim=0), train[0].std(dim=0) + 1e-6
    classes = int(max(train[1].max(), test[1].max())) + 1
    head = nn.Linear(train[0].shape[1], classes)
    x, y = (train[0] - mean) / std, train[1]
    optimizer = torch.optim.LBFGS(head.parameters(), max_iter=steps, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        loss = F.cross_entropy(head(x), y) + 1e-4 * head.weight.square().sum()
        loss.backward()
        return loss

    optimizer.step(closure)
    with torch.no_grad():
        right = head((test[0] - mean) / std).argmax(dim=1) == test[1]
    return right.float().mean().item()


def evaluate(model: nn.Module, name: str, folder: str, how: str, device: torch.device) -> dict:
    """Accuracy on the held-out part, by \`how\`: knn or linear."""
    parts = [embed(model, name, folder, train, device) for train in (True, False)]
    return {how: knn_accuracy(*parts) if how == "knn" else linear_accuracy(*parts)}
`;
