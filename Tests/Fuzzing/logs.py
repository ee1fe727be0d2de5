"""Run logs that hold planted records, a coin and a sensitive column, spoiled in every key of their header and at random, through all that reads one.

Proves that each is run or refused: with status 0, 1 or 64, what is refused in one sentence on standard error and in no words of a library.

    python3 Tests/Fuzzing/logs.py LOG… --binary .build/release/glasshouse [--random 100] [--seed 1] [--seconds 300]
"""
import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

arguments = argparse.ArgumentParser(description=__doc__)
arguments.add_argument("logs", nargs="+")
arguments.add_argument("--binary", default=".build/release/glasshouse")
arguments.add_argument("--random", type=int, default=100)
arguments.add_argument("--seed", type=int, default=1)
arguments.add_argument("--seconds", type=float, default=300)
arguments.add_argument("--workers", type=int, default=2)
arguments.add_argument("--match", default="", help="a regular expression that names what is spoiled")
arguments.add_argument("--all", action="store_true", help="every command for every log")
arguments.add_argument("--keep", help="a folder for the logs that something is wrong with")
options = arguments.parse_args()
binary = os.path.abspath(options.binary)
chance = random.Random(options.seed)
COMMANDS = {
    "replay --verify": (["replay", "LOG", "--verify"], ""),
    "attack attributes": (["attack", "attributes", "--method", "yeom", "--replay", "LOG"], ""),
    "attack inversion": (["attack", "inversion", "--replay", "LOG", "--method", "mi-face"], ""),
    "explore --plain": (["explore", "--plain", "--replay", "LOG"], "quit\n"),
    "explore Records": (["explore", "--plain", "--replay", "LOG"], "goto Records\nplanted-record\nrestart\nstep 1\nstep 1\ndescribe\ngoto Attributes\nstep 1\ndescribe\nquit\n"),
}
# As JSON text, so that what JSON does not know is among it.
VALUES = ["null", "true", "false", '""', '"nan"', '"\\u001b[31mred"', '"\\u0000"', '"two\\nlines"', '"' + "x" * 3000 + '"', '"age"', '"gender"', '"planted coin"', '"' + "東" * 50 + '"',
          "0", "-0", "-1", "1", "0.5", "1e-308", "1e308", "1e400", "NaN", "Infinity", "-Infinity", "9223372036854775807", "9223372036854775808",
          "18446744073709551615", "1" * 400, "[]", "{}", "[null]", '{"label":0}', "[[[[[]]]]]", "[" * 2000 + "]" * 2000, "[1,2]"]
PLANTED = ["LABEL:-1", "LABEL:2", "LABEL:99", "LABEL:0.5", "LABEL:1e18", "LABEL:9223372036854775808", "LABEL:null", 'LABEL:"1"', "LABEL:NaN", "LABEL:true",
           "WIDTH:0", "WIDTH:-1", "WIDTH:+1", "WIDTH:+100000", "FIRST:1e308", "FIRST:-1e308", "FIRST:1e39", "FIRST:3.4e38", "FIRST:-3e38", "FIRST:1e-308", "FIRST:1e20", "FIRST:0", "FIRST:-1", "FIRST:1e15", "VALUE:NaN", "VALUE:1e308", "VALUE:-1e308", "VALUE:1e39", "VALUE:3.5e38", "VALUE:1e-308", "VALUE:1e400",
           "VALUE:null", 'VALUE:"1"', "VALUE:true", "VALUE:[]", "VALUE:0.5", "VALUE:-1", "ALL:1e30", "ALL:0", "ALL:0.5", "COPIES:2", "COPIES:300", "COPIES:20000",
           "KEY:-label", "KEY:-values", "KEY:+name", "KEY:twice"]


def header_text(configuration, rest, replaced=None, doubled=None):
    parts = [f"{json.dumps(k)}:{replaced[1] if replaced and replaced[0] == k else json.dumps(v)}" for k, v in configuration.items()]
    if replaced and replaced[0] not in configuration:
        parts.append(f"{json.dumps(replaced[0])}:{replaced[1]}")
    if doubled:
        parts.append(f"{json.dumps(doubled[0])}:{doubled[1]}")
    return '{"configuration":{' + ",".join(parts) + "}," + ",".join(f"{json.dumps(k)}:{json.dumps(v)}" for k, v in rest.items()) + "}"


