import time


def run(arguments, work):
    for number, name in enumerate(("Reading", "Thinking", "Writing")):
        work.step(name, number, 3)
        work.step(f"{name}, a part of it", number, 3)
        time.sleep(arguments["seconds"])
    print("a library that prints must not break the line to the worker")
    return {"said": "all"}
