"""Runs test_parity.py of many exported projects, in one process or those of torchrun; prints one JSON object a line."""

import json
import os
import sys

import torch
import torch.distributed as dist

MODULES = ["augment", "data", "evaluate", "model", "optim", "run", "safetensors_file", "test_parity", "train"]

torch.set_num_threads(1)
if "WORLD_SIZE" in os.environ:
    dist.init_process_group("gloo")
for folder in sys.argv[1:]:
    for name in MODULES:
        sys.modules.pop(name, None)
    sys.path.insert(0, folder)
    os.chdir(folder)
    try:
        import test_parity

        worst = test_parity.measure()
        if not dist.is_initialized():
            test_parity.write_report(worst)
        result = {kind: {"error": error, "at": at} for kind, (error, at) in worst.items()}
    except Exception as problem:  # noqa: BLE001 - what goes wrong in one project is its result
        import traceback

        result = {"problem": traceback.format_exc()[-1500:] or str(problem)}
    sys.path.remove(folder)
    print(json.dumps(result), flush=True)
    if "problem" in result and dist.is_initialized():
        # the others wait for this process: the launcher ends them with it
        sys.exit(1)
