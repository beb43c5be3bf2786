import type { ModelInput } from '../plan.ts';

export interface TrainOptions {
  readonly model: string;
  readonly title: string;
  readonly inputs: readonly ModelInput[];
  readonly usesStep: boolean;
  readonly movesBefore: boolean;
  readonly movesAfter: boolean;
  readonly preparesGradients: boolean;
  readonly steps: number;
  readonly batchSize: number;
}

/** `train.py`: the loop on one processor, one GPU or many nodes. */
export function trainFile(options: TrainOptions): string {
  const { model, title, usesStep, movesBefore, movesAfter, preparesGradients, steps, batchSize } = options;
  const prepare = preparesGradients ? ', prepare_gradients' : '';
  return `"""Train ${title}: on a processor, one GPU, or any number of nodes by torchrun.

    python train.py --data embedded
    torchrun --nproc_per_node=8 train.py --data folder --data-dir /datasets/imagenet
"""

import argparse
import os
import time
from contextlib import nullcontext
from pathlib import Path

import torch
import torch.distributed as dist
from torch.nn.parallel import DistributedDataParallel

from data import DATASETS, make_loader, open_dataset
from evaluate import evaluate
from model import ${model}
from optim import build_optimizer${prepare}, set_schedules
from run import Log, load_checkpoint, save_checkpoint


def train_step(model, optimizer, inputs, step, steps, scaler=None, amp=False, accumulate=1, after_backward=None):
    """One step on a batch, in \`accumulate\` parts one after another; gives this process's loss.

    The gradient is the mean of the parts' gradients. Each part is a batch of its own to losses, batch norms and queues.
    """
    core = model.module if isinstance(model, DistributedDataParallel) else model
${movesBefore ? '    core.before_step(step, steps)\n' : ''}    set_schedules(optimizer, step, steps)
    optimizer.zero_grad(set_to_none=True)
    device = next(core.parameters()).device
    half = torch.float16 if device.type == "cuda" else torch.bfloat16
    total = 0.0
    for index, part in enumerate(split_batch(inputs, accumulate)):
        # processes add up their gradients once, behind the last part
        alone = core is not model and index + 1 < accumulate
        with model.no_sync() if alone else nullcontext():
            with torch.autocast(device.type, dtype=half, enabled=amp):
                loss = model(**part${usesStep ? ', step=step' : ''}) / accumulate
            total = total + loss.detach()
            (loss if scaler is None else scaler.scale(loss)).backward()
    if scaler is not None:
        scaler.unscale_(optimizer)
    if after_backward is not None:
        after_backward()
${preparesGradients ? '    prepare_gradients(core, step)\n' : ''}    if scaler is None:
        optimizer.step()
    else:
        scaler.step(optimizer)
        scaler.update()
${movesAfter ? '    core.after_step(step, steps)\n' : ''}    return total


def split_batch(inputs: dict, parts: int) -> list:
    """Equal parts of a batch; views stand one after another on axis 0."""
    if parts == 1:
        return [inputs]
    views = {name: VIEWS.get(name, 1) for name in inputs}
    return [
        {
            name: torch.cat([view.chunk(parts)[i] for view in x.chunk(views[name])])
            for name, x in inputs.items()
        }
        for i in range(parts)
    ]


# Views that each input of the model carries.
VIEWS = {${options.inputs.map(({ name, views }) => `"${name}": ${views}`).join(', ')}}


def parse_arguments(arguments=None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Train ${title}.")
    parser.add_argument("--data", choices=sorted(DATASETS), default="embedded")
    parser.add_argument("--data-dir", default="data", help="where the images are")
    parser.add_argument("--steps", type=int, default=${steps}, help="length of the run; schedules stretch with it")
    parser.add_argument("--batch-size", type=int, default=${batchSize}, help="images a step, over all processes")
    parser.add_argument("--accumulate", type=int, default=1, help="parts a batch is computed in, to save memory")
    parser.add_argument("--workers", type=int, default=2, help="processes that load images")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--amp", action="store_true", help="mixed precision")
    parser.add_argument("--out", default="runs", help="where logs and checkpoints go")
    parser.add_argument("--resume", action="store_true", help="go on from the newest checkpoint in --out")
    parser.add_argument("--stop-at", type=int, default=None, help="stop behind this step and keep a checkpoint")
    parser.add_argument("--log-every", type=int, default=10)
    parser.add_argument("--save-every", type=int, default=1000)
    parser.add_argument("--evaluate", choices=["none", "knn", "linear"], default="knn", help="at the end")
    parser.add_argument("--tensorboard", action="store_true", help="log for TensorBoard as well")
    return parser.parse_args(arguments)


def connect() -> torch.device:
    """Join the other processes, if torchrun has started any."""
    cuda = torch.cuda.is_available()
    if "WORLD_SIZE" in os.environ and not dist.is_initialized():
        dist.init_process_group("nccl" if cuda else "gloo")
    local = int(os.environ.get("LOCAL_RANK", 0))
    if cuda:
        torch.cuda.set_device(local)
    return torch.device("cuda", local) if cuda else torch.device("cpu")


def make_scaler():
    """Keeps small gradients from vanishing in half precision."""
    return torch.amp.GradScaler("cuda") if hasattr(torch.amp, "GradScaler") else torch.cuda.amp.GradScaler()


def mean_loss(loss: torch.Tensor) -> float:
    if dist.is_initialized():
        dist.all_reduce(loss)
        loss = loss / dist.get_world_size()
    return loss.item()


def main() -> None:
    arguments = parse_arguments()
    device = connect()
    world = dist.get_world_size() if dist.is_initialized() else 1
    rank = dist.get_rank() if dist.is_initialized() else 0
    if arguments.batch_size % (world * arguments.accumulate) != 0:
        raise SystemExit(
            f"--batch-size {arguments.batch_size} is no multiple of {world} processes x {arguments.accumulate} parts"
        )
    torch.manual_seed(arguments.seed)
    dataset = open_dataset(arguments.data, arguments.data_dir, train=True)
    core = ${model}().to(device)
    optimizer = build_optimizer(core)
    scaler = make_scaler() if arguments.amp and device.type == "cuda" else None
    checkpoint = Path(arguments.out) / "checkpoint.pt"
    start = load_checkpoint(checkpoint, core, optimizer, scaler) if arguments.resume and checkpoint.exists() else 0
    # buffers are the same in all processes: batch norms, queues and centres see to it themselves
    model = DistributedDataParallel(core, broadcast_buffers=False) if world > 1 else core
    log = Log(Path(arguments.out), rank == 0, arguments.tensorboard, start)
    loader = make_loader(
        arguments.data, dataset, arguments.batch_size, arguments.seed, start, arguments.steps, rank, world, arguments.workers
    )
    core.train()
    began = time.time()
    stop = min(arguments.steps, arguments.stop_at or arguments.steps)
    for step, inputs in zip(range(start, stop), loader):
        # what is drawn in a step depends on the seed and the step alone, so that a resumed run is the same run
        torch.manual_seed((arguments.seed * 1_000_003 + step) * world + rank)
        inputs = {name: x.to(device, non_blocking=True) for name, x in inputs.items()}
        loss = train_step(model, optimizer, inputs, step, arguments.steps, scaler, arguments.amp, arguments.accumulate)
        if (step + 1) % arguments.log_every == 0 or step + 1 == stop:
            value = mean_loss(loss)
            rate = (step + 1 - start) / (time.time() - began)
            log.write(step + 1, loss=value, learning_rate=optimizer.param_groups[0]["lr"], steps_per_second=rate)
        if rank == 0 and ((step + 1) % arguments.save_every == 0 or step + 1 == stop):
            save_checkpoint(checkpoint, core, optimizer, scaler, step + 1)
    if rank == 0 and stop == arguments.steps and arguments.evaluate != "none":
        accuracies = evaluate(core, arguments.data, arguments.data_dir, arguments.evaluate, device)
        log.write(arguments.steps, **accuracies)
    log.close()
    if dist.is_initialized():
        dist.barrier()
        dist.destroy_process_group()


if __name__ == "__main__":
    main()
`;
}
