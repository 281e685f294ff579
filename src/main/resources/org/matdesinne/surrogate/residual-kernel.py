# Residual networks of one size, all of them on the same rows, outputs and their input gradients without
# a recorded graph. Weights of layer k: (members, outputs, inputs); biases: (members, outputs).
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
    outputs = weights[last].size(1)
    value = torch.new_empty(x, [members, outputs, rows])
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
        for o in range(outputs):
          y = torch.slice(torch.select(torch.select(value, 0, m), 0, o), 0, start, start + n)
          torch.addmv(torch.slice(torch.select(biases[last], 0, m), 0, o, o + 1), a, torch.select(torch.select(weights[last], 0, m), 0, o), out=y)
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
    outputs = weights[last].size(1)
    value = torch.new_empty(x, [members, outputs, rows])
    gradient = torch.new_empty(x, [members, outputs, rows, first.size(2)])
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
        b = torch.select(biases[last], 0, m)
        for o in range(outputs):
          y = torch.slice(torch.select(torch.select(value, 0, m), 0, o), 0, start, start + n)
          torch.addmv(torch.slice(b, 0, o, o + 1), a, torch.select(w, 0, o), out=y)
        # From here on s holds the gradient by the activations, and a what is multiplied next.
        for o in range(outputs):
          torch.copy_(s, torch.expand(torch.slice(w, 0, o, o + 1), [n, hidden]))
          for j in range(1, last):
            k = last - j
            torch.mul(torch.select(d, 0, k), s, out=a)
            torch.addmm_(s, a, torch.select(weights[k], 0, m))
          g = torch.slice(torch.select(torch.select(gradient, 0, m), 0, o), 0, start, start + n)
          torch.mm(torch.mul(torch.select(d, 0, 0), s, out=a), torch.select(first, 0, m), out=g)
    return (value, gradient)
