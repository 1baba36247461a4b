"""The bundle that an assessor of the fact-checkers' codes asks for, made from what is recorded."""
