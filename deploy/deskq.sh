#!/bin/sh
# A command of deskq with the user, the settings and the folder of the service: deskq backup /var/lib/deskq/FILE.tar
# Install it once: install -m 755 /opt/deskq/deploy/deskq.sh /usr/local/bin/deskq

if [ -t 0 ] && [ -t 1 ]; then terminal=--pty; else terminal=--pipe; fi
exec systemd-run --quiet --wait --collect "$terminal" --service-type=exec \
    --property=User=deskq \
    --property=Group=deskq \
    --property=WorkingDirectory=/opt/deskq \
    --property=EnvironmentFile=/etc/deskq/deskq.env \
    --property=Environment=PYTHONUNBUFFERED=1 \
    --property=Environment=FLASK_SKIP_DOTENV=1 \
    --property=Environment=DESKQ_INSTANCE=/var/lib/deskq \
    --property=UMask=0077 \
    --setenv=LANG="${LANG:-C.UTF-8}" --setenv=TERM="${TERM:-dumb}" \
    /opt/deskq/.venv/bin/flask --app deskq "$@"
