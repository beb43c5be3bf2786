import { snippet } from '../../snippet.ts';

export const lars = snippet(
  'LARS',
  [],
  `
class LARS(torch.optim.Optimizer):
    """SGD with momentum in which every tensor has a rate of its own (You et al. 2017, eq. 6)."""

    def __init__(self, groups, lr, momentum, nesterov, trust, eps, joint=False, clip_rate=False):
        defaults = dict(lr=lr, momentum=momentum, nesterov=nesterov, trust=trust, eps=eps)
        super().__init__(groups, dict(**defaults, joint=joint, clip_rate=clip_rate, weight_decay=0.0, adapt=True))

    @torch.no_grad()
    def step(self, closure=None):
        for group in self.param_groups:
            for weight in group["params"]:
                if weight.grad is not None:
                    self.update(weight, weight.grad, group)

    def update(self, weight: torch.Tensor, gradient: torch.Tensor, group: dict) -> None:
        step = gradient + group["weight_decay"] * weight
        if group["adapt"]:
            step = step * self.local_rate(weight, gradient, step, group)
        if group["momentum"] > 0:
            state = self.state[weight]
            velocity = state.setdefault("velocity", torch.zeros_like(weight))
            velocity.mul_(group["momentum"]).add_(step)
            step = step + group["momentum"] * velocity if group["nesterov"] else velocity
        weight.add_(step, alpha=-group["lr"])

    @staticmethod
    def local_rate(weight, gradient, decayed, group) -> torch.Tensor:
        length = weight.norm()
        if group["joint"]:
            whole = decayed.norm()
            gradient_length = whole
        else:
            gradient_length = gradient.norm()
            whole = gradient_length + group["weight_decay"] * length
        rate = group["trust"] * length / (whole + group["eps"])
        if group["clip_rate"]:
            rate = (rate / group["lr"]).clamp(max=1)
        return torch.where((length > 0) & (gradient_length > 0), rate, torch.ones_like(rate))
`,
);

export const lamb = snippet(
  'LAMB',
  [],
  `
class LAMB(torch.optim.Optimizer):
    """Adam in which every tensor's step is scaled to its own length (You et al. 2020, algorithm 2)."""

    def __init__(self, groups, lr, betas, eps):
        super().__init__(groups, dict(lr=lr, betas=betas, eps=eps, weight_decay=0.0, adapt=True))

    @torch.no_grad()
    def step(self, closure=None):
        for group in self.param_groups:
            for weight in group["params"]:
                if weight.grad is not None:
                    self.update(weight, weight.grad, group)

    def update(self, weight: torch.Tensor, gradient: torch.Tensor, group: dict) -> None:
        (beta1, beta2), state = group["betas"], self.state[weight]
        state["step"] = state.get("step", 0) + 1
        first = state.setdefault("first", torch.zeros_like(weight))
        second = state.setdefault("second", torch.zeros_like(weight))
        first.mul_(beta1).add_(gradient, alpha=1 - beta1)
        second.mul_(beta2).addcmul_(gradient, gradient, value=1 - beta2)
        scale = (second / (1 - beta2 ** state["step"])).sqrt() + group["eps"]
        step = first / scale / (1 - beta1 ** state["step"])
        if group["adapt"]:
            step = step + group["weight_decay"] * weight
            length, whole = weight.norm(), step.norm()
            step = step * torch.where((length > 0) & (whole > 0), length / whole, torch.ones_like(length))
        weight.add_(step, alpha=-group["lr"])
`,
);

export const together = snippet(
  'Together',
  [],
  `
class Together:
    """Optimisers that each train modules of their own, as one."""

    def __init__(self, optimizers: list):
        self.optimizers = optimizers

    @property
    def param_groups(self) -> list:
        return [group for one in self.optimizers for group in one.param_groups]

    @property
    def state(self) -> dict:
        return {parameter: state for one in self.optimizers for parameter, state in one.state.items()}

    def zero_grad(self, set_to_none: bool = True) -> None:
        for one in self.optimizers:
            one.zero_grad(set_to_none=set_to_none)

    def step(self) -> None:
        for one in self.optimizers:
            one.step()

    def state_dict(self) -> dict:
        return {"optimizers": [one.state_dict() for one in self.optimizers]}

    def load_state_dict(self, content: dict) -> None:
        for one, state in zip(self.optimizers, content["optimizers"]):
            one.load_state_dict(state)
`,
);
