"""Sentences about faults of scheduled backups and restore drills, and what to do: {slug: msgid}."""

from deskq.core.errors import N_

FAULTS = {
    "folder-missing": N_("The folder %(folder)s cannot be found. Please create it, or connect its disk."),
    "folder-read-only": N_("deskq may not write into the folder %(folder)s. Please give its user the right to."),
    "folder-full": N_("There is no room in the folder %(folder)s. Please free some space, or keep fewer backups."),
    "folder-fault": N_("The folder %(folder)s cannot be used (%(reason)s). Please check its disk."),
    "s3-unreachable": N_("Nothing answers at %(folder)s. Please check the address and the connection."),
    "s3-refused": N_(
        "%(folder)s does not accept the access key (%(reason)s). Please check DESKQ_BACKUP_S3_KEY and "
        "DESKQ_BACKUP_S3_SECRET."
    ),
    "s3-read-only": N_(
        "The access key may not write into %(folder)s. Please give it the right to list, read, write and delete there."
    ),
    "s3-missing": N_("The bucket at %(folder)s cannot be found. Please create it."),
    "s3-full": N_("There is no room at %(folder)s (%(reason)s). Please free some space, or keep fewer backups."),
    "s3-fault": N_("%(folder)s answered with an error (%(reason)s)."),
    "key-beside": N_(
        "The key of the backups is in the folder %(folder)s itself, so anybody who gets the backups could read them. "
        "Please choose another folder."
    ),
    "no-room-here": N_(
        "The server needs %(needed)s MB of free disk space for this and has %(free)s MB. Please free some space."
    ),
    "database": N_("The database or the pictures could not be read (%(reason)s)."),
    "too-long": N_("It took longer than %(hours)s hours and was stopped. Please check the disk of the folder."),
    "stopped": N_("It stopped before it was done (%(reason)s). The log of the server says more."),
    "no-backup": N_("There is no backup in the folder %(folder)s. Please look who deleted it."),
    "drill-no-right": N_(
        "The user of the database may not make the empty database into which a backup is restored as a trial. Please "
        "run in PostgreSQL: %(command)s"
    ),
    "drill-unreadable": N_("The newest backup cannot be restored: %(reason)s"),
    "drill-differs": N_("The content of the backup %(file)s is not what was saved. Please check the disk."),
    "drill-other-journal": N_(
        "The journal in the backup %(file)s is not the journal of this server. If an older backup was restored, the "
        "next backup corrects this."
    ),
}
