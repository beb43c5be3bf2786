"""Trains an exported project without a break, then goes on with a run that was killed, with a stop between; prints what they differ in.

    resumed_run.py WHOLE PARTS [arguments of train.py]: PARTS is the folder of the killed run
"""

import csv
import json
import os
import sys

import torch

sys.path.insert(0, os.getcwd())
import train  # noqa: E402 - it is the project in the working directory


def differences(one, other, place: str = "") -> list:
    """Where two checkpoints differ in any bit."""
    if isinstance(one, torch.Tensor):
        return [] if torch.equal(one, other) else [place]
    if isinstance(one, dict):
        if one.keys() != other.keys():
            return [f"{place}: other keys"]
        return [found for key in one for found in differences(one[key], other[key], f"{place}/{key}")]
    return [] if one == other else [place]


def losses(folder: str) -> list:
    with open(f"{folder}/log.csv", newline="") as file:
        return [(row["step"], row["value"]) for row in csv.DictReader(file) if row["name"] == "loss"]


# both runs are of the same processes
train.dist.destroy_process_group = lambda: None
whole, parts, *arguments = sys.argv[1:]
stopped = ["--resume", "--stop-at", "5"]
for folder, more in ((whole, []), (parts, stopped), (parts, ["--resume"])):
    sys.argv = ["train.py", "--out", folder, *more, *arguments]
    train.main()
if int(os.environ.get("RANK", 0)) == 0:
    one, other = (torch.load(f"{folder}/checkpoint.pt") for folder in (whole, parts))
    result = {
        "steps": [one["step"], other["step"]],
        "tensors": len(one["model"]),
        "differences": differences(one, other),
        "losses": [losses(whole), losses(parts)],
    }
    print("RESULT " + json.dumps(result), flush=True)
