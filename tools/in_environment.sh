#!/bin/sh
# Runs a tool of the project's environment, for Git hooks: on Windows, too, Git brings this shell.
for folder in .venv/bin .venv/Scripts; do
    [ -d "$folder" ] && PATH="$PWD/$folder:$PATH"
done
exec "$@"
