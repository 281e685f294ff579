#!/usr/bin/env bash
exec "$(dirname "$(readlink -f "$0")")/lib/launch.sh" describe "$@"
