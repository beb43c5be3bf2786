/** `safetensors_file.py`: the format's reader and writer in a few lines, for machines without its package. */
export const SAFETENSORS_PY = `"""Read and write safetensors files (https://github.com/huggingface/safetensors) without another package."""

import json
import struct
from pathlib import Path

import numpy as np
import torch

DTYPES = {"F32": np.float32, "I32": np.int32, "I64": np.int64, "U8": np.uint8}


def load_file(path) -> dict:
    """Tensors by name."""
    content = Path(path).read_bytes()
    (length,) = struct.unpack("<Q", content[:8])
    header = json.loads(content[8 : 8 + length])
    tensors = {}
    for name, about in header.items():
        if name == "__metadata__":
            continue
        begin, end = about["data_offsets"]
        data = np.frombuffer(content[8 + length + begin : 8 + length + end], DTYPES[about["dtype"]])
        tensors[name] = torch.from_numpy(data.copy()).reshape(about["shape"])
    return tensors


def save_file(tensors: dict, path) -> None:
    """Write tensors of float32, int32, int64 or uint8 by name."""
    names = {np.dtype(dtype): name for name, dtype in DTYPES.items()}
    header, blocks, end = {}, [], 0
    for name, tensor in sorted(tensors.items()):
        array = np.ascontiguousarray(tensor.detach().cpu().numpy())
        offsets = [end, end + array.nbytes]
        header[name] = {"dtype": names[array.dtype], "shape": list(array.shape), "data_offsets": offsets}
        blocks.append(array.tobytes())
        end += array.nbytes
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    Path(path).write_bytes(struct.pack("<Q", len(text)) + text + b"".join(blocks))
`;
