"""Applications beside another software: property files, applications and stage changes imported from CSV and XLSX, and
exported with the same columns.

Read in this order: rules/fields.py (the columns), reading/program.py (a file becomes plain rows, in a process of its
own), rules/values.py and rules/rows.py (what a row says, or why it is refused), rules/plan.py (what it makes of an
application), service/carry_out.py (a piece of it, written whole), work.py (one import from the file to its report).
"""
