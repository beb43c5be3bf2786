"""A template's step in PyTorch eager. Arguments: threads, the file that write-start.ts wrote.

Each method stands here as its PyTorch code is written: views, weights and what is drawn on the host are given, so that the
losses are those of the compiled step. Inputs are N×C×H×W.
"""

import base64
import json
import sys
import time


def answer(fields):
    print(json.dumps(fields), flush=True)


try:
    import torch
    import torch.nn.functional as F
except ImportError:
    answer({"missing": "there is no PyTorch for this Python"})
    sys.exit()

torch.set_num_threads(int(sys.argv[1]))
with open(sys.argv[2], encoding="utf-8") as file:
    start = json.load(file)


def tensor(given):
    kind = torch.int32 if given["dtype"] == "int32" else torch.float32
    data = bytearray(base64.b64decode(given["data"]))
    return torch.frombuffer(data, dtype=kind).reshape(given["shape"]).clone()


views = [tensor(view).permute(0, 3, 1, 2).contiguous() for view in start["views"]]
values = {}
for name, given in start["values"].items():
    value = tensor(given)
    if name.endswith(".kernel"):
        # height × width × input × output, and input × output
        value = value.permute(3, 2, 0, 1).contiguous() if value.dim() == 4 else value.T.contiguous()
    values[name] = value
trained = [weight for weight in start["weights"] if weight["role"] == "trained"]
followers = [(values[w["id"]], values[w["copyOf"]]) for w in start["weights"] if w["role"] == "ema"]
for weight in trained:
    values[weight["id"]].requires_grad_()


def fed(name, step):
    steps = start["feeds"][name]
    return steps[step % len(steps)]


# layers


def batch_norm(x, name):
    return F.batch_norm(
        x,
        values[f"{name}.runningMean"],
        values[f"{name}.runningVariance"],
        values.get(f"{name}.scale"),
        values.get(f"{name}.offset"),
        training=True,
    )


def linear(x, name):
    return F.linear(x, values[f"{name}.kernel"], values.get(f"{name}.bias"))


def convnet(x, name="encoder"):
    for stage in (1, 2, 3):
        x = F.conv2d(x, values[f"{name}.stage{stage}.kernel"], stride=2, padding=1)
        x = F.relu(batch_norm(x, f"{name}.stage{stage}"))
    return x.mean((2, 3))


def mlp(x, name, norm=True):
    x = linear(x, f"{name}.layer1")
    return linear(F.relu(batch_norm(x, f"{name}.layer1") if norm else x), f"{name}.layer2")


def dino_head(x, name="head"):
    x = F.gelu(batch_norm(linear(x, f"{name}.layer1"), f"{name}.layer1"))
    x = F.normalize(linear(x, f"{name}.layer2"), dim=1)
    return x @ F.normalize(values[f"{name}.last.direction"], dim=1).T


def cross_view_cross_entropy(targets, logits, temperature):
    pairs = [(t, l) for i, t in enumerate(targets) for j, l in enumerate(logits) if i != j]
    return -sum((t * F.log_softmax(l / temperature, dim=1)).sum(1).mean() for t, l in pairs) / len(pairs)


def move_followers(step):
    momentum = fed("ema.momentum", step)
    with torch.no_grad():
        for own, source in followers:
            own.mul_(momentum).add_(source, alpha=1 - momentum)


# methods: each gives the loss, and what is done after the optimiser's step


