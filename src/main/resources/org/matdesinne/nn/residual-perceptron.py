# A perceptron whose hidden layers but the first are added to what they were given, and the way back
# through it. With s = sigmoid(z) the activation is p = z s and its derivative p + s (1 - p).
class Functions(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # Outputs (rows, outputs); of each hidden layer the activations and the derivatives of what was added.
  def forward(self: __torch__.Functions, x: Tensor, weights: List[Tensor], biases: List[Tensor]) -> Tuple[Tensor, List[Tensor]]:
    last = torch.len(weights) - 1
    one = torch.new_ones(x, [1])
    layers = annotate(List[Tensor], [])
    z = torch.addmm(biases[0], x, torch.t(weights[0]))
    s = torch.sigmoid(z)
    a = torch.mul(z, s)
    torch.append(layers, a)
    torch.append(layers, torch.lerp(a, one, s))
    for k in range(1, last):
      z = torch.addmm(biases[k], a, torch.t(weights[k]))
      s = torch.sigmoid(z)
      torch.mul_(z, s)
      a = torch.add(a, z)
      torch.append(layers, a)
      torch.append(layers, torch.lerp_(z, one, s))
    return (torch.addmm(biases[last], a, torch.t(weights[last])), layers)

  # gradient: by the outputs. Adds the derivatives by weights and biases, where they are asked for, and
  # gives the one by x.
  def pull(self: __torch__.Functions, x: Tensor, weights: List[Tensor], layers: List[Tensor], gradient: Tensor, by_weights: List[Tensor], by_biases: List[Tensor]) -> Tensor:
    last = torch.len(weights) - 1
    (self).add(last, layers[2 * last - 2], gradient, by_weights, by_biases)
    g = torch.mm(gradient, weights[last])
    for j in range(1, last):
      k = last - j
      z = torch.mul(g, layers[2 * k + 1])
      (self).add(k, layers[2 * k - 2], z, by_weights, by_biases)
      torch.addmm_(g, z, weights[k])
    torch.mul_(g, layers[1])
    (self).add(0, x, g, by_weights, by_biases)
    return torch.mm(g, weights[0])

  # Adds the derivatives of a layer that was given a, from that by what came of it.
  def add(self: __torch__.Functions, layer: int, a: Tensor, gradient: Tensor, by_weights: List[Tensor], by_biases: List[Tensor]) -> NoneType:
    if torch.gt(torch.len(by_weights), 0):
      torch.addmm_(by_weights[layer], torch.t(gradient), a)
      torch.add_(by_biases[layer], torch.sum(gradient, [0]))
    else:
      pass
    return None
