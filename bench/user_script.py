"""A script as somebody writes it in an afternoon: totals and means by center, no checks, no explanation."""

import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import openpyxl
import yaml


def deducted(deduct: dict[str, Any], finding: dict[str, Any]) -> float:
    """The points that a finding takes away."""
    if "each" in deduct:
        number = finding["sample"]["failed"] if "sample" in finding else finding.get("count", 1)
        return float(min(max(number - deduct.get("free", 0), 0) * deduct["each"], deduct["max"]))
    if "missing" in deduct:
        return float(min(len(finding["missing"]) * deduct["missing"], deduct["max"]))
    if "levels" in deduct:
        return float(min(deduct["levels"][finding["level"]] * finding.get("count", 1), deduct["max"]))
    below = float(deduct["below"].rstrip("%")) - float(str(finding["value"]).rstrip("%"))
    return float(min(max(below, 0) // 1 * deduct["points"], deduct["max"]))


def main(standard: str, folder: str, output: str) -> None:
    """Score every record of a folder and write a workbook."""
    items = yaml.safe_load(Path(standard).read_text(encoding="utf-8"))["items"]
    rules = {rule["id"]: (part, rule) for item in items for part in item["sub_items"] for rule in part["rules"]}
    workbook, totals = openpyxl.Workbook(), defaultdict(list)
    visits, centers = workbook.create_sheet("visits"), workbook.create_sheet("centers")
    for path in sorted(Path(folder).rglob("*.yaml")):
        record = yaml.safe_load(path.read_text(encoding="utf-8"))
        lost: dict[str, float] = defaultdict(float)
        for finding in record["findings"]:
            part, rule = rules[finding["rule"]]
            lost[part["id"]] = min(lost[part["id"]] + deducted(rule["deduct"], finding), part["points"])
        totals[record["center"]].append(100 - sum(lost.values()))
        visits.append([path.name, record["center"], record["date"], totals[record["center"]][-1]])
    for center, scores in totals.items():
        centers.append([center, sum(scores) / len(scores), sum(scores) / len(scores) >= 90])
    workbook.save(output)


if __name__ == "__main__":
    main(*sys.argv[1:])
