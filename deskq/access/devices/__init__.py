"""Devices of the office: kiosks, lobby screens, tablets and hall screens; how they are paired and revoked."""
