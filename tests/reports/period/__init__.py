"""Tests of reports over periods."""