def planted_text(planted, what):
    kind, _, value = what.partition(":")
    records = json.loads(json.dumps(planted))
    text = lambda r: '{"label":%s,"values":[%s]}' % (r["label"], ",".join(map(str, r["values"])))
    first = records[0]
    values = first["values"]
    place = chance.randrange(len(values))
    if kind == "LABEL": first["label"] = value
    elif kind == "WIDTH": first["values"] = [] if value == "0" else values[:-1] if value == "-1" else values + [0] * int(value)
    elif kind == "VALUE": values[place] = value
    elif kind == "FIRST": values[[abs(v) not in (0, 1) for v in values].index(True)] = value
    elif kind == "ALL": first["values"] = [value] * len(values)
    elif kind == "COPIES": records = records[:1] * int(value)
    out = [text(r) for r in records]
    if what == "KEY:-label": out[0] = out[0].replace(f'"label":{first["label"]},', "")
    if what == "KEY:-values": out[0] = '{"label":1}'
    if what == "KEY:+name": out[0] = out[0][:-1] + ',"name":"me"}'
    if what == "KEY:twice": out[0] = out[0][:-1] + ',"label":0}'
    return "[" + ",".join(out) + "]"


def spoiled(path):
    lines = open(path).read().splitlines()
    header = json.loads(lines[0])
    configuration = header.pop("configuration")
    body = "\n".join(lines[1:]) + "\n"
    with_header = lambda text: text + "\n" + body
    cases = []
    for key in configuration:
        cases.append((f"without {key}", with_header(header_text({k: v for k, v in configuration.items() if k != key}, header))))
    for key in header:
        cases.append((f"without {key}", with_header(header_text(configuration, {k: v for k, v in header.items() if k != key}))))
    for key in ("planted", "sensitive", "coin", "unit", "inclusion", "train_size"):
        for value in VALUES:
            cases.append((f"{key} = {value[:30]}", with_header(header_text(configuration, header, (key, value)))))
        cases.append((f"{key} twice", with_header(header_text(configuration, header, doubled=(key, json.dumps(configuration.get(key)))))))
    for what in PLANTED:
        text = planted_text(configuration["planted"], what)
        cases.append((f"planted {what}", with_header(header_text(configuration, header, ("planted", text)))))
    others = [k for k in configuration if k not in ("planted", "sensitive", "coin", "steps", "network")]
    for _ in range(options.random):
        key, value = chance.choice(others), chance.choice(VALUES)
        cases.append((f"{key} = {value[:30]}", with_header(header_text(configuration, header, (key, value)))))
    columns = ["age", "gender", "race", "symptom", "treat", "cd40", "planted coin", "rate_marriage", "affairs", "children", "educ", "occupation", "pixel"]
    for column in columns:
        for coin in ("true", "false"):
            cases.append((f"sensitive {column}, coin {coin}", with_header(header_text({**configuration, "coin": coin == "true"}, header, ("sensitive", json.dumps(column))))))
    for dataset in ("actg175", "affairs", "adult", "digits", "faces", "mnist", "alice", "names", "/nowhere.csv", "/dev/null", "/tmp", ""):
        cases.append((f"dataset {dataset}", with_header(header_text({**configuration, "dataset": dataset}, header))))
        cases.append((f"dataset {dataset}, plain", with_header(header_text({k: v for k, v in {**configuration, "dataset": dataset}.items() if k not in ("planted", "sensitive")}, header))))
    for key in ("planted", "sensitive", "coin", "learning_rate", "noise_multiplier", "steps", "dataset", "unit"):
        for value in ["null", "true", "false", "1e308", "NaN", "-1", '"gender"', '"digits"', "[]", json.dumps(configuration["planted"][:1])]:
            line = '{"set":{%s:%s},"step":2}' % (json.dumps(key), value)
            cases.append((f"set {key} to {value[:20]}", lines[0] + "\n" + line + "\n" + '{"end":3,"weights_sha256":"%s"}\n' % ("0" * 64)))
    for line in ['{"end":-1,"weights_sha256":""}', '{"end":2}', '{"end":2,"weights_sha256":null}', '{"end":9223372036854775807,"weights_sha256":"00"}',
                 '{"end":NaN,"weights_sha256":"00"}', '{"end":1.5,"weights_sha256":"00"}', '{"event":"planted","step":1}', '{"planted":[],"step":1}', "{}", "[]", "null", '"', "\x00"]:
        cases.append((f"line {line[:40]!r}", lines[0] + "\n" + line + "\n"))
    whole = "\n".join(lines) + "\n"
    for number in range(options.random):
        data = bytearray(whole.encode())
        for _ in range(chance.randint(1, 4)):
            place = chance.randrange(len(data))
            draw = chance.random()
            if draw < 0.4: data[place] = chance.randrange(256)
            elif draw < 0.6: del data[place:place + chance.randint(1, 40)]
            elif draw < 0.8: data[place:place] = data[place:place + chance.randint(1, 60)]
            elif draw < 0.9: del data[place:]
            else: data[place:place] = chance.choice(VALUES).encode()
            if not data: data = bytearray(b"\n")
        cases.append((f"bytes {number}", bytes(data)))
    for number in range(20):
        mixed = lines[1:]; chance.shuffle(mixed)
        cases.append((f"order {number}", "\n".join([lines[0], *mixed[:chance.randint(0, len(mixed))]]) + "\n"))
    return [(os.path.basename(path), name, text if isinstance(text, bytes) else text.encode()) for name, text in cases]