def simclr(step):
    z = F.normalize(torch.cat([mlp(convnet(view), "projector") for view in views]), dim=1)
    rows = z.shape[0]
    logits = (z @ z.T / 0.2).masked_fill(torch.eye(rows, dtype=torch.bool), float("-inf"))
    return F.cross_entropy(logits, torch.arange(rows).roll(rows // 2)), None


def moco(step):
    move_followers(step)
    queue = values["queue.contents"]
    with torch.no_grad():
        order = torch.tensor(fed("shuffle.order", step))
        shuffled = views[1][order]
        # as on four devices, each with batch statistics of its own
        keys = torch.cat([convnet(part, "ema.encoder") for part in shuffled.chunk(4)])
        k = F.normalize(mlp(keys[order.argsort()], "ema.head", norm=False), dim=1)
    q = F.normalize(mlp(convnet(views[0]), "head", norm=False), dim=1)
    logits = torch.cat([(q * k).sum(1, keepdim=True), q @ queue.T], dim=1) / 0.2
    loss = F.cross_entropy(logits, torch.zeros(len(q), dtype=torch.long))

    def enqueue(step):
        values["queue.contents"] = torch.cat([queue[len(k) :], k])

    return loss, enqueue


def byol(step):
    with torch.no_grad():
        targets = [F.normalize(mlp(convnet(v, "ema.encoder"), "ema.projector"), dim=1) for v in views]
    predictions = [F.normalize(mlp(mlp(convnet(v), "projector"), "predictor"), dim=1) for v in views]
    distances = [(p - t).square().sum(1).mean() for p, t in zip(predictions, targets[::-1])]
    return sum(distances) / len(distances), move_followers


def simsiam(step):
    z = [batch_norm(mlp(convnet(view), "projector"), "projector.layer2") for view in views]
    p = [mlp(one, "predictor") for one in z]
    cosines = [F.cosine_similarity(a, b.detach()).mean() for a, b in zip(p, z[::-1])]
    return -sum(cosines) / len(cosines), None


def dino(step):
    center = values["centerSharpen.center"]
    with torch.no_grad():
        raw = [dino_head(convnet(view, "ema.encoder"), "ema.head") for view in views[:2]]
        targets = [F.softmax((one - center) / 0.04, dim=1) for one in raw]
        center.mul_(0.9).add_(torch.cat(raw).mean(0), alpha=0.1)
    logits = [dino_head(convnet(view)) for view in views]
    return cross_view_cross_entropy(targets, logits, 0.1), move_followers


@torch.no_grad()
def sinkhorn(scores):
    q = torch.exp(scores / 0.05).T
    for _ in range(3):
        q = q / q.sum(1, keepdim=True)
        q = q / q.sum(0, keepdim=True)
    return q.T


def swav(step):
    prototypes = values["prototypes.prototypes"]
    scores = [F.normalize(mlp(convnet(view), "projector"), dim=1) @ prototypes.T for view in views]
    loss = cross_view_cross_entropy([sinkhorn(one) for one in scores[:2]], scores, 0.1)

    def normalise(step):
        with torch.no_grad():
            prototypes.copy_(F.normalize(prototypes, dim=1))

    return loss, normalise


METHODS = {"simclr": simclr, "moco": moco, "byol": byol, "simsiam": simsiam, "dino": dino, "swav": swav}
method = METHODS[start["method"]]
weight_decay = 0.04 if start["method"] == "dino" else 0.01
longest = 3 if start["method"] == "dino" else None


def rate_of(weight):
    own = f"optimiser.learningRate.{weight.get('part')}"
    return own if own in start["feeds"] else "optimiser.learningRate"


groups = {}
for weight in trained:
    groups.setdefault((rate_of(weight), weight["decay"]), []).append(values[weight["id"]])
optimiser = torch.optim.AdamW(
    [{"params": p, "weight_decay": weight_decay * decay, "rate": r} for (r, decay), p in groups.items()],
    lr=0.001,
)
done = 0


def one_step():
    global done
    begin = time.perf_counter()
    for group in optimiser.param_groups:
        group["lr"] = fed(group["rate"], done)
    loss, after = method(done)
    optimiser.zero_grad(set_to_none=True)
    loss.backward()
    if longest:
        for weight in trained:
            torch.nn.utils.clip_grad_norm_(values[weight["id"]], longest)
    optimiser.step()
    if after:
        after(done)
    done += 1
    value = loss.item()
    return 1000 * (time.perf_counter() - begin), value


answer({"ready": torch.__version__})
for line in sys.stdin:
    taken = [one_step() for _ in range(int(line))]
    answer({"step": [ms for ms, _ in taken], "loss": [loss for _, loss in taken]})
