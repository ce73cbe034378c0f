"""Devices of the office: kiosks, lobby screens and tablets; how they are paired, recognised and revoked."""
