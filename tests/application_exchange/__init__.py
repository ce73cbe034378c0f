"""Tests of imports and exports of applications."""