def attempt(case):
    source, name, data, command = case
    if time.monotonic() > deadline:
        return None
    line, typed = COMMANDS[command]
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        log = folder + "/run.jsonl"
        with open(log, "wb") as file:
            file.write(data)
        try:
            done = subprocess.run([binary, *(log if word == "LOG" else word for word in line)], input=typed.encode(), capture_output=True, timeout=60, cwd=folder,
                                  env={**os.environ, "XDG_STATE_HOME": folder, "XDG_CONFIG_HOME": folder, "SWIFT_BACKTRACE": "enable=no"})
        except subprocess.TimeoutExpired:
            return source, name, command, "does not end in a minute", data
    output, complaint = done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")
    sentences = [l for l in complaint.splitlines() if l.startswith("Error: ")]
    wrong = None
    if done.returncode not in (0, 1, 64):
        wrong = f"ends with {done.returncode}"
    elif done.returncode and len(sentences) != 1:
        wrong = f"status {done.returncode} with {len(sentences)} sentences"
    elif done.returncode and not (complaint.strip().endswith(".") or done.returncode == 64):
        wrong = "no sentence"
    elif re.search(r"NSError|Domain=|Fatal|Optional\(|UserInfo|DecodingError|Swift\.|CodingKey|dataCorrupted", output + complaint):
        wrong = "speaks in the words of a library"
    elif re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", output + complaint):
        wrong = "lets something raw through"
    elif len(complaint) > 2500:
        wrong = f"a complaint of {len(complaint)} characters"
    elif time.monotonic() - begun > 30:
        wrong = "takes more than 30 s"
    said[(done.returncode, re.sub(r"\d+", "N", complaint.replace(folder, ""))[:160])] = (source, name, command, complaint[:400])
    return source, name, command, wrong and f"{wrong}: {complaint[:400]!r} {output[-200:]!r}", data


said = {}
cases = []
for path in options.logs:
    for case in spoiled(path):
        if not re.search(options.match, case[1]):
            continue
        cases += [(*case, command) for command in (COMMANDS if options.all or chance.random() < 0.15 else ["replay --verify", chance.choice(list(COMMANDS)[1:])])]
chance.shuffle(cases)
deadline = time.monotonic() + options.seconds
with ThreadPoolExecutor(options.workers) as pool:
    outcomes = [o for o in pool.map(attempt, cases) if o]
failures = [o for o in outcomes if o[3]]
for number, (source, name, command, wrong, data) in enumerate(failures):
    print(f"{number} {source} {name} | {command} | {wrong}")
    if options.keep:
        os.makedirs(options.keep, exist_ok=True)
        with open(f"{options.keep}/{number}.jsonl", "wb") as file:
            file.write(data)
for (status, _), (source, name, command, complaint) in sorted(said.items(), key=lambda item: item[0]):
    if status:
        print("SAID", status, "|", name, "|", command, "|", complaint.strip()[:330])
print(f"{len(outcomes)} of {len(cases)} tried, {len(failures)} wrong")
sys.exit(bool(failures))
