"""Where a thrown object comes down, in air whose drag grows with the speed.

One line of JSON in for each throw, one out. Nothing beside Python is needed.
"""

import json
import math
import sys

GRAVITY = 9.81  # m/s^2
DRAG = 0.25  # kg/s
MASS = 0.2  # kg


def distance(x0, y0, angle, v0):
    """The place (m) at which the object is at height 0, after its highest point."""
    forward = v0 * math.cos(math.radians(angle))
    upward = v0 * math.sin(math.radians(angle))

    def height(time):
        decay = math.expm1(-DRAG * time / MASS)
        fall = (GRAVITY * MASS + upward * DRAG) * decay + GRAVITY * time * DRAG
        return y0 - MASS / DRAG**2 * fall

    above = MASS / DRAG * math.log1p(upward * DRAG / (GRAVITY * MASS))
    below = above + 1
    while height(below) > 0:
        below *= 2
    # Bisection, until no number lies between.
    while above < (middle := (above + below) / 2) < below:
        if height(middle) > 0:
            above = middle
        else:
            below = middle
    return x0 - forward * MASS / DRAG * math.expm1(-DRAG * above / MASS)


for line in sys.stdin:
    throw = json.loads(line)
    answer = {"id": throw["id"], "properties": {"distance": distance(**throw["parameters"])}}
    print(json.dumps(answer), flush=True)
