"""Prints the JSON of spill plans, one line for each function and action."""

import json
import sys

with open(sys.argv[1]) as plans:
    for plan in json.load(plans):
        print(plan["function"])
        for function in plan["functions"]:
            states = [(kept["suspend"], kept["stored_after"]) for kept in function["kept_states"]]
            moved = len(function["moved"])
            print(f"{function['name']} entries={function['entries']} moved={moved} joins={function['joins']} states={states}")
            for action in function["actions"]:
                words = [action["kind"], action.get("value", "")]
                if "register" in action:
                    words.append(f"r{action['register']}")
                words.append(action["at"])
                if "suspends" in action:
                    words.append(f"suspends={action['suspends']}")
                print(" ".join(words))
