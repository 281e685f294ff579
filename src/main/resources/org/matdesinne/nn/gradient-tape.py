# What DJL does not tell.
class Functions(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # 1 where the engine has recorded what x was computed from, or x itself asks for derivatives.
  def recorded(self: __torch__.Functions, x: Tensor) -> Tensor:
    if ops.prim.requires_grad(x):
      answer = torch.ones([])
    else:
      answer = torch.zeros([])
    return answer
