"""A script as somebody writes it in an afternoon: totals and means by center, no checks, no explanation."""

import sys
from collections import defaultdict
from pathlib import Path

import openpyxl
import yaml


def deducted(deduct: dict, finding: dict) -> float:
    """The points that a finding takes away."""
    if "each" in deduct:
        sample = finding.get("sample")
        number = sample["failed"] if sample else finding.get("count", 1)
        return min(max(number - deduct.get("free", 0), 0) * deduct["each"], deduct["max"])
    if "missing" in deduct:
        return min(len(finding["missing"]) * deduct["missing"], deduct["max"])
    if "levels" in deduct:
        return min(deduct["levels"][finding["level"]] * finding.get("count", 1), deduct["max"])
    below = float(deduct["below"].rstrip("%")) - float(str(finding["value"]).rstrip("%"))
    return min(max(below, 0) // 1 * deduct["points"], deduct["max"])


def main(standard: str, folder: str, output: str) -> None:
    """Score every record of a folder and write a workbook."""
    items = yaml.safe_load(Path(standard).read_text(encoding="utf-8"))["items"]
    rules = {rule["id"]: (part, rule) for item in items for part in item["sub_items"] for rule in part["rules"]}
    workbook, totals = openpyxl.Workbook(), defaultdict(list)
    workbook.active.append(["file", "center", "date", "total"])
    for path in sorted(Path(folder).rglob("*.yaml")):
        record, lost = yaml.safe_load(path.read_text(encoding="utf-8")), defaultdict(float)
        for finding in record["findings"]:
            part, rule = rules[finding["rule"]]
            lost[part["id"]] = min(lost[part["id"]] + deducted(rule["deduct"], finding), part["points"])
        totals[record["center"]].append(100 - sum(lost.values()))
        workbook.active.append([path.name, record["center"], record["date"], totals[record["center"]][-1]])
    sheet = workbook.create_sheet("centers")
    for center, scores in totals.items():
        sheet.append([center, sum(scores) / len(scores), sum(scores) / len(scores) >= 90])
    workbook.save(output)


if __name__ == "__main__":
    main(*sys.argv[1:])
