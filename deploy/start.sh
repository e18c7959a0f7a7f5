#!/usr/bin/env bash
# Create the demonstration council unless it is there, and start Zope.
#
# start.sh PORT: it answers on http://localhost:PORT until Ctrl-C.
set -euo pipefail
cd "$(dirname "$0")/.."
export PORT=$1
export INSTANCE_HOME=$PWD/parts/instance
# What the site keeps is about families: readable for its owner alone.
umask 077

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

[[ $PORT =~ ^[0-9]+$ ]] || fail "PORT is a number: make start PORT=8080"
if (exec 3<>"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null; then
    fail "Port $PORT is in use. Stop what runs there, or take another:" \
        "  make start PORT=$((PORT + 1))"
fi
# Buildout made these; they are missing where var/ was moved away to begin afresh.
mkdir -p var/{blobstorage,cache,filestorage,instance/import,log}
sed -i "s/^listen = .*/listen = 127.0.0.1:$PORT/" \
    parts/instance/etc/wsgi.ini

if [ ! -e var/filestorage/Data.fs ]; then
    echo "Making the first administrator; the password is in var/admin-password."
    bin/python deploy/first_administrator.py
fi

echo "Looking for the demonstration council; the first time it takes a minute."
bin/instance run src/hcc/ehcportal/demo/script.py ||
    fail "The demonstration council could not be created: see above." \
        "To begin afresh, move var/ away and run make start again."

echo "Starting Zope on http://localhost:$PORT. Ctrl-C stops it."
exec bin/instance console
