"""The settings of scheduled backups."""

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from deskq.core.settings.types import BucketAddress, Folder, Secret, StrongKey, WholeNumber


class BackupSettings(BaseSettings):
    """A part of ``Settings``."""

    model_config = SettingsConfigDict(use_attribute_docstrings=True)

    BACKUP_FOLDER: Folder = ""
    """Folder into which an encrypted backup is written every night, on another disk or machine. Empty: none is made."""

    BACKUP_S3: BucketAddress = ""
    """Instead of a folder, a bucket of a server that speaks S3: https://server/bucket/prefix. Backups are encrypted
    before they are sent."""

    BACKUP_S3_KEY: Secret = ""
    """Name of the access key for it. The key needs the rights to list, read, write and delete."""

    BACKUP_S3_SECRET: Secret = ""
    """Secret of this access key."""

    BACKUP_S3_REGION: str = "us-east-1"
    """Region of the bucket, which is part of the signature."""

    BACKUP_KEY: StrongKey = ""
    """Encrypts these backups; at least 32 random characters. Empty: made with the first one and kept in
    instance/backup_key. Keep a copy elsewhere: without it no backup can be read (`flask backup-key`)."""

    BACKUP_HOUR: WholeNumber = Field(2, ge=0, le=23)
    """Hour after which the backup of the day is made, 0 to 23; later when the server was off."""

    BACKUP_DAILY: WholeNumber = Field(7, ge=1, le=1000)
    """Days of which the last backup is kept, 1 to 1000."""

    BACKUP_WEEKLY: WholeNumber = Field(4, ge=0, le=1000)
    """Weeks of which the last backup is kept, 0 to 1000."""

    BACKUP_MONTHLY: WholeNumber = Field(6, ge=0, le=1000)
    """Months (of the Iranian calendar) of which the last backup is kept, 0 to 1000."""
