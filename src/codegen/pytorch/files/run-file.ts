/** `run.py`: what a run leaves behind. */
export const RUN_PY = `"""What a run leaves behind: its numbers in log.csv, and the checkpoint it can go on from."""

import csv
import os
from pathlib import Path

import torch

COLUMNS = ["step", "name", "value"]


class Log:
    """Numbers of a run, one a row, and for TensorBoard where asked for; one process writes."""

    def __init__(self, folder: Path, active: bool, tensorboard: bool, start: int):
        self.file = self.board = None
        if not active:
            return
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "log.csv"
        # what a killed run wrote behind its last checkpoint is computed and written again
        earlier, fresh = rows_until(path, start), path.with_suffix(".tmp")
        self.file = open(fresh, "w", newline="")
        self.rows = csv.writer(self.file)
        self.rows.writerows([COLUMNS, *earlier])
        self.file.flush()
        fresh.replace(path)
        if tensorboard:
            self.board = open_board(folder, start)

    def write(self, step: int, **values: float) -> None:
        if self.file is None:
            return
        self.rows.writerows([step, name, f"{value:.6g}"] for name, value in values.items())
        self.file.flush()
        print(f"step {step}", *(f"{name} {value:.4f}" for name, value in values.items()), flush=True)
        if self.board is not None:
            for name, value in values.items():
                self.board.add_scalar(name, value, step)

    def close(self) -> None:
        for target in (self.file, self.board):
            if target is not None:
                target.close()


def rows_until(path: Path, step: int) -> list:
    """Whole rows of an earlier log, up to a step."""
    if step == 0 or not path.exists():
        return []
    with open(path, newline="") as file:
        rows = list(csv.reader(file))[1:]
    return [row for row in rows if len(row) == len(COLUMNS) and int(row[0]) <= step]


def open_board(folder: Path, start: int):
    """TensorBoard's writer, or None where TensorBoard is not installed."""
    try:
        from torch.utils.tensorboard import SummaryWriter
    except ImportError:
        print("TensorBoard is not installed (pip install tensorboard): numbers go to log.csv alone", flush=True)
        return None
    return SummaryWriter(str(folder), purge_step=start + 1)


def save_checkpoint(path: Path, core, optimizer, scaler, step: int) -> None:
    """Keep all that the next step depends on. A run that dies here leaves the checkpoint before whole."""
    content = {"model": core.state_dict(), "optimizer": optimizer.state_dict(), "step": step}
    if scaler is not None:
        content["scaler"] = scaler.state_dict()
    temporary = path.with_suffix(".tmp")
    with open(temporary, "wb") as file:
        torch.save(content, file)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def load_checkpoint(path: Path, core, optimizer, scaler) -> int:
    """Take up a checkpoint; gives the number of steps taken."""
    # PyTorch 1.13 can read numbers only where it reads everything
    only_data = not torch.__version__.startswith("1.")
    content = torch.load(path, map_location="cpu", weights_only=only_data)
    core.load_state_dict(content["model"])
    optimizer.load_state_dict(content["optimizer"])
    if scaler is not None and "scaler" in content:
        scaler.load_state_dict(content["scaler"])
    return content["step"]
`;
