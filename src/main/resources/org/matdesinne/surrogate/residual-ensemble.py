# Residual networks of one size, all of them on the same rows, value and input gradient without a
# recorded graph. Weights of layer k: (members, outputs, inputs); biases: (members, outputs).
#
# With s = sigmoid(z) the activation is p = z s and its derivative p + s (1 - p). Rows are taken in
# blocks whose activations stay in a core's cache; all intermediate results share a few tensors.
class Functions(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  def value(self: __torch__.Functions, x: Tensor, weights: List[Tensor], biases: List[Tensor], block: int) -> Tensor:
    members = weights[0].size(0)
    last = torch.len(weights) - 1
    rows = x.size(0)
    hidden = weights[0].size(1)
    size = ops.prim.min(block, rows)
    value = torch.new_empty(x, [members, rows])
    a_ = torch.new_empty(x, [size, hidden])
    z_ = torch.new_empty(x, [size, hidden])
    for start in range(0, rows, block):
      u = torch.slice(x, 0, start, start + block)
      n = u.size(0)
      a = torch.slice(a_, 0, 0, n)
      z = torch.slice(z_, 0, 0, n)
      for m in range(members):
        torch.addmm(torch.select(biases[0], 0, m), u, torch.t(torch.select(weights[0], 0, m)), out=a)
        torch.silu_(a)
        for k in range(1, last):
          torch.addmm(torch.select(biases[k], 0, m), a, torch.t(torch.select(weights[k], 0, m)), out=z)
          torch.silu_(z)
          torch.add_(a, z)
        y = torch.slice(torch.select(value, 0, m), 0, start, start + n)
        torch.addmv(torch.select(biases[last], 0, m), a, torch.select(torch.select(weights[last], 0, m), 0, 0), out=y)
    return value

  # first: the weights of the first layer, (members, hidden, inputs or more): columns beyond the
  # inputs are zero, and make the last product a quicker one.
  def value_and_gradient(self: __torch__.Functions, x: Tensor, weights: List[Tensor], biases: List[Tensor], first: Tensor, block: int) -> Tuple[Tensor, Tensor]:
    members = weights[0].size(0)
    last = torch.len(weights) - 1
    rows = x.size(0)
    hidden = weights[0].size(1)
    size = ops.prim.min(block, rows)
    one = torch.new_ones(x, [1])
    value = torch.new_empty(x, [members, rows])
    gradient = torch.new_empty(x, [members, rows, first.size(2)])
    a_ = torch.new_empty(x, [size, hidden])
    s_ = torch.new_empty(x, [size, hidden])
    d_ = torch.new_empty(x, [last, size, hidden])
    for start in range(0, rows, block):
      u = torch.slice(x, 0, start, start + block)
      n = u.size(0)
      a = torch.slice(a_, 0, 0, n)
      s = torch.slice(s_, 0, 0, n)
      d = torch.slice(d_, 1, 0, n)
      for m in range(members):
        z = torch.select(d, 0, 0)
        torch.addmm(torch.select(biases[0], 0, m), u, torch.t(torch.select(weights[0], 0, m)), out=z)
        torch.sigmoid(z, out=s)
        torch.mul(z, s, out=a)
        torch.lerp(a, one, s, out=z)
        for k in range(1, last):
          z = torch.select(d, 0, k)
          torch.addmm(torch.select(biases[k], 0, m), a, torch.t(torch.select(weights[k], 0, m)), out=z)
          torch.sigmoid(z, out=s)
          torch.mul_(z, s)
          torch.add_(a, z)
          torch.lerp_(z, one, s)
        w = torch.select(weights[last], 0, m)
        y = torch.slice(torch.select(value, 0, m), 0, start, start + n)
        torch.addmv(torch.select(biases[last], 0, m), a, torch.select(w, 0, 0), out=y)
        # From here on s holds the gradient by the activations.
        torch.copy_(s, torch.expand(w, [n, hidden]))
        for j in range(1, last):
          k = last - j
          torch.addmm_(s, torch.mul_(torch.select(d, 0, k), s), torch.select(weights[k], 0, m))
        g = torch.slice(torch.select(gradient, 0, m), 0, start, start + n)
        torch.mm(torch.mul_(torch.select(d, 0, 0), s), torch.select(first, 0, m), out=g)
    return (value, gradient)
