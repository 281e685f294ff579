"""A program as an oracle: the sum and the difference of two numbers, in the mood that it is given.

The mood of a point is the whole part of x.
"""

import json
import os
import subprocess
import sys
import time


def answer(point, **more):
    x = point["parameters"]["x"]
    y = point["parameters"]["y of it"]
    line = {"id": point["id"], "properties": {"sum": x + y, "difference": x - y}}
    line.update(more)
    return json.dumps(line)


def say(text):
    sys.stdout.write(text)
    sys.stdout.flush()


def tries(point):
    """How often this point was asked for, over all processes."""
    place = os.path.join(sys.argv[1], repr(point["parameters"]["x"]))
    with open(place, "a") as marks:
        marks.write("x")
    return os.path.getsize(place)


for line in sys.stdin:
    point = json.loads(line)
    mood = int(point["parameters"]["x"])
    if mood == 1:  # slow
        time.sleep(0.2)
    elif mood == 2:  # crashes
        print("segmentation is no fault of mine", file=sys.stderr)
        os._exit(3)
    elif mood == 3:  # rubbish
        say("Welcome to version 7\n")
        continue
    elif mood == 4:  # never ends
        time.sleep(600)
    elif mood == 5:  # half a line, then nothing
        say(answer(point)[:20])
        time.sleep(600)
    elif mood == 6:  # half a line, then the end
        say(answer(point)[:20])
        os._exit(0)
    elif mood == 7:
        say(json.dumps({"id": point["id"], "converged": False, "message": "50 cycles"}) + "\n")
        continue
    elif mood == 8:
        say(json.dumps({"id": point["id"], "message": "no such crystal"}) + "\n")
        continue
    elif mood == 9:  # works at the second try
        if tries(point) == 1:
            say(json.dumps({"id": point["id"], "retry": True, "message": "licence busy"}) + "\n")
            continue
    elif mood == 10:
        say(answer(point).replace("difference", "quotient") + "\n")
        continue
    elif mood == 11:  # answers twice, and goes on talking
        say(answer(point) + "\n" + answer(point) + "\n" + "one more thing\n")
        continue
    elif mood == 12:  # a child holds on to the output
        subprocess.Popen(["sleep", "600"])
        time.sleep(600)
    elif mood == 13:  # dies at the first try
        if tries(point) == 1:
            os.kill(os.getpid(), 9)
    elif mood == 14:
        threads = os.environ["OMP_NUM_THREADS"]
        where = sorted(os.listdir("."))
        open("scratch", "w").close()
        say(answer(point, message=threads + " " + os.getcwd() + " " + " ".join(where)) + "\n")
        continue
    elif mood == 15:
        say(json.dumps({"id": point["id"], "properties": {"sum": float("nan"), "difference": 1}}) + "\n")
        continue
    elif mood == 16:  # a line without an end
        for _ in range(40):
            say("y" * 100_000)
        say("\n")
        continue
    elif mood == 17:  # asks to be tried again for ever
        say(json.dumps({"id": point["id"], "retry": True, "message": "licence busy"}) + "\n")
        continue
    say(answer(point) + "\n")
