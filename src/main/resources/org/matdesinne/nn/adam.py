# A step of Adam for all parameters of a network: the engine goes through each of them once.
class Functions(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # steps: how many there were before, a number for each parameter.
  def step(self: __torch__.Functions, parameters: List[Tensor], gradients: List[Tensor], means: List[Tensor], squares: List[Tensor], steps: List[Tensor], learning_rate: float, beta1: float, beta2: float, epsilon: float, weight_decay: float, clamp: float) -> Tensor:
    torch._foreach_clamp_min_(gradients, torch.neg(clamp))
    torch._foreach_clamp_max_(gradients, clamp)
    torch._foreach_add_(steps, 1)
    torch._fused_adam_(parameters, gradients, means, squares, annotate(List[Tensor], []), steps, lr=learning_rate, beta1=beta1, beta2=beta2, weight_decay=weight_decay, eps=epsilon, amsgrad=False, maximize=False, grad_scale=None, found_inf=None)
    torch._foreach_zero_(gradients)
    return steps[0]
