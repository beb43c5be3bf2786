import type { DatasetInfo } from '../../../ir/datasets.ts';
import { literal } from '../literal.ts';
import type { ModelInput } from '../plan.ts';

export interface DataOptions {
  readonly inputs: readonly ModelInput[];
  readonly dataset: DatasetInfo;
  /** The label of the embedded set that the drawing takes. */
  readonly label: string;
  /** Side of the images the model was drawn for. */
  readonly size: number;
}

const NUMBERS: Readonly<Record<string, string>> = {
  cifar10: '{"mean": [0.4914, 0.4822, 0.4465], "std": [0.247, 0.2435, 0.2616]}',
  cifar100: '{"mean": [0.5071, 0.4865, 0.4409], "std": [0.2673, 0.2564, 0.2762]}',
  folder: '{"mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225]}',
};

/** `data.py`: the datasets, and batches that come out the same whatever the number of processes. */
export function dataFile({ inputs, dataset, label, size }: DataOptions): string {
  const given = inputs.map(({ name, kind }) => `${literal(name)}: ${literal(kind)}`).join(', ');
  const embedded = `{"mean": ${literal(dataset.mean)}, "std": ${literal(dataset.std)}}`;
  return `"""Datasets, and their batches: the same for a seed, whatever the number of processes and workers."""

import gzip
import json
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch.utils.data import DataLoader, Dataset
from torchvision import datasets

from augment import PIPELINES, plain

# What the model takes, by name: views of an augmentation, plain images, labels, or places in the dataset.
INPUTS = {${given}}
SIZE = ${size}
LABEL = ${literal(label)}

# Mean and deviation of each channel, of pixels between 0 and 1.
DATASETS = {
    "embedded": ${embedded},
    "cifar10": ${NUMBERS['cifar10']},
    "cifar100": ${NUMBERS['cifar100']},
    "folder": ${NUMBERS['folder']},
}


class Embedded(Dataset):
    """${dataset.title}, from the file beside this one. ${dataset.attribution}"""

    def __init__(self, path: Path, train: bool):
        content = path.read_bytes()
        if content[:8] != b"UNLABELD":
            raise SystemExit(f"{path} is no dataset of Unlabel")
        body = gzip.decompress(content[12:])
        length = int.from_bytes(body[:4], "little")
        header = json.loads(body[4 : 4 + length])
        count, shape = header["count"], (header["height"], header["width"], header["channels"])
        at, size = 4 + length, count * shape[0] * shape[1] * shape[2]
        images = np.frombuffer(body, np.uint8, size, at).reshape(count, *shape)
        at += size
        labels = {}
        for column in header["labels"]:
            labels[column["name"]] = np.frombuffer(body, "<u2", count, at).astype(np.int64)
            at += 2 * count
        held_out = np.frombuffer(body, np.uint8, count, at).astype(bool)
        chosen = np.flatnonzero(held_out != train)
        self.images, self.labels, self.places = images[chosen], labels[LABEL][chosen], chosen

    def __len__(self) -> int:
        return len(self.images)

    def __getitem__(self, index: int) -> tuple:
        image = self.images[index]
        picture = Image.fromarray(image if image.shape[2] == 3 else image[:, :, 0])
        return picture, int(self.labels[index])


def open_dataset(name: str, folder: str, train: bool) -> Dataset:
    """Pictures with their labels: the embedded set, CIFAR, or a folder with a folder for each class in train/ and val/."""
    root = Path(folder)
    if name == "embedded":
        return Embedded(root / "${dataset.file ?? `${dataset.id}.bin`}", train)
    if name == "cifar10":
        return datasets.CIFAR10(str(root), train=train, download=True)
    if name == "cifar100":
        return datasets.CIFAR100(str(root), train=train, download=True)
    part = root / ("train" if train else "val")
    return datasets.ImageFolder(str(part if part.is_dir() else root))


class Views(Dataset):
    """What the model takes of each image. What is drawn depends on seed, epoch and image alone."""

    def __init__(self, pictures: Dataset, seed: int, mean: list, std: list):
        self.pictures, self.seed = pictures, seed
        self.transforms = {
            name: (views, make(SIZE, mean, std)) for name, (views, make) in PIPELINES.items()
        }
        self.plain = plain(SIZE, [0.0] * len(mean), [1.0] * len(std))

    def __len__(self) -> int:
        return len(self.pictures)

    def __getitem__(self, key: tuple) -> dict:
        epoch, index = key
        picture, label = self.pictures[index]
        item = {}
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed((self.seed * 1_000_003 + epoch) * 10_000_019 + index)
            for name, kind in INPUTS.items():
                if kind == "views":
                    views, transform = self.transforms[name]
                    item[name] = [transform(picture) for _ in range(views)]
                elif kind == "images":
                    item[name] = [self.plain(picture)]
                else:
                    item[name] = torch.tensor(label if kind == "labels" else index)
        return item


class Batches:
    """Indices of this process's share of every batch, from a step on and without an end."""

    def __init__(self, count: int, batch_size: int, seed: int, start: int, steps: int, rank: int, world: int):
        if count < batch_size:
            raise SystemExit(f"a batch of {batch_size} is more than the {count} images there are")
        self.count, self.batch_size, self.seed = count, batch_size, seed
        self.start, self.steps, self.rank, self.world = start, steps, rank, world

    def __len__(self) -> int:
        return max(0, self.steps - self.start)

    def __iter__(self):
        each, share = self.count // self.batch_size, self.batch_size // self.world
        order, current = None, None
        for step in range(self.start, self.steps):
            epoch, place = divmod(step, each)
            if epoch != current:
                generator = torch.Generator().manual_seed(self.seed * 1_000_003 + epoch)
                order, current = torch.randperm(self.count, generator=generator).tolist(), epoch
            begin = place * self.batch_size + self.rank * share
            yield [(epoch, index) for index in order[begin : begin + share]]


def collate(items: list) -> dict:
    """Views one after another: views x batch."""
    batch = {}
    for name, kind in INPUTS.items():
        values = [item[name] for item in items]
        if kind in ("labels", "index"):
            batch[name] = torch.stack(values)
        else:
            batch[name] = torch.cat([torch.stack(view) for view in zip(*values)])
    return batch


def make_loader(name, dataset, batch_size, seed, start, steps, rank, world, workers) -> DataLoader:
    """Batches of this process from step \`start\` on."""
    numbers = DATASETS[name]
    batches = Batches(len(dataset), batch_size, seed, start, steps, rank, world)
    views = Views(dataset, seed, numbers["mean"], numbers["std"])
    pinned = torch.cuda.is_available()
    return DataLoader(views, batch_sampler=batches, num_workers=workers, collate_fn=collate, pin_memory=pinned)
`;
}
