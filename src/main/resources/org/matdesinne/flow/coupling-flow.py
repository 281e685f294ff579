# Coupling blocks, both ways, and the way back through either of them by the chain rule.
#
# Inside, columns come first and rows last, (columns, rows): a half of the columns is then contiguous,
# and so is each bin of a spline. A map is described by
#   clamp: bound of the log-scales of an affine map, 0 where there is none
#   bins, bound: of a spline after it, 0 bins where there is none
# and has one group of parameters for each column, see ElementwiseMap.
#
# What a pass keeps of a coupling for the way back: what its subnet was given, the subnet's hidden
# layer, then for the affine map (u, s, exp of the log-scale), then for the spline (inside, passed, bin,
# shares, xi, sizes of the bin, its ends in the list of slopes, slopes there before the constraint, shifted). What
# is said of width and height together has a column for either: (columns, 2, ...).
class Functions(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # As FrEIA computes it; 0.636 is about 2 / pi.
  def log_scale(self: __torch__.Functions, s: Tensor, clamp: float) -> Tensor:
    return torch.mul_(torch.atan_(torch.div(s, clamp)), clamp * 0.636)

  # Of each column's spline: shares of width and height, (columns, 2, bins, rows), and slopes before the
  # constraint, (columns, bins + 1, rows): 0 at either end.
  def knots(self: __torch__.Functions, parameters: Tensor, columns: int, bins: int) -> Tuple[Tensor, Tensor]:
    rows = parameters.size(1)
    each = torch.view(parameters, [columns, 3 * bins - 1, rows])
    shares = torch.softmax(torch.reshape(torch.slice(each, 1, 0, 2 * bins), [columns, 2, bins, rows]), 2)
    slopes = torch.constant_pad_nd(torch.slice(each, 1, 2 * bins, 3 * bins - 1), [0, 0, 1, 1], 0)
    return (shares, slopes)

  # No bin is narrower or lower than a thousandth of the interval.
  def pieces(self: __torch__.Functions, shares: Tensor, bins: int, bound: float) -> Tensor:
    least = torch.new_full(shares, [], 2. * bound * 0.001)
    return torch.add(torch.mul(shares, (self).room(bins, bound)), least)

  # Of numbers that are kept shifted by 0.54..., so that a parameter of 0 is a slope of 1.
  def slope(self: __torch__.Functions, shifted: Tensor) -> Tensor:
    least = torch.new_full(shifted, [], 0.001)
    return torch.add(torch.softplus(shifted), least)

  # What is left of the interval when each bin has the least that it may have.
  def room(self: __torch__.Functions, bins: int, bound: float) -> float:
    return 2. * bound * (1. - 0.001 * bins)

  # Value over bottom and slope of the map, of a number at xi of its bin.
  def rational(self: __torch__.Functions, xi: Tensor, width: Tensor, height: Tensor, before: Tensor, after: Tensor) -> Tuple[Tensor, Tensor]:
    s = torch.div(height, width)
    square = torch.mul(xi, xi)
    p = torch.sub(xi, square)
    denominator = torch.addcmul(s, torch.sub(torch.add(after, before), torch.add(s, s)), p)
    value = torch.div(torch.mul(height, torch.add(torch.mul(s, square), torch.mul(before, p))), denominator)
    rest = torch.rsub(xi, 1)
    growth = torch.addcmul(torch.addcmul(torch.mul(after, square), before, torch.mul(rest, rest)), torch.add(s, s), p)
    ratio = torch.div(s, denominator)
    return (value, torch.mul(torch.mul(ratio, ratio), growth))

  # A half by its map, or back: the other half, log of the slopes summed over columns, what was kept.
  def transform(self: __torch__.Functions, given: Tensor, parameters: Tensor, clamp: float, bins: int, bound: float, back: bool) -> Tuple[Tensor, Tensor, List[Tensor]]:
    kept = annotate(List[Tensor], [])
    columns = given.size(0)
    x = given
    logs = torch.new_zeros(given, [given.size(1)])
    first = 0
    if torch.gt(clamp, 0.):
      first = 2 * columns
    else:
      first = 0
    s = torch.slice(parameters, 0, 0, columns)
    if torch.__and__(torch.gt(clamp, 0.), torch.__not__(back)):
      logscale = (self).log_scale(s, clamp)
      e = torch.exp(logscale)
      torch.append(kept, x)
      torch.append(kept, s)
      torch.append(kept, e)
      x = torch.addcmul(torch.slice(parameters, 0, columns, 2 * columns), e, x)
      logs = torch.add(logs, torch.sum(logscale, [0]))
    else:
      pass
    spline = annotate(List[Tensor], [])
    if torch.gt(bins, 0):
      shares, slopes = (self).knots(torch.slice(parameters, 0, first, parameters.size(0)), columns, bins)
      sizes = (self).pieces(shares, bins, bound)
      ends = torch.sub(torch.cumsum(sizes, 2), bound)
      inside = torch.lt(torch.abs(x), bound)
      safe = torch.unsqueeze(torch.masked_fill(x, torch.logical_not(inside), 0), 1)
      by = 0
      if back:
        by = 1
      else:
        by = 0
      # The first bin that does not end at or before each number. Whatever rounding made of the last end,
      # every number lies before it.
      passed = torch.ge(safe, torch.slice(torch.select(ends, 1, by), 1, 0, bins - 1))
      k = torch.sum(passed, [1], True)
      index = torch.expand(torch.unsqueeze(k, 1), [columns, 2, 1, x.size(1)])
      size = torch.gather(sizes, 2, index)
      low = torch.sub(torch.gather(ends, 2, index), size)
      width = torch.select(size, 1, 0)
      height = torch.select(size, 1, 1)
      left = torch.select(low, 1, 0)
      bottom = torch.select(low, 1, 1)
      both = torch.cat([k, torch.add(k, 1)], 1)
      free = torch.add(torch.gather(slopes, 1, both), 0.5397424172369522)
      slope = (self).slope(free)
      before = torch.slice(slope, 1, 0, 1)
      after = torch.slice(slope, 1, 1, 2)
      xi = safe
      y = safe
      if back:
        # The root of a quadratic. Rounding may leave one that touches the bin's edge a little below 0.
        rise = torch.sub(safe, bottom)
        s_ = torch.div(height, width)
        bent = torch.mul(rise, torch.sub(torch.add(after, before), torch.add(s_, s_)))
        a = torch.add(torch.mul(height, torch.sub(s_, before)), bent)
        b = torch.sub(torch.mul(height, before), bent)
        c = torch.mul(s_, rise)
        root = torch.sqrt(torch.relu(torch.addcmul(torch.mul(b, b), torch.mul(a, 4), c)))
        xi = torch.div(torch.mul(c, 2), torch.add(b, root))
        y = torch.addcmul(left, xi, width)
      else:
        xi = torch.div(torch.sub(safe, left), width)
        value, steepness = (self).rational(xi, width, height, before, after)
        y = torch.add(bottom, value)
        steepness = torch.masked_fill(torch.squeeze(steepness, 1), torch.logical_not(inside), 1)
        logs = torch.add(logs, torch.sum(torch.log(steepness), [0]))
      x = torch.where(inside, torch.squeeze(y, 1), x)
      spline = [inside, passed, index, shares, xi, size, both, free]
    else:
      pass
    if torch.__and__(torch.gt(clamp, 0.), back):
      e0 = torch.exp((self).log_scale(s, clamp))
      x = torch.div(torch.sub(x, torch.slice(parameters, 0, columns, 2 * columns)), e0)
      torch.append(kept, x)
      torch.append(kept, s)
      torch.append(kept, e0)
    else:
      pass
    for i in range(torch.len(spline)):
      torch.append(kept, spline[i])
    return (x, logs, kept)

  # The slope of the map that was kept, (columns, rows).
  def steepness(self: __torch__.Functions, kept: List[Tensor], at: int, clamp: float, bins: int) -> Tensor:
    i = at
    slope = torch.new_ones(kept[at - 2], [1])
    if torch.gt(clamp, 0.):
      slope = kept[at + 2]
      i = at + 3
    else:
      i = at
    if torch.gt(bins, 0):
      both = (self).slope(kept[i + 7])
      value, inner = (self).rational(kept[i + 4], torch.select(kept[i + 5], 1, 0), torch.select(kept[i + 5], 1, 1), torch.slice(both, 1, 0, 1), torch.slice(both, 1, 1, 2))
      slope = torch.mul(slope, torch.masked_fill(torch.squeeze(inner, 1), torch.logical_not(kept[i]), 1))
    else:
      pass
    return slope

  # From derivatives by the image (columns, rows) and by the sum of logs (rows) to those by u and by the
  # parameters. Of a spline: with s = height / width, p = xi (1 - xi), bend = before + after - 2 s,
  # d = s + bend p, a = s xi^2 + before p, growth = after xi^2 + 2 s p + before (1 - xi)^2 the image is
  # bottom + height a / d, its slope s^2 growth / d^2. gx stands for the derivative by x.
  def pull_map(self: __torch__.Functions, kept: List[Tensor], at: int, by_image: Tensor, by_logs: Tensor, clamp: float, bins: int, bound: float) -> Tuple[Tensor, Tensor]:
    g = by_image
    columns = by_image.size(0)
    parts = annotate(List[Tensor], [])
    i = at
    if torch.gt(clamp, 0.):
      i = at + 3
    else:
      i = at
    if torch.gt(bins, 0):
      inside = kept[i]
      passed = kept[i + 1]
      xi = kept[i + 4]
      width = torch.select(kept[i + 5], 1, 0)
      height = torch.select(kept[i + 5], 1, 1)
      free = kept[i + 7]
      slope = (self).slope(free)
      before = torch.slice(slope, 1, 0, 1)
      after = torch.slice(slope, 1, 1, 2)
      mask = torch.to(inside, ops.prim.dtype(by_image), False, False)
      gv = torch.unsqueeze(torch.mul(g, mask), 1)
      gl = torch.unsqueeze(torch.mul(mask, by_logs), 1)
      s = torch.div(height, width)
      s2 = torch.add(s, s)
      gl2 = torch.add(gl, gl)
      square = torch.mul(xi, xi)
      p = torch.sub(xi, square)
      rest = torch.rsub(xi, 1)
      rest2 = torch.mul(rest, rest)
      bend = torch.sub(torch.add(after, before), s2)
      inverse = torch.reciprocal(torch.addcmul(s, bend, p))
      a = torch.addcmul(torch.mul(s, square), before, p)
      growth = torch.addcmul(torch.addcmul(torch.mul(after, square), before, rest2), s2, p)
      scaled = torch.mul(gv, inverse)
      ga = torch.mul(scaled, height)
      gd = torch.neg(torch.mul(torch.addcmul(gl2, ga, a), inverse))
      gg = torch.div(gl, growth)
      gdp = torch.mul(gd, p)
      gs = torch.addcmul(torch.addcmul(torch.addcmul(gd, gd, torch.mul(p, -2)), ga, square), gg, torch.add(p, p))
      gs = torch.add(gs, torch.div(gl2, s))
      gbefore = torch.addcmul(torch.addcmul(gdp, ga, p), gg, rest2)
      gafter = torch.addcmul(gdp, gg, square)
      gp = torch.addcmul(torch.addcmul(torch.mul(ga, before), gd, bend), gg, s2)
      gxi = torch.addcmul(torch.mul(gp, torch.sub(rest, xi)), torch.mul(ga, s2), xi)
      turn = torch.sub(torch.mul(after, xi), torch.mul(before, rest))
      gxi = torch.addcmul(gxi, gg, torch.add(turn, turn))
      gx = torch.div(gxi, width)
      gheight = torch.addcmul(torch.div(gs, width), scaled, a)
      gwidth = torch.neg(torch.addcmul(torch.div(torch.mul(gs, s), width), gx, xi))
      earlier = torch.constant_pad_nd(torch.to(passed, ops.prim.dtype(by_image), False, False), [0, 0, 0, 1], 0)
      scale = (self).room(bins, bound)
      rows = g.size(1)
      gsizes = torch.mul(torch.unsqueeze(earlier, 1), torch.unsqueeze(torch.cat([torch.neg(gx), gv], 1), 2))
      torch.scatter_add_(gsizes, 2, kept[i + 2], torch.unsqueeze(torch.cat([gwidth, gheight], 1), 2))
      gshares = torch.mul_(torch._softmax_backward_data(gsizes, kept[i + 3], 2, ops.prim.dtype(by_image)), scale)
      gslopes = torch.new_zeros(g, [columns, bins + 1, rows])
      torch.scatter_add_(gslopes, 1, kept[i + 6], torch.mul(torch.cat([gbefore, gafter], 1), torch.sigmoid(free)))
      each = torch.cat([torch.view(gshares, [columns, 2 * bins, rows]), torch.slice(gslopes, 1, 1, bins)], 1)
      torch.append(parts, torch.view(each, [columns * (3 * bins - 1), rows]))
      g = torch.where(inside, torch.squeeze(gx, 1), g)
    else:
      pass
    if torch.gt(clamp, 0.):
      ge = torch.mul(g, kept[at + 2])
      t = torch.div(kept[at + 1], clamp)
      gscale = torch.add(torch.mul(ge, kept[at]), by_logs)
      gs0 = torch.div(torch.mul(gscale, 0.636), torch.add(torch.mul(t, t), 1))
      torch.insert(parts, 0, g)
      torch.insert(parts, 0, gs0)
      g = ge
    else:
      pass
    return (g, torch.cat(parts, 0))

  # A subnet: what it was given (its half and the condition), its hidden layer, its outputs.
  def subnet(self: __torch__.Functions, half: Tensor, condition: Tensor, weights: List[Tensor], at: int) -> Tuple[Tensor, Tensor, Tensor]:
    given = torch.cat([half, condition], 0)
    hidden = torch.relu_(torch.addmm(torch.unsqueeze(weights[at + 1], 1), weights[at], given))
    outputs = torch.addmm(torch.unsqueeze(weights[at + 3], 1), weights[at + 2], hidden)
    return (given, hidden, outputs)

  # Adds the derivatives by the subnet's weights, where they are asked for, and gives the one by its half.
  def pull_subnet(self: __torch__.Functions, given: Tensor, hidden: Tensor, gradient: Tensor, weights: List[Tensor], at: int, by_weights: List[Tensor], columns: int) -> Tensor:
    g = torch.mm(torch.t(weights[at + 2]), gradient)
    torch.threshold_backward(g, hidden, 0, grad_input=g)
    if torch.gt(torch.len(by_weights), 0):
      torch.addmm_(by_weights[at + 2], gradient, torch.t(hidden))
      torch.add_(by_weights[at + 3], torch.sum(gradient, [1]))
      torch.addmm_(by_weights[at], g, torch.t(given))
      torch.add_(by_weights[at + 1], torch.sum(g, [1]))
    else:
      pass
    return torch.mm(torch.t(torch.slice(weights[at], 1, 0, columns)), g)

  def add(self: __torch__.Functions, kept: List[Tensor], given: Tensor, hidden: Tensor, more: List[Tensor]) -> NoneType:
    torch.append(kept, given)
    torch.append(kept, hidden)
    for i in range(torch.len(more)):
      torch.append(kept, more[i])
    return None

  # weights: of each block those of the subnet of the first half, then of the second: weight and bias of
  # either layer. orders: the permutation after each block. x, z: (rows, columns). Without keep nothing is
  # kept for the way back.
  def forward(self: __torch__.Functions, x: Tensor, condition: Tensor, weights: List[Tensor], orders: List[Tensor], keep: bool, clamp: float, bins: int, bound: float) -> Tuple[Tensor, Tensor, List[Tensor]]:
    half = torch.floordiv(x.size(1), 2)
    c = torch.t(condition)
    u = torch.contiguous(torch.t(x))
    logs = torch.new_zeros(x, [x.size(0)])
    kept = annotate(List[Tensor], [])
    for block in range(torch.len(orders)):
      u1 = torch.slice(u, 0, 0, half)
      u2 = torch.slice(u, 0, half, u.size(0))
      given2, hidden2, parameters2 = (self).subnet(u2, c, weights, 8 * block + 4)
      v1, logs1, kept1 = (self).transform(u1, parameters2, clamp, bins, bound, False)
      given1, hidden1, parameters1 = (self).subnet(v1, c, weights, 8 * block)
      v2, logs2, kept2 = (self).transform(u2, parameters1, clamp, bins, bound, False)
      logs = torch.add(torch.add(logs, logs1), logs2)
      if keep:
        (self).add(kept, given2, hidden2, kept1)
        (self).add(kept, given1, hidden1, kept2)
      else:
        pass
      u = torch.index_select(torch.cat([v1, v2], 0), 0, orders[block])
    return (torch.contiguous(torch.t(u)), logs, kept)

  # returns: what undoes the permutation after each block.
  def inverse(self: __torch__.Functions, z: Tensor, condition: Tensor, weights: List[Tensor], returns: List[Tensor], keep: bool, clamp: float, bins: int, bound: float) -> Tuple[Tensor, List[Tensor]]:
    half = torch.floordiv(z.size(1), 2)
    c = torch.t(condition)
    v = torch.contiguous(torch.t(z))
    kept = annotate(List[Tensor], [])
    blocks = torch.len(returns)
    for j in range(blocks):
      block = blocks - 1 - j
      v = torch.index_select(v, 0, returns[block])
      v1 = torch.slice(v, 0, 0, half)
      v2 = torch.slice(v, 0, half, v.size(0))
      given1, hidden1, parameters1 = (self).subnet(v1, c, weights, 8 * block)
      u2, logs2, kept2 = (self).transform(v2, parameters1, clamp, bins, bound, True)
      given2, hidden2, parameters2 = (self).subnet(u2, c, weights, 8 * block + 4)
      u1, logs1, kept1 = (self).transform(v1, parameters2, clamp, bins, bound, True)
      if keep:
        (self).add(kept, given2, hidden2, kept1)
        (self).add(kept, given1, hidden1, kept2)
      else:
        pass
      v = torch.cat([u1, u2], 0)
    return (torch.contiguous(torch.t(v)), kept)

  # From derivatives by z and by the sum of logs to the one by x; adds those by the weights, where they
  # are asked for: by_weights is empty else.
  def pull_forward(self: __torch__.Functions, kept: List[Tensor], gradient: Tensor, by_logs: Tensor, weights: List[Tensor], by_weights: List[Tensor], returns: List[Tensor], clamp: float, bins: int, bound: float) -> Tensor:
    half = torch.floordiv(gradient.size(1), 2)
    g = torch.contiguous(torch.t(gradient))
    blocks = torch.len(returns)
    each = torch.floordiv(torch.len(kept), 2 * blocks)
    for j in range(blocks):
      block = blocks - 1 - j
      at2 = 2 * block * each
      at1 = at2 + each
      g = torch.index_select(g, 0, returns[block])
      g2, by_parameters1 = (self).pull_map(kept, at1 + 2, torch.slice(g, 0, half, g.size(0)), by_logs, clamp, bins, bound)
      g1 = torch.add((self).pull_subnet(kept[at1], kept[at1 + 1], by_parameters1, weights, 8 * block, by_weights, half), torch.slice(g, 0, 0, half))
      g1_, by_parameters2 = (self).pull_map(kept, at2 + 2, g1, by_logs, clamp, bins, bound)
      g2_ = torch.add(g2, (self).pull_subnet(kept[at2], kept[at2 + 1], by_parameters2, weights, 8 * block + 4, by_weights, g2.size(0)))
      g = torch.cat([g1_, g2_], 0)
    return torch.contiguous(torch.t(g))

  # The same of the inverse. With u = m^-1(v; p) the derivative of u by v is 1 / m', by p it is -1 / m'
  # times that of m by p, both at u.
  def pull_inverse(self: __torch__.Functions, kept: List[Tensor], gradient: Tensor, weights: List[Tensor], by_weights: List[Tensor], orders: List[Tensor], clamp: float, bins: int, bound: float) -> Tensor:
    half = torch.floordiv(gradient.size(1), 2)
    g = torch.contiguous(torch.t(gradient))
    none = torch.new_zeros(g, [g.size(1)])
    blocks = torch.len(orders)
    each = torch.floordiv(torch.len(kept), 2 * blocks)
    for block in range(blocks):
      at2 = 2 * (blocks - 1 - block) * each
      at1 = at2 + each
      g1 = torch.div(torch.slice(g, 0, 0, half), (self).steepness(kept, at2 + 2, clamp, bins))
      ignored2, by_parameters2 = (self).pull_map(kept, at2 + 2, torch.neg(g1), none, clamp, bins, bound)
      g2_ = torch.add(torch.slice(g, 0, half, g.size(0)), (self).pull_subnet(kept[at2], kept[at2 + 1], by_parameters2, weights, 8 * block + 4, by_weights, g.size(0) - half))
      g2 = torch.div(g2_, (self).steepness(kept, at1 + 2, clamp, bins))
      ignored1, by_parameters1 = (self).pull_map(kept, at1 + 2, torch.neg(g2), none, clamp, bins, bound)
      g1_ = torch.add(g1, (self).pull_subnet(kept[at1], kept[at1 + 1], by_parameters1, weights, 8 * block, by_weights, half))
      g = torch.index_select(torch.cat([g1_, g2], 0), 0, orders[block])
    return torch.contiguous(torch.t(g))
