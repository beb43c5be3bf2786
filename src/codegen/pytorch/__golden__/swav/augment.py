"""The views of an image, with the distributions of the drawing's augmentation nodes."""

from torchvision import transforms


def augment_a(size: int, mean: list, std: list) -> transforms.Compose:
    """The view that the model takes as `augment_a`."""
    return transforms.Compose(
        [
            transforms.RandomResizedCrop(size, scale=(0.3, 1)),
            transforms.RandomHorizontalFlip(p=0.5),
            transforms.RandomApply([transforms.ColorJitter(0.4, 0.4, 0.4, 0.1)], p=0.8),
            transforms.RandomGrayscale(p=0.2),
            transforms.ToTensor(),
            transforms.Normalize(mean, std),
        ]
    )


def augment_b(size: int, mean: list, std: list) -> transforms.Compose:
    """The view that the model takes as `augment_b`."""
    return transforms.Compose(
        [
            transforms.RandomResizedCrop(size, scale=(0.3, 1)),
            transforms.RandomHorizontalFlip(p=0.5),
            transforms.RandomApply([transforms.ColorJitter(0.4, 0.4, 0.4, 0.1)], p=0.8),
            transforms.RandomGrayscale(p=0.2),
            transforms.ToTensor(),
            transforms.Normalize(mean, std),
        ]
    )


def local_views(size: int, mean: list, std: list) -> transforms.Compose:
    """The view that the model takes as `local_views`."""
    return transforms.Compose(
        [
            transforms.RandomResizedCrop(24, scale=(0.3, 0.6)),
            transforms.RandomHorizontalFlip(p=0.5),
            transforms.RandomApply([transforms.ColorJitter(0.4, 0.4, 0.4, 0.1)], p=0.8),
            transforms.RandomGrayscale(p=0.2),
            transforms.ToTensor(),
            transforms.Normalize(mean, std),
        ]
    )


def plain(size: int, mean: list, std: list) -> transforms.Compose:
    """An image as it is evaluated: no augmentation."""
    return transforms.Compose(
        [
            transforms.Resize(size),
            transforms.CenterCrop(size),
            transforms.ToTensor(),
            transforms.Normalize(mean, std),
        ]
    )


# By the name of the model's input: how many views it carries, and what makes one.
PIPELINES = {"augment_a": (1, augment_a), "augment_b": (1, augment_b), "local_views": (1, local_views)}
