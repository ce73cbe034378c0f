"""Commands that edit the settings of messages, one transaction each."""
