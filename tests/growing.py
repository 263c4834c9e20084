"""How the work of a function grows with the size of its input: no test depends on how fast a machine is."""

import time


def times_the_work(work, small, large, rounds=3):
    """Processor time of `work(large)` over that of `work(small)`, the least of several rounds each, taken in turns.

    `work(size)` prepares its input and gives back what is measured, a function without arguments.
    """
    runs = {size: work(size) for size in (small, large)}
    spent = {size: [] for size in runs}
    for _ in range(rounds):
        for size, run in runs.items():
            start = time.process_time()
            run()
            spent[size].append(time.process_time() - start)
    return min(spent[large]) / max(min(spent[small]), 1e-9)
