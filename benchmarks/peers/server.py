"""Times the cases of cases.py on request, so that starting Python and importing libraries is never counted.

Says hello with the versions, or with the name of what is missing, then answers JSON lines on standard input:
{"case": NAME, "repeats": N} with {"seconds": S}, the time of N runs by time.perf_counter, the case set up and warmed up
before; {"case": NAME, "repeats": 0} with {"agree": X} of the last run. What goes wrong is {"error": TEXT}.
"""

import importlib.metadata
import importlib.util
import json
import platform
import sys
import time


def answer(message):
    print(json.dumps(message), flush=True)


try:
    import numpy
    import scipy

    from cases import CASES
except ImportError as error:
    answer({"missing": error.name or str(error)})
    sys.exit(0)

answer(
    {
        "python": platform.python_version(),
        "numpy": numpy.__version__,
        "scipy": scipy.__version__,
        # Importing these takes seconds, and few cases want them.
        **{name: importlib.metadata.version(name) if importlib.util.find_spec(name) else None for name in ("torch", "transformers")},
        "cases": sorted(CASES),
    }
)

# A case warms up until it has run twice, or has taken this long.
WARM_UP_SECONDS = 0.3
ready = {}


def timed(run, repeats):
    result = None
    begin = time.perf_counter()
    for _ in range(repeats):
        result = run()
    return time.perf_counter() - begin, result


def set_up(name):
    run, agree = CASES[name](numpy.random.default_rng(1))
    begin = time.perf_counter()
    for _ in range(2):
        result = run()
        if time.perf_counter() - begin > WARM_UP_SECONDS:
            break
    return {"run": run, "agree": agree, "result": result}


for line in sys.stdin:
    try:
        request = json.loads(line)
        name, repeats = request["case"], request["repeats"]
        if name not in ready:
            ready[name] = set_up(name)
        case = ready[name]
        if repeats == 0:
            answer({"agree": float(case["agree"](case["result"]))})
        else:
            seconds, case["result"] = timed(case["run"], repeats)
            answer({"seconds": seconds})
    except Exception as error:
        answer({"error": f"{type(error).__name__}: {error}"})
