"""The settings of the environment: their types, their definitions, and how they are read and checked."""
