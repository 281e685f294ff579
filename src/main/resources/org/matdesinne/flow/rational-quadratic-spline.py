# Rational-quadratic splines of which only the bin that holds a number is worked out. All results are
# new tensors: the engine can differentiate through them. Bins come first: softmax and sums along the
# last, short axis of a tensor are twenty times slower.
class Functions(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # Where the splines' images are y: (rows, columns). Unconstrained parameters: (3 bins - 1, rows,
  # columns). least: of a bin's share and of a slope; unit: what softplus maps to 1 - least.
  def inverse(self: __torch__.Functions, y: Tensor, parameters: Tensor, bins: int, bound: float, least: float, unit: float) -> Tensor:
    free = torch.mul(torch.sub(1., torch.mul(least, bins)), torch.mul(2., bound))
    smallest = torch.mul(torch.mul(2., bound), least)
    inside = torch.__and__(torch.gt(y, torch.neg(bound)), torch.lt(y, bound))
    v = torch.unsqueeze(torch.where(inside, y, torch.zeros_like(y)), 0)
    widths = torch.add(torch.mul(torch.softmax(torch.slice(parameters, 0, 0, bins), 0), free), smallest)
    heights = torch.add(torch.mul(torch.softmax(torch.slice(parameters, 0, bins, torch.mul(2, bins)), 0), free), smallest)
    tops = torch.sub(torch.cumsum(heights, 0), bound)
    # The last bin that begins at or before it: of the tops of all others, count those not above.
    begun = torch.ge(v, torch.slice(tops, 0, 0, torch.sub(bins, 1)))
    k = torch.sum(begun, [0], True)
    height = torch.gather(heights, 0, k)
    width = torch.gather(widths, 0, k)
    bottom = torch.sub(torch.gather(tops, 0, k), height)
    left = torch.sub(torch.sub(torch.gather(torch.cumsum(widths, 0), 0, k), width), bound)
    # The slope at either end of the interval is 1, as of a parameter of 0.
    inner = torch.constant_pad_nd(torch.slice(parameters, 0, torch.mul(2, bins)), [0, 0, 0, 0, 1, 1])
    before = torch.add(torch.softplus(torch.add(torch.gather(inner, 0, k), unit)), least)
    after = torch.add(torch.softplus(torch.add(torch.gather(inner, 0, torch.add(k, 1)), unit)), least)
    slope = torch.div(height, width)
    rise = torch.sub(v, bottom)
    bend = torch.sub(torch.add(before, after), torch.mul(slope, 2.))
    bent = torch.mul(rise, bend)
    a = torch.add(torch.mul(height, torch.sub(slope, before)), bent)
    b = torch.sub(torch.mul(height, before), bent)
    c = torch.neg(torch.mul(slope, rise))
    # Rounding may leave a root that touches the bin's edge a little below 0.
    root = torch.sqrt(torch.relu(torch.sub(torch.mul(b, b), torch.mul(torch.mul(a, c), 4.))))
    xi = torch.div(torch.mul(c, 2.), torch.neg(torch.add(b, root)))
    x = torch.squeeze(torch.add(left, torch.mul(xi, width)), 0)
    return torch.where(inside, x, y)
