"""The arithmetic as a decision of zen-engine, over records that Python parses: `python -m bench.zen_script FOLDER`."""

import json
import sys
from pathlib import Path

import yaml
import zen

LOST = "sum(map(findings, #.sample != null ? #.sample.failed * 0.5 : (#.count != null ? #.count * 1 : 1)))"
NODES = [
    {"id": "in", "type": "inputNode", "name": "record", "position": {"x": 0, "y": 0}},
    {
        "id": "score", "type": "expressionNode", "name": "score", "position": {"x": 0, "y": 0},
        "content": {
            "expressions": [
                {"id": "lost", "key": "lost", "value": LOST},
                {"id": "total", "key": "total", "value": "100 - $.lost"},
                {"id": "passed", "key": "passed", "value": "$.total >= 90"},
            ],
        },
    },
    {"id": "out", "type": "outputNode", "name": "result", "position": {"x": 0, "y": 0}},
]  # fmt: skip
EDGES = [
    {"id": "first", "sourceId": "in", "targetId": "score", "type": "edge"},
    {"id": "second", "sourceId": "score", "targetId": "out", "type": "edge"},
]


def main(folder: str) -> None:
    """Evaluate every record of a folder."""
    decision = zen.ZenEngine().create_decision(json.dumps({"nodes": NODES, "edges": EDGES}))
    for path in sorted(Path(folder).rglob("*.yaml")):
        record = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
        decision.evaluate({"findings": record["findings"]})


if __name__ == "__main__":
    main(*sys.argv[1:])
