"""Operations: commands, backup, health and metrics, retention job, key rotation."""
