"""Tests of the citizen's charter."""
