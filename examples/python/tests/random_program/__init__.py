"""Random programs: text.py makes one from a seed, runtime.py is what it imports and how it is driven, reduce.py makes a failing one small."""
